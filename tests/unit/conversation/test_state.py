"""A conversation between messages: what the form still wants, and JSON there and back."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from bot.conversation.messages import Button
from bot.conversation.state import Draft, Pending, State
from bot.leads.model import OPTIONAL, SLOTS, UNSURE, AskedQuestion, Country, Organisation

FALUN = Organisation("Falu kommun", "2080", "kommun")
WHOLE = State(
    language="sv", greeted=True, expects="email",
    draft=Draft(FALUN, "Anna Ek", "miljöstrateg", "anna@falu.example", None, "Vatten", (6, 11), Country("KE", "Kenya", True),
                "ide", "Första.\nAndra.", ("phone",), "anna@falu.example"),
    editing=True, pending=Pending("organisation", "Habo", (FALUN,)), shown=(Button("yes", "Ja"),), last_answer="bastu",
    last_text="Hur gör vi?", questions=(AskedQuestion("bastu", "bastu"),), last_lead="KP-2026-0001",
)  # fmt: skip


def test_the_form_asks_slot_by_slot_for_what_it_does_not_have() -> None:
    assert Draft().missing() == SLOTS[0] == "organisation"
    assert Draft(organisation=FALUN, role="chef").missing() == "name"
    assert WHOLE.draft is not None and WHOLE.draft.missing() is None


def test_a_slot_passed_is_not_asked_for_again() -> None:
    draft = Draft(passed=("phone",))
    assert draft.has("phone") and draft.phone is None
    assert not draft.has("message")


def test_a_draft_has_a_place_for_every_slot() -> None:
    assert set(SLOTS) <= {field.name for field in fields(Draft)}
    assert set(SLOTS) >= OPTIONAL | UNSURE


@pytest.mark.parametrize("state", [State(), WHOLE], ids=["new", "whole"])
def test_nothing_changes_between_messages(state: State) -> None:
    assert State.load(state.dump()) == state
    assert json.loads(state.dump())["greeted"] is state.greeted


def test_what_an_older_version_wrote_is_read_with_what_it_lacks() -> None:
    older = json.loads(WHOLE.dump())
    del older["draft"]["confirmed"], older["last_lead"]
    read = State.load(json.dumps(older))
    assert read.draft is not None and read.draft.name == "Anna Ek" and read.draft.confirmed is None


def test_nobody_known_is_not_greeted_yet() -> None:
    assert State.load(None) == State()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"expects": 4}', '{"draft": {"goals": "alla"}}'])
def test_what_cannot_be_read_starts_over_without_a_new_greeting(text: str) -> None:
    assert State.load(text) == State(greeted=True)
