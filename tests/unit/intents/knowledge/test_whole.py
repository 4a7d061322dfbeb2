"""Faults that only show when all answers lie side by side."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from intents import load_knowledge
from tests.support.knowledge import BASTU, entry_text, line_of, put, the_finding


def test_a_broken_next_is_told(folder: Path) -> None:
    put(folder, BASTU, entry_text("bastu", phrasings=["bastu"], extra="next: [hamnavgift, finns-inte]"))
    finding = the_finding(folder)
    assert finding.path == BASTU
    assert "`finns-inte`" in finding.message


def test_a_next_that_leads_nowhere_new_is_told(folder: Path) -> None:
    put(folder, BASTU, entry_text("bastu", phrasings=["bastu"], extra="next: [bastu]"))
    finding = the_finding(folder)
    assert finding.path == BASTU
    assert "självt" in finding.message


@pytest.mark.parametrize("target", ["finns-inte", "bastu"])
def test_a_fault_of_next_is_told_on_its_line(folder: Path, target: str) -> None:
    text = entry_text("bastu", phrasings=["bastu"], extra=f"next:\n  - hamnavgift\n  - {target}")
    put(folder, BASTU, text)
    assert the_finding(folder).line == line_of(text, f"  - {target}\n---")


def test_a_next_may_fall_back_to_swedish_but_not_the_other_way(folder: Path) -> None:
    put(folder, "en/hamnen/bastu.md", entry_text("bastu", "Sauna?", ["sauna"], extra="next: [hamnavgift]"))
    assert load_knowledge(folder).findings == []
    put(folder, "en/hamnen/pets.md", entry_text("pets", "Pets?", ["dog"]))
    put(folder, BASTU, entry_text("bastu", phrasings=["bastu"], extra="next: [pets]"))
    assert "`pets`" in the_finding(folder).message


def test_twin_phrasings_are_told_with_both_places(folder: Path) -> None:
    first = entry_text("bastu", phrasings=["bastu", "badstuga vid sjön"])
    second = entry_text("landstrom", phrasings=["el", "ström", "BADSTUGA, vid sjon!"])
    put(folder, BASTU, first)
    put(folder, "sv/ombord/landstrom.md", second)
    finding = the_finding(folder)
    assert (finding.path, finding.line) == ("sv/ombord/landstrom.md", line_of(second, "BADSTUGA"))
    assert f"{BASTU}:{line_of(first, 'badstuga')}:" in finding.message
    assert "BADSTUGA, vid sjon!" in finding.message


def test_a_question_that_is_anothers_phrasing_is_told_with_both_lines(folder: Path) -> None:
    first = entry_text("bastu", question="Hur badar man?", phrasings=["bastu"])
    put(folder, BASTU, first)
    second = entry_text("landstrom", phrasings=["el", "hur badar man"])
    put(folder, "sv/ombord/landstrom.md", second)
    finding = the_finding(folder)
    assert (finding.path, finding.line) == ("sv/ombord/landstrom.md", line_of(second, "hur badar"))
    assert f"{BASTU}:3:" in finding.message


def test_a_phrasing_twice_in_one_answer_or_in_two_languages_is_no_twin(folder: Path) -> None:
    put(folder, BASTU, entry_text("bastu", question="Bastu?", phrasings=["bastu", "Bastu!"]))
    put(folder, "en/hamnen/power.md", entry_text("power", "Power?", ["bastu"]))
    assert load_knowledge(folder).findings == []


def test_words_that_their_dots_tell_apart_are_no_twins(folder: Path) -> None:
    put(folder, BASTU, entry_text("bastu", question="Bastu?", phrasings=["lån", "råd"]))
    put(folder, "sv/ombord/landstrom.md", entry_text("landstrom", "Ström?", phrasings=["län", "rad"]))
    assert load_knowledge(folder).findings == []


def test_decomposed_and_composed_twins_are_twins(folder: Path) -> None:
    put(folder, BASTU, entry_text("bastu", phrasings=["båtplats på våren"]))
    put(
        folder,
        "sv/ombord/landstrom.md",
        entry_text("landstrom", phrasings=[unicodedata.normalize("NFD", "båtplats på våren")]),
    )
    assert the_finding(folder).path == "sv/ombord/landstrom.md"


def dated(valid_from: str | None, valid_until: str | None) -> str:
    extra = [f"valid_from: {valid_from}"] * bool(valid_from) + [f"valid_until: {valid_until}"] * bool(valid_until)
    return entry_text("bastu", phrasings=["bastu"], extra="\n".join(extra))


def test_dated_versions_may_follow_each_other(folder: Path) -> None:
    put(folder, BASTU, dated(None, "2026-06-30"))
    put(folder, "sv/hamnen/bastu@2026-07.md", dated("2026-07-01", None))
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    assert loaded.knowledge is not None
    for day, path in ((date(2026, 6, 30), BASTU), (date(2026, 7, 1), "sv/hamnen/bastu@2026-07.md")):
        assert loaded.knowledge.on(day, "sv")["bastu"].path == path


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ((None, "2026-07-01"), ("2026-07-01", None)),
        ((None, None), ("2026-07-01", None)),
        ((None, "2026-06-30"), (None, None)),
        (("2026-01-01", "2026-12-31"), ("2026-03-01", "2026-04-01")),
        ((None, None), (None, None)),
    ],
)
def test_versions_that_hold_on_the_same_day_are_told(
    folder: Path, earlier: tuple[str | None, str | None], later: tuple[str | None, str | None]
) -> None:
    put(folder, BASTU, dated(*earlier))
    put(folder, "sv/hamnen/bastu@2026-07.md", dated(*later))
    finding = the_finding(folder)
    shown = {BASTU, "sv/hamnen/bastu@2026-07.md"}
    assert finding.path in shown
    assert (shown - {finding.path}).pop() in finding.message


def test_a_gap_between_versions_is_told(folder: Path) -> None:
    put(folder, BASTU, dated(None, "2026-06-30"))
    later = dated("2026-08-01", None)
    put(folder, "sv/hamnen/bastu@2026-08.md", later)
    finding = the_finding(folder)
    assert (finding.path, finding.line) == ("sv/hamnen/bastu@2026-08.md", line_of(later, "valid_from"))
    assert BASTU in finding.message
    assert "2026-06-30" in finding.message


def test_a_theme_nobody_declared_is_told(folder: Path) -> None:
    put(folder, "sv/skargard/kobbar.md", entry_text("kobbar"))
    finding = the_finding(folder)
    assert finding.path == "sv/skargard/kobbar.md"
    assert "`skargard`" in finding.message
    assert "themes.toml" in finding.message


def test_a_version_inside_another_does_not_hide_what_follows(folder: Path) -> None:
    put(folder, BASTU, dated("2026-01-01", "2026-12-31"))
    put(folder, "sv/hamnen/bastu@2026-03.md", dated("2026-03-01", "2026-03-31"))
    put(folder, "sv/hamnen/bastu@2026-10.md", dated("2026-10-01", None))
    told = {finding.path: finding.message for finding in load_knowledge(folder).findings}
    assert set(told) == {"sv/hamnen/bastu@2026-03.md", "sv/hamnen/bastu@2026-10.md"}
    assert all(f"samtidigt som {BASTU}" in message for message in told.values())


def test_the_last_day_there_is_may_be_the_last_day_of_an_answer(folder: Path) -> None:
    put(folder, BASTU, dated("2026-01-01", "9999-12-31"))
    put(folder, "sv/hamnen/bastu@9999.md", dated("9999-12-31", None))
    assert "samtidigt" in the_finding(folder).message


def test_a_next_given_twice_is_told(folder: Path) -> None:
    put(folder, BASTU, entry_text("bastu", phrasings=["bastu"], extra="next: [hamnavgift, hamnavgift]"))
    assert "två gånger" in the_finding(folder).message


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_next_to_an_answer_with_faults_of_its_own_is_no_fault(folder: Path, language: str) -> None:
    put(folder, f"{language}/hamnen/bastu.md", entry_text("bastu", "Bastu?", ["bastu"], extra="next: [hamnavgift]"))
    put(folder, "sv/hamnen/hamnavgift.md", "trasig")
    assert the_finding(folder).path == "sv/hamnen/hamnavgift.md"
