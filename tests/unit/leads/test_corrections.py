"""Wishes to change an answer, and texts that only mention one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.leads.corrections import Change, corrections, slot_named, wants_change
from bot.leads.model import Slot
from tests.support.hostile import HOSTILE, ORDINARY


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("ändra e-post till x@y.example", "email", "x@y.example"),
        ("Ändra e-postadressen: x@y.example", "email", "x@y.example"),
        ("nej fel mejl, det är x@y.example", "email", "x@y.example"),
        ("nej, ändra land till Peru tack", "country", "Peru"),
        ("byt ut landet till Peru", "country", "Peru"),
        ("jag vill ändra på mejladressen", "email", ""),
        ("kan jag ändra namnet?", "name", ""),
        ("kan du ändra mitt namn till Bo Ek", "name", "Bo Ek"),
        ("namnet ska vara Bo Ek", "name", "Bo Ek"),
        ("namnet är fel", "name", ""),
        ("landet är fel, det ska vara Uganda", "country", "Uganda"),
        ("mejlen stämmer inte", "email", ""),
        ("jag skrev fel telefonnummer, det ska vara 08-123 45 67", "phone", "08-123 45 67"),
        ("oj det blev fel mejl", "email", ""),
        ("roll: vd", "role", "vd"),
        ("fel mål: 13", "goals", "13"),
        ("fel kommun", "organisation", ""),
        ("ändra hur långt vi har kommit", "stage", ""),
        ("ändra vad det gäller till avfall", "topic", "avfall"),
        ("rätta namnet till Anna Ek och Bo Ek", "name", "Anna Ek och Bo Ek"),
        ("ändra ämne till vatten och avlopp", "topic", "vatten och avlopp"),
        ("change my name to Bo Ek", "name", "Bo Ek"),
        ("I want to change the email to x@y.example", "email", "x@y.example"),
        ("the country is wrong, it should be Kenya", "country", "Kenya"),
        ("wrong name", "name", ""),
    ],
)
def test_a_wish_to_change_one_answer(text: str, slot: Slot, value: str) -> None:
    assert [(change.slot, change.value, change.remove) for change in corrections(text)] == [(slot, value, False)]


def test_a_wish_to_change_several_answers() -> None:
    wanted = corrections("byt e-posten till a@b.example, rollen till chef och land till Kenya")
    assert [(change.slot, change.value) for change in wanted] == [
        ("email", "a@b.example"),
        ("role", "chef"),
        ("country", "Kenya"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ta bort telefonen",
        "stryk mobilnumret",
        "radera telefon",
        "kan du ta bort telefonnumret?",
        "remove the phone number",
    ],
)
def test_a_wish_to_empty_an_answer(text: str) -> None:
    assert corrections(text) == (Change("phone", remove=True),)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya", "land", "namn Anna", "region Skåne", "kommunen vill bli bättre", "ta bort mina uppgifter", "ta bort avfallet", "fel", "ändra",
        "mål 6 och 11", "vi vill ha ett annat namn", "adressen heter Storgatan", "ändrade förhållanden", "målmedveten", "landet", "", "?",
        "ta bort telefonen från väggen", "nummer 7",
    ],
)  # fmt: skip
def test_what_only_mentions_an_answer_changes_nothing(text: str) -> None:
    assert corrections(text) == ()


@pytest.mark.parametrize(
    ("text", "explicit"),
    [("ändra namn till Bo", True), ("fel namn", True), ("namnet ska vara Bo", False), ("roll: vd", False)],
)
def test_whether_a_word_says_so(text: str, explicit: bool) -> None:
    assert [change.explicit for change in corrections(text)] == [explicit]


@pytest.mark.parametrize(
    ("text", "slot"),
    [("namn", "name"), ("Mejlen!", "email"), ("nej, landet", "country"), ("min roll", "role"), ("phone", "phone")],
)
def test_the_name_of_an_answer_alone(text: str, slot: Slot) -> None:
    assert slot_named(text) == slot


@pytest.mark.parametrize("text", ["", "Anna", "namn Anna", "fel", "landskap", "nej"])
def test_other_texts_name_no_answer(text: str) -> None:
    assert slot_named(text) is None


@pytest.mark.parametrize(
    "text", ["ändra", "jag vill ändra något", "Kan jag ändra en sak?", "nej, ändra", "change something", "byt"]
)
def test_a_wish_to_change_something(text: str) -> None:
    assert wants_change(text)


@pytest.mark.parametrize("text", ["", "nej", "ändra land", "något", "vi vill förändra världen"])
def test_no_wish_to_change_something(text: str) -> None:
    assert not wants_change(text)


@given(st.one_of(st.sampled_from(HOSTILE + ORDINARY), st.text(max_size=200)))
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_any_text_is_read_at_once_and_gives_known_slots(text: str) -> None:
    for change in corrections(text[:4_000]):
        assert change.value == change.value.strip() and not (change.remove and change.value)
