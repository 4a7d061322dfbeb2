"""Dated versions say only what is new, and a list of ways to ask is enough to be given the Swedish answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from intents import load_knowledge
from tests.support.knowledge import BASTU, ENGLISH, entry_text, put

VERSION = "---\nid: bastu\nreviewed: 2026-11-23\nvalid_from: 2027-01-01\n{more}---\nBastun är stängd.\n"
LATER = "sv/hamnen/bastu@2027.md"
FIRST = entry_text(
    "bastu", "Hur bokar vi bastun?", ["bastu", "boka bastu"], extra="valid_until: 2026-12-31\nnext: [hamnavgift]\naction: human"
)  # fmt: skip


def test_a_version_has_from_the_first_what_it_does_not_say_itself(folder: Path) -> None:
    put(folder, BASTU, FIRST)
    put(folder, "sv/hamnen/bastu.txt", "vedeldad bastu\n")
    put(folder, LATER, VERSION.format(more=""))
    loaded = load_knowledge(folder)
    assert loaded.findings == []
    assert loaded.knowledge
    before, after = (loaded.knowledge.on(date(year, 1, 1), "sv")["bastu"] for year in (2026, 2027))
    assert (before.body, after.body) == ("Så här är det.", "Bastun är stängd.")
    assert after.ways == before.ways
    assert (after.sources, after.next, after.action) == (before.sources, ("hamnavgift",), "human")
    assert (after.valid_from, after.valid_until, after.path) == (date(2027, 1, 1), None, LATER)


def test_what_a_version_says_itself_counts(folder: Path) -> None:
    put(folder, BASTU, FIRST)
    put(folder, LATER, VERSION.format(more="question: Finns det någon bastu?\nnext: []\n"))
    knowledge = load_knowledge(folder).knowledge
    assert knowledge
    after = knowledge.on(date(2027, 1, 1), "sv")["bastu"]
    assert (after.question, after.next, after.phrasings) == ("Finns det någon bastu?", (), ("bastu", "boka bastu"))


def test_a_version_must_say_who_it_is_and_when_it_was_reviewed(folder: Path) -> None:
    put(folder, BASTU, FIRST)
    put(folder, LATER, "---\nvalid_from: 2027-01-01\n---\nText.\n")
    told = [finding.message for finding in load_knowledge(folder).errors]
    assert told == ["`id` saknas i huvudet: lägg till den", "`reviewed` saknas i huvudet: lägg till den"]


def test_a_version_without_a_first_must_say_everything(folder: Path) -> None:
    (folder / BASTU).unlink()
    put(folder, LATER, VERSION.format(more=""))
    told = [finding.message.partition(" ")[0] for finding in load_knowledge(folder).errors]
    assert told == ["`phrasings`", "`question`", "`sources`"]


def test_a_fault_in_the_first_is_not_told_again_for_the_version(folder: Path) -> None:
    put(folder, BASTU, FIRST.replace("question:", "fraga:"))
    put(folder, LATER, VERSION.format(more=""))
    assert {finding.path for finding in load_knowledge(folder).findings} == {BASTU}


def test_a_shared_phrasing_is_told_where_it_stands_and_not_again_for_the_version(folder: Path) -> None:
    put(folder, BASTU, FIRST.replace("boka bastu", "hamnavgift"))
    put(folder, LATER, VERSION.format(more=""))
    assert len(load_knowledge(folder).findings) == 1


def test_a_follow_up_that_leads_nowhere_is_told_where_it_stands_and_not_again_for_the_version(folder: Path) -> None:
    put(folder, BASTU, FIRST.replace("[hamnavgift]", "[finns-inte]"))
    put(folder, LATER, VERSION.format(more=""))
    assert [finding.path for finding in load_knowledge(folder).findings] == [BASTU]
    put(folder, LATER, VERSION.format(more="next: [inte-heller]\n"))
    assert [finding.path for finding in load_knowledge(folder).findings] == [BASTU, LATER]


def test_ways_to_ask_without_an_answer_beside_them_lead_to_the_swedish_one(folder: Path) -> None:
    put(folder, "en/hamnen/bastu.txt", "\n".join(ENGLISH["sauna"]))
    (folder / "en/hamnen/bastu.md").unlink()
    put(folder, "en/hamnen/hamnavgift.txt", "\n".join(ENGLISH["harbour-fee"]))
    put(folder, "en/hamnen/okand.txt", "unknown\n")
    loaded = load_knowledge(folder)
    assert loaded.knowledge
    assert loaded.knowledge.untranslated["en"] == {
        "bastu": tuple(ENGLISH["sauna"]), "hamnavgift": tuple(ENGLISH["harbour-fee"]),
    }  # fmt: skip
    assert [(finding.path, finding.severity) for finding in loaded.findings] == [
        ("en/hamnen/bastu.txt", "warning"), ("en/hamnen/hamnavgift.txt", "warning"), ("en/hamnen/okand.txt", "warning"),
    ]  # fmt: skip
    assert "på svenska" in loaded.findings[0].message
    assert "läses inte" in loaded.findings[2].message
