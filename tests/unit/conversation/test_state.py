"""The state between messages: JSON that is read back as it was."""

from __future__ import annotations

import json

import pytest

from bot.conversation.messages import Button
from bot.conversation.state import Draft, Pending, State
from bot.leads.model import SLOTS, AskedQuestion, Country, Organisation

FALUN = Organisation("Falu kommun", "2080", "kommun")
WHOLE = State(
    language="en", greeted=True, expects="country", editing=True, erasing=True, last_answer="vem-kan-soka",
    draft=Draft(FALUN, "Anna Ek", "strateg", "a@falu.example", None, "Vatten", (6, 11), Country("KE", "Kenya", True), "ide",
                "rad ett\nrad två \u202e😀", ("phone",), "a@falu.example"),
    pending=Pending("organisation", "habo", (FALUN, Organisation("Habo kommun", "0643", "kommun"))),
    shown=(Button("yes", "Ja"),), last_text="vem?", questions=(AskedQuestion("vem-kan-soka", "vem?"),), last_lead="KP-2026-0001",
)  # fmt: skip


@pytest.mark.parametrize("state", [State(), WHOLE], ids=["new", "whole"])
def test_a_state_is_read_back_as_it_was_written(state: State) -> None:
    assert State.load(state.dump()) == state


def test_what_is_written_is_plain_json() -> None:
    assert json.loads(WHOLE.dump())["draft"]["organisation"]["code"] == "2080"


def test_nothing_kept_is_a_new_conversation() -> None:
    assert State.load(None) == State()


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"draft": 7}', '{"pending": {"kind": "erase"}}'])
def test_a_state_that_cannot_be_read_any_more_begins_anew_without_greeting_twice(kept: str) -> None:
    assert State.load(kept) == State(greeted=True)


def test_a_state_of_an_older_version_keeps_what_was_typed() -> None:
    old = json.loads(WHOLE.dump())
    del old["erasing"], old["draft"]["confirmed"]
    found = State.load(json.dumps(old))
    assert found.draft is not None
    assert (found.draft.name, found.draft.confirmed, found.erasing) == ("Anna Ek", None, False)


def test_slots_are_missing_in_the_order_asked_until_answered_or_passed() -> None:
    assert Draft().missing() == SLOTS[0]
    assert Draft(FALUN, "Anna Ek", "strateg", "a@falu.example").missing() == "phone"
    assert Draft(FALUN, "Anna Ek", "strateg", "a@falu.example", passed=("phone",)).missing() == "topic"
    assert WHOLE.draft is not None and WHOLE.draft.missing() is None


@pytest.mark.parametrize(
    ("kind", "slot"),
    [
        ("organisation", "organisation"),
        ("type", "organisation"),
        ("spelling", "email"),
        ("email", "email"),
        ("country", "country"),
    ],
)
def test_a_question_within_a_slot_knows_its_slot(kind: str, slot: str) -> None:
    assert Pending(kind).slot == slot  # type: ignore[arg-type]
