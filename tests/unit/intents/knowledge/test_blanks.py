"""What an answer leaves open is filled from the settings, and only what somebody fills may be left open."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.conversation.guide import Policy
from intents import BLANKS, fill_blanks, load_knowledge
from tests.support.knowledge import BASTU, entry_text, put, the_finding


def test_every_blank_is_one_the_service_fills() -> None:
    assert set(BLANKS) == set(Policy().words())
    assert {field.name for field in fields(Policy)} >= set(BLANKS)


def test_what_the_matcher_reads_in_a_blank_is_what_holds_without_settings() -> None:
    assert dict(BLANKS) == Policy().words()


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("i {conversation_days} dagar, {lead_to}", "i 5 dagar, {lead_to}"),
        ("{conversation_days}{conversation_days}", "55"),
        ("inget att fylla i", "inget att fylla i"),
        ("{0} {} {__class__} {conversation_days.real}", "{0} {} {__class__} {conversation_days.real}"),
    ],
)
def test_blanks_are_filled_and_nothing_else(text: str, filled: str) -> None:
    assert fill_blanks(text, {"conversation_days": 5}) == filled


def test_a_blank_nobody_fills_is_told_on_its_line(folder: Path) -> None:
    body = "Samtalet sparas i {conversation_days} dagar.\n\nFrågor sparas i {fragedagar} dagar."
    text = entry_text("bastu", "Hur bokar vi bastun?", ["bastu"], body=body)
    put(folder, BASTU, text)
    finding = the_finding(folder)
    assert finding.line == text[: text.index("{fragedagar}")].count("\n") + 1
    assert "{fragedagar}" in finding.message and "{question_days}" in finding.message


def test_the_answer_that_ships_names_every_period_by_a_blank() -> None:
    from bot.knowledge import shipped

    knowledge = load_knowledge(shipped()).knowledge
    assert knowledge is not None
    bodies = [entry.body for entry in knowledge.entries if entry.id == "personuppgifter"]
    assert len(bodies) == 2
    for body in bodies:
        assert all(f"{{{name}}}" in body for name in ("conversation_days", "lead_days", "question_days"))
