"""Folder → knowledge base: all findings at once, and nothing an editor does raises."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intents import Finding, Loaded, load_knowledge
from tests.support.knowledge import BASTU, FOREIGN, GOOD, entry_text, line_of, places, put, the_finding


def test_a_faultless_folder_gives_its_entries_and_no_finding(folder: Path) -> None:
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    knowledge = loaded.knowledge
    assert knowledge is not None
    assert {(entry.language, entry.theme, entry.id) for entry in knowledge.entries} == {
        ("sv", "hamnen", "bastu"),
        ("sv", "hamnen", "hamnavgift"),
        ("sv", "ombord", "landstrom"),
        ("en", "hamnen", "bastu"),
    }
    assert [(theme.slug, dict(theme.labels)) for theme in knowledge.themes] == [
        ("hamnen", {"sv": "Hamnen", "en": "The harbour"}),
        ("ombord", {"sv": "Ombord", "en": "On board"}),
    ]
    assert knowledge.foreign == {"sv": tuple(FOREIGN), "en": ()}


@pytest.mark.parametrize("made", [(), ("sv",), ("sv/hamnen", "en")])
def test_an_empty_folder_is_told(tmp_path: Path, made: tuple[str, ...]) -> None:
    for shown in made:
        (tmp_path / shown).mkdir(parents=True)
    loaded = load_knowledge(tmp_path)
    assert loaded.knowledge is None
    assert loaded.errors


def test_themes_without_answers_are_told(tmp_path: Path) -> None:
    put(tmp_path, "themes.toml", '[hamnen]\nsv = "Hamnen"\n')
    assert the_finding(tmp_path).path == "."


def test_warnings_do_not_hide_that_there_are_no_answers(tmp_path: Path) -> None:
    put(tmp_path, "themes.toml", '[hamnen]\nsv = "Hamnen"\n')
    put(tmp_path, "sv/hamnen/kobbar.docx", "")
    loaded = load_knowledge(tmp_path)
    assert [finding.path for finding in loaded.errors] == ["."]
    assert loaded.knowledge is None


def test_all_findings_are_told_at_once_and_in_order(folder: Path) -> None:
    many = GOOD.replace("reviewed: 2026-11-23", "reviewed: snart\nfraga: x\naction: ring").replace(
        "id: bastu", "id: basta"
    )
    put(folder, BASTU, many)
    put(folder, "sv/hamnen/hamnavgift.md", entry_text("hamnavgift", "Är det dyrt?").encode("cp1252"))
    put(folder, "sv/ombord/landstrom.md", "ingen början\n")
    put(folder, "en/hamnen/bastu.md", entry_text("bastu", "Sauna?", ["sauna"], extra="next: [nothing]"))
    put(folder, "en/borta/power.md", entry_text("power", "Power?", ["power"]))
    loaded = load_knowledge(folder)
    assert loaded.findings == sorted(loaded.findings)
    found = places(loaded)
    for line in (line_of(many, "id:"), line_of(many, "reviewed:"), line_of(many, "fraga:"), line_of(many, "action:")):
        assert (BASTU, line) in found
    assert ("sv/hamnen/hamnavgift.md", 3) in found
    assert ("sv/ombord/landstrom.md", 1) in found
    assert {"en/hamnen/bastu.md", "en/borta/power.md"} <= {path for path, _ in found}
    assert len(found) == 8


@pytest.mark.parametrize(
    "shown", ["sv/kobbar.md", "sv/hamnen/inre/kobbar.md", "sv/hamnen/kobbar.MD", "sv/hamnen/kobbar.md.txt"]
)
def test_an_answer_in_the_wrong_place_is_told(folder: Path, shown: str) -> None:
    put(folder, shown, entry_text("kobbar"))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (shown, 0)
    assert "sv/<tema>/" in finding.message


def test_two_thousand_answers_load_in_one_go(tmp_path: Path) -> None:
    put(tmp_path, "themes.toml", "".join(f'[tema-{i}]\nsv = "Tema {i}"\n' for i in range(10)))
    for i in range(2_000):
        put(tmp_path, f"sv/tema-{i % 10}/svar-{i}.md", entry_text(f"svar-{i}", extra=f"next: [svar-{(i + 1) % 2_000}]"))
    loaded = load_knowledge(tmp_path)
    assert loaded.findings == []
    assert loaded.knowledge is not None
    assert len(loaded.knowledge.on(date(2026, 11, 23), "sv")) == 2_000


def test_a_warning_is_told_apart_and_stops_nothing() -> None:
    warning = Finding("sv/a/b.md", 4, "gammal", "warning")
    assert str(warning) == "sv/a/b.md:4: varning: gammal"
    assert Loaded(None, [warning]).errors == []


@pytest.mark.parametrize(
    "shown", ["kobbar.md", "svenska/hamnen/kobbar.md", "sv.md", "sv/utanför.txt", "sv/hamnen/a.docx"]
)
def test_what_may_have_been_meant_for_the_bot_is_a_warning(folder: Path, shown: str) -> None:
    put(folder, shown, entry_text("kobbar"))
    loaded = load_knowledge(folder)
    assert [(finding.path, finding.severity) for finding in loaded.findings] == [(shown, "warning")]
    assert loaded.knowledge is not None


@pytest.mark.parametrize(
    "shown",
    ["README.md", "sv/README.md", "sv/hamnen/readme.md", "registers/SOURCES.md", "sv/hamnen/.bastu.md.swp", ".git/a.md",
     "sv/.DS_Store"],
)  # fmt: skip
def test_files_for_people_and_programs_are_let_be(folder: Path, shown: str) -> None:
    put(folder, shown, "Så gör du.\n")
    assert load_knowledge(folder).findings == []


def test_one_broken_file_gives_one_finding_and_no_echo(folder: Path) -> None:
    put(folder, "sv/provfragor.tsv", "bastu\tÄr det varmt?\n")
    put(folder, BASTU, "trasig")
    assert the_finding(folder).path == BASTU
    put(folder, BASTU, GOOD)
    put(folder, "themes.toml", "trasig")
    assert the_finding(folder).path == "themes.toml"


SCRAPS = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(str.encode),
    st.text(st.sampled_from(list("ab:-[]{}&*!|>'\"#%@=, \n\r\t\u00a0\ufeff")), max_size=60).map(str.encode),
)
"""What may land in a file by accident."""


@given(st.sampled_from(["themes.toml", "sv/utanfor.txt", "sv/provfragor.tsv", BASTU]), SCRAPS, st.integers(0, 400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_scrap_in_any_file_raises(folder: Path, shown: str, scrap: bytes, place: int) -> None:
    before = {"sv/provfragor.tsv": b"bastu\thej\n", BASTU: GOOD.encode()}.get(shown) or (folder / shown).read_bytes()
    broken = before[:place] + scrap + before[place:]
    put(folder, shown, broken)
    loaded = load_knowledge(folder)
    put(folder, shown, before)
    assert (loaded.knowledge is None) == bool(loaded.errors)
    last = broken.count(b"\n") + broken.count(b"\r") + 1
    assert all(0 <= finding.line <= last for finding in loaded.findings if finding.path == shown)


def test_every_finding_is_one_swedish_line(folder: Path) -> None:
    put(folder, BASTU, GOOD.replace("boka bastu", '"boka\n  - bastu'))
    put(folder, "themes.toml", "sv = [\n")
    put(folder, "sv/provfragor.tsv", "a\nb\tc\n")
    put(folder, "sv/utanfor.txt", b"\xe5")
    (folder / "sv/hamnen/mapp.md").mkdir()
    told = [str(finding) for finding in load_knowledge(folder).findings]
    assert len(told) == 6
    for line in told:
        assert re.fullmatch(r"[^\s:]+:\d+: (?:varning: )?[^\n]+: [^\n]+", line), line
        assert not re.search(r"expected|invalid|error|directory|found", line, re.IGNORECASE)
