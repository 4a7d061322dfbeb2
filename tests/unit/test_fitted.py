"""Matchers kept from one start to the next: the same verdicts, and never a reason to fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.fitted import KEPT, FittedMatchers
from intents import Entry, KnowledgeBase, Matcher, load_knowledge
from tests.support.knowledge import faq_folder, put, texts

DAY = date(2026, 11, 26)


@pytest.fixture
def knowledge(tmp_path: Path) -> KnowledgeBase:
    found = load_knowledge(faq_folder(tmp_path / "faq")).knowledge
    assert found is not None
    return found


def entries(knowledge: KnowledgeBase) -> dict[str, Entry]:
    return knowledge.on(DAY, "sv")


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def test_the_second_time_the_copy_is_read_and_says_the_same(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    first = FittedMatchers(tmp_path / "cache")(knowledge, entries(knowledge), "sv")
    (copy,) = copies(tmp_path / "cache")
    written = copy.stat().st_mtime_ns
    second = FittedMatchers(tmp_path / "cache")(knowledge, entries(knowledge), "sv")
    assert copies(tmp_path / "cache") == [copy]
    assert copy.stat().st_mtime_ns == written
    assert [second.match(text) for text in texts(60)] == [first.match(text) for text in texts(60)]


def test_other_answers_get_another_copy(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    matchers = FittedMatchers(tmp_path / "cache")
    matchers(knowledge, entries(knowledge), "sv")
    fewer = dict(list(entries(knowledge).items())[:2])
    assert matchers(knowledge, fewer, "sv").ids == tuple(fewer)
    put(tmp_path / "faq", "sv/hamnen/bastu.txt", "badtunna\n")
    again = load_knowledge(tmp_path / "faq").knowledge
    assert again is not None
    assert matchers(again, entries(again), "sv").match("badtunna").id == "bastu"
    assert len(copies(tmp_path / "cache")) == 3


@pytest.mark.parametrize("damage", [b"", b"not a copy", b"\x80\x05N."], ids=["empty", "text", "something-else"])
def test_a_damaged_copy_is_made_anew(tmp_path: Path, knowledge: KnowledgeBase, damage: bytes) -> None:
    matchers = FittedMatchers(tmp_path / "cache")
    matchers(knowledge, entries(knowledge), "sv")
    (copy,) = copies(tmp_path / "cache")
    copy.write_bytes(damage)
    assert isinstance(matchers(knowledge, entries(knowledge), "sv"), Matcher)
    assert copy.stat().st_size > len(damage)


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    found = FittedMatchers(tmp_path / "cache")(knowledge, entries(knowledge), "sv")
    assert found.match("bastu").id == "bastu"


def test_old_copies_go(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    matchers = FittedMatchers(tmp_path / "cache")
    for number in range(KEPT + 3):
        matchers(replace(knowledge, foreign={"sv": (f"Fråga {number}",)}), entries(knowledge), "sv")
    assert len(copies(tmp_path / "cache")) == KEPT


def test_only_what_the_matcher_is_made_from_costs_a_fit(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    matchers = FittedMatchers(tmp_path / "cache")
    matchers(knowledge, entries(knowledge), "sv")
    later = {name: replace(entry, reviewed=DAY, path=f"{name}@2.md") for name, entry in entries(knowledge).items()}
    matchers(replace(knowledge, version="another"), later, "sv")
    assert len(copies(tmp_path / "cache")) == 1
    later["bastu"] = replace(later["bastu"], body="Något annat.")
    matchers(knowledge, later, "sv")
    assert len(copies(tmp_path / "cache")) == 2
