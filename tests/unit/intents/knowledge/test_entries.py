"""One file → one answer: every fault in it is told on its line, and all of them at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from intents import load_knowledge
from intents.model import Source
from tests.support.knowledge import BASTU, GOOD, entry_text, line_of, put, the_finding


def test_an_entry_is_what_the_file_says(folder: Path) -> None:
    extra = "valid_from: 2026-01-01\nvalid_until: 2026-12-31\nnext: [hamnavgift]\naction: lead"
    put(folder, BASTU, entry_text("bastu", "Hur bokar vi bastun?", ["bastu"], extra=extra, body="Ring **värden**."))
    knowledge = load_knowledge(folder).knowledge
    assert knowledge is not None
    entry = knowledge.on(date(2026, 6, 1), "sv")["bastu"]
    assert (entry.question, entry.phrasings, entry.body) == ("Hur bokar vi bastun?", ("bastu",), "Ring **värden**.")
    assert entry.sources == (Source("https://vindo.example/hamnen", "2024-04-18"),)
    assert (entry.reviewed, entry.valid_from, entry.valid_until) == (
        date(2026, 11, 23),
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert (entry.next, entry.action, entry.path) == (("hamnavgift",), "lead", BASTU)


FAULTS = [
    ("okänd nyckel", "reviewed:", "fraga: x\nreviewed:", "fraga:", "`fraga`"),
    ("id ≠ fil", "id: bastu", "id: bastun", "id: bastun", "`bastun`"),
    ("tomt id", "id: bastu", "id:", "id:", "`id`"),
    ("dubblerad nyckel", "reviewed:", "question: En till?\nreviewed:", "question: En till", "`question`"),
    ("dubblerad i källa", "    dated:", "    url: seed\n    dated:", "    url: seed", "`url`"),
    ("fråga som lista", "question: Hur bokar vi bastun?", "question: [a, b]", "question:", "`question`"),
    ("tab", "question: Hur", "question:\tHur", "question:", "tab"),
    ("kolon i frågan", "question: Hur bokar", "question: Hur: bokar", "question:", "kolon"),
    ("kolon i formulering", "  - boka bastu", "  - boka: bastu", "  - boka: bastu", "`phrasings`"),
    ("tom formulering", "  - boka bastu", "  -", "  -\n", "`phrasings`"),
    ("formulering utan bokstäver", "  - boka bastu", "  - '???'", "  - '???'", "???"),
    ("formuleringar som text", "phrasings:\n  - bastu\n  - boka bastu", "phrasings: bastu", "phrasings:", "lista"),
    ("inga formuleringar", "phrasings:\n  - bastu\n  - boka bastu", "phrasings: []", "phrasings:", "`phrasings`"),
    ("formuleringar glömda", "phrasings:\n  - bastu\n  - boka bastu", "phrasings:", "phrasings:", "`phrasings`"),
    ("dåligt datum", "reviewed: 2026-11-23", "reviewed: 23 nov 2026", "reviewed:", "`reviewed`"),
    ("datum som inte finns", "reviewed: 2026-11-23", "reviewed: 2026-02-30", "reviewed:", "2026-02-30"),
    ("tomt datum", "reviewed: 2026-11-23", "reviewed:", "reviewed:", "`reviewed`"),
    ("dåligt giltigt från", "reviewed:", "valid_from: i vår\nreviewed:", "valid_from:", "`valid_from`"),
    ("dåligt giltigt till", "reviewed:", "valid_until: 2026-13-01\nreviewed:", "valid_until:", "`valid_until`"),
    ("okänd åtgärd", "reviewed:", "action: ring\nreviewed:", "action:", "`action`"),
    ("next som text", "reviewed:", "next: hamnavgift\nreviewed:", "next:", "`next`"),
    ("next som mappning", "reviewed:", "next: [{a: b}]\nreviewed:", "next:", "`next`"),
    ("källa utan datum", '    dated: "2024-04-18"\n', "", "  - url:", "`dated`"),
    ("källa med tomt datum", '"2024-04-18"', '""', "  - url:", "`dated`"),
    ("källa med mer", "    dated:", "    title: x\n    dated:", "  - url:", "inget annat"),
    ("källa som text", "  - url: https://vindo.example/hamnen\n    dated:", "  - vindo\n  - dated:", "  - vindo", "`url`"),
    ("källa utan adress", "https://vindo.example/hamnen", "vindo.example", "  - url:", "`vindo.example`"),
    ("inga källor", "sources:\n  - url: https://vindo.example/hamnen\n    dated: \"2024-04-18\"", "sources: []", "sources:",
     "`sources`"),
    ("källa utan prick", "https://vindo.example/hamnen", "https://vindo", "  - url:", "https://"),
    ("källa med blanksteg", "https://vindo.example/hamnen", "https://vindo.example/vår hamn", "  - url:", "https://"),
    ("källa inom vinklar", "https://vindo.example/hamnen", "<https://vindo.example>", "  - url:", "https://"),
    ("datum utan streck", "reviewed: 2026-11-23", "reviewed: 20261123", "reviewed:", "`reviewed`"),
    ("datum som vecka", "reviewed: 2026-11-23", "reviewed: 2026-W47-1", "reviewed:", "`reviewed`"),
    ("fråga utan bokstäver", "question: Hur bokar vi bastun?", "question: '???'", "question:", "???"),
    ("slutar innan det börjar", "reviewed:", "valid_from: 2026-07-01\nvalid_until: 2026-06-30\nreviewed:", "valid_until:",
     "2026-06-30"),
    ("ingen text", "Så här är det.\n", "", "---\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "at", "named"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_told_with_file_line_and_name(folder: Path, old: str, new: str, at: str, named: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    put(folder, BASTU, text)
    loaded = load_knowledge(folder)
    assert loaded.knowledge is None
    expected = line_of(text, at) if at != "---\n" else text.count("\n") + 1
    first = loaded.findings[0]
    assert (first.path, first.line) == (BASTU, expected)
    assert named in first.message
    assert str(first) == f"{BASTU}:{expected}: {first.message}"


@pytest.mark.parametrize("key", ["id", "question", "phrasings", "sources", "reviewed"])
def test_a_missing_key_is_named(folder: Path, key: str) -> None:
    lines = GOOD.splitlines()
    start = lines.index(next(line for line in lines if line.startswith(f"{key}:")))
    end = next(i for i in range(start + 1, len(lines)) if not lines[i].startswith(" "))
    put(folder, BASTU, "\n".join([*lines[:start], *lines[end:]]))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (BASTU, 1)
    assert f"`{key}`" in finding.message


@pytest.mark.parametrize("text", ["", "Bara text.\n", GOOD.replace("---\n", ""), GOOD.replace("---\nSå", "Så")])
def test_a_file_without_a_whole_head_is_told_on_its_first_line(folder: Path, text: str) -> None:
    put(folder, BASTU, text)
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (BASTU, 1)
    assert "---" in finding.message


@pytest.mark.parametrize("url", ["[seed]", "{seed: seed}"])
def test_a_source_whose_url_is_not_text_is_told(folder: Path, url: str) -> None:
    put(folder, BASTU, GOOD.replace("https://vindo.example/hamnen", url))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (BASTU, line_of(GOOD, "  - url:"))
    assert "`url`" in finding.message


@pytest.mark.parametrize("dated", ["[2020, 2021]", "{ca: 2020}"])
def test_a_source_whose_date_is_not_text_is_told(folder: Path, dated: str) -> None:
    put(folder, BASTU, GOOD.replace('"2024-04-18"', dated))
    finding = the_finding(folder)
    assert (finding.path, finding.line) == (BASTU, line_of(GOOD, "    dated:"))
    assert "`dated`" in finding.message


def test_a_version_may_hold_for_one_day(folder: Path) -> None:
    put(folder, BASTU, GOOD.replace("reviewed:", "valid_from: 2026-07-01\nvalid_until: 2026-07-01\nreviewed:"))
    assert load_knowledge(folder).findings == []


@pytest.mark.parametrize(
    "written", ["question: >\n  Hur bokar\n  vi bastun?", "question: Hur bokar\n  vi  bastun?"], ids=["vikt", "bruten"]
)
def test_a_question_on_two_lines_is_one_line(folder: Path, written: str) -> None:
    put(folder, BASTU, GOOD.replace("question: Hur bokar vi bastun?", written))
    knowledge = load_knowledge(folder).knowledge
    assert knowledge is not None
    assert knowledge.on(date(2026, 11, 23), "sv")["bastu"].question == "Hur bokar vi bastun?"


@pytest.mark.parametrize("source", ["seed", "tjansten", "http://vindo.example/a?b=c#d", "https://xn--vind-8qa.example"])
def test_a_source_may_be_an_address_or_our_own(folder: Path, source: str) -> None:
    put(folder, BASTU, GOOD.replace("https://vindo.example/hamnen", source))
    knowledge = load_knowledge(folder).knowledge
    assert knowledge is not None
    assert knowledge.on(date(2026, 11, 23), "sv")["bastu"].sources == (Source(source, "2024-04-18"),)
