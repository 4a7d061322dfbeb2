"""Corrections: in words, of one answer or several, and by button."""

from __future__ import annotations

import pytest

from bot.leads.model import SLOTS
from tests.support.conversation import Talk


def value(talk: Talk, slot: str) -> object:
    assert talk.state.draft is not None
    return getattr(talk.state.draft, slot)


@pytest.mark.parametrize(
    ("said", "slot", "wanted"),
    [
        ("ändra e-post till bo@falu.example", "email", "bo@falu.example"),
        ("nej fel mejl, det är bo@falu.example", "email", "bo@falu.example"),
        ("namnet ska vara Bo Ek", "name", "Bo Ek"),
        ("nej, jag heter Bo Ek", "name", "Bo Ek"),
        ("byt roll till kommunstrateg", "role", "kommunstrateg"),
        ("det är fel roll, jag är vd", "role", "vd"),
        ("change name to Bo Ek", "name", "Bo Ek"),
        ("fel mål: 13", "goals", (13,)),
        ("ändra mål till klimat", "goals", (13,)),
        ("ändra läge till vi har en idé", "stage", "ide"),
        ("bo@falu.example", "email", "bo@falu.example"),
        ("ändra ämne till vatten och avlopp", "topic", "vatten och avlopp"),
        ("meddelande: hälsa Eva", "message", "hälsa Eva"),
    ],
)
@pytest.mark.parametrize("where", ["summary", "consent"])
def test_a_correction_in_words_changes_that_answer_and_shows_it_all_again(
    talk: Talk, where: str, said: str, slot: str, wanted: object
) -> None:
    talk.fill(where)
    before = talk.state.draft
    talk.say(said)
    assert value(talk, slot) == wanted, talk.text
    assert talk.state.expects == "summary" and "Ändrat:" in talk.text
    kept = [other for other in SLOTS if other != slot]
    assert [value(talk, other) for other in kept] == [getattr(before, other) for other in kept]


@pytest.mark.parametrize(
    "said", ["ändra landet till Uganda", "nej Uganda", "inte Kenya utan Uganda", "det ska vara Uganda, inte Kenya"]
)
def test_a_country_is_corrected_in_many_ways(talk: Talk, said: str) -> None:
    talk.fill("summary").say(said)
    assert value(talk, "country").code == "UG"  # type: ignore[attr-defined]
    assert talk.state.expects == "summary"


def test_several_corrections_in_one_message(talk: Talk) -> None:
    talk.fill("summary").say("byt land till Peru och namn till Eva Ek, e-posten till eva@falu.example")
    assert (value(talk, "name"), value(talk, "email")) == ("Eva Ek", "eva@falu.example")
    assert value(talk, "country").name == "Peru"  # type: ignore[attr-defined]
    assert "står inte på den senaste landlistan" in talk.text and talk.state.expects == "summary"


def test_corrections_stop_at_the_first_that_must_be_asked_about_and_tell_what_is_done(talk: Talk) -> None:
    talk.fill("summary").say("ändra namn till Eva Ek och land till Atlantis")
    assert value(talk, "name") == "Eva Ek" and "Ändrat: namn Eva Ek" in talk.text
    assert talk.state.expects == "country" and "Atlantis" in talk.text
    talk.say("ja")
    assert talk.state.expects == "summary" and value(talk, "country").name == "Atlantis"  # type: ignore[attr-defined]


def test_a_new_value_that_cannot_be_used_is_told_and_asked_for(talk: Talk) -> None:
    talk.fill("summary").say("ändra e-post till bo")
    assert talk.state.expects == "email" and "hel e-postadress" in talk.text
    assert value(talk, "email") == "anna.ek@falu.example" and "keep" in talk.buttons


@pytest.mark.parametrize("said", ["ta bort telefonen", "stryk telefonnumret", "remove phone"])
def test_an_answer_that_is_not_needed_can_be_taken_out(talk: Talk, said: str) -> None:
    talk.fill("phone").say("070-174 06 05")
    talk.fill("summary").say(said)
    assert value(talk, "phone") is None and talk.state.expects == "summary"
    assert "Borttaget: telefon." in talk.text


def test_an_answer_that_is_needed_can_be_changed_but_not_taken_out(talk: Talk) -> None:
    talk.fill("summary").say("ta bort e-posten")
    assert value(talk, "email") == "anna.ek@falu.example"
    assert "kan ICLD inte svara" in talk.text and talk.state.expects == "email"


@pytest.mark.parametrize(
    ("said", "slot"), [("ändra e-post", "email"), ("mejlen är fel", "email"), ("fel namn", "name"), ("land", "country")]
)
def test_without_a_new_value_it_is_asked_for(talk: Talk, said: str, slot: str) -> None:
    talk.fill("summary").say(said)
    assert talk.state.expects == slot and "Nu står det:" in talk.text


@pytest.mark.parametrize("slot", SLOTS)
def test_a_correction_by_button_returns_to_the_summary(talk: Talk, slot: str) -> None:
    talk.fill("summary").press(f"edit:{slot}")
    assert talk.state.expects == slot
    new = {
        "organisation": "Lunds kommun", "email": "x@lund.example", "phone": "08-123 45 67", "goals": "4", "country": "Uganda",
        "stage": "Vi har en idé",
    }  # fmt: skip
    talk.say(new.get(slot, "Nytt värde"))
    assert talk.state.expects == "summary" and "Ändrat:" in talk.text, talk.text


def test_an_answer_given_can_be_emptied_by_button_where_it_is_not_needed(talk: Talk) -> None:
    talk.fill("summary").press("edit:country")
    talk.press("skip")
    assert value(talk, "country") is None and talk.state.expects == "summary"


@pytest.mark.parametrize("said", ["nej", "ändra", "jag vill ändra något", "det stämmer inte", "fel"])
def test_what_to_change_is_asked_when_it_is_not_said(talk: Talk, said: str) -> None:
    talk.fill("summary").say(said)
    assert talk.text.startswith("Vad vill du ändra?") and talk.state.expects == "summary"
    assert talk.buttons == [*(f"edit:{slot}" for slot in SLOTS), "keep", "cancel"]


def test_a_correction_in_the_middle_of_the_form_goes_on_where_it_was(talk: Talk) -> None:
    talk.fill("topic").say("ändra namn till Bo Berg")
    assert value(talk, "name") == "Bo Berg" and talk.state.expects == "topic"


@pytest.mark.parametrize(
    "said", ["kommunen ska vara klimatneutral 2030", "målen ska vara mätbara", "landet är fattigt"]
)
def test_what_it_is_about_is_not_taken_for_a_correction(talk: Talk, said: str) -> None:
    talk.fill("topic").say(said)
    assert value(talk, "topic") == said


def test_a_question_on_changing_is_a_correction_on_the_summary(talk: Talk) -> None:
    talk.fill("summary").say("kan jag ändra namnet?")
    assert talk.state.expects == "name"


@pytest.mark.parametrize(
    ("where", "hint"), [("summary", "Jag förstod inte vad som ska ändras"), ("consent", "Svara ja")]
)
def test_what_is_neither_a_correction_nor_a_question_gets_a_hint(talk: Talk, where: str, hint: str) -> None:
    talk.fill(where).say("hmm, tja")
    assert hint in talk.text and talk.state.expects == where
