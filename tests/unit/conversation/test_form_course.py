"""The course of the form: order, questions in between, skipping, going back, cancelling."""

from __future__ import annotations

import pytest

from bot.leads.model import OPTIONAL, SLOTS, UNSURE
from tests.support.conversation import SENSIBLE, Talk
from tests.support.form import code, value


def test_it_opens_by_saying_that_nothing_is_sent_unseen_and_nothing_is_promised(talk: Talk) -> None:
    talk.press("lead")
    assert "Inget skickas förrän du har sett allt och godkänt det" in talk.text
    assert "ingen ansökan och inget löfte om pengar" in talk.text and "31 december 2026" in talk.text
    assert talk.state.expects == "organisation"


def test_slots_are_asked_in_order_to_the_summary(talk: Talk) -> None:
    talk.press("lead")
    asked = []
    while talk.state.expects in SLOTS:
        asked.append(talk.state.expects)
        talk.say(SENSIBLE[talk.state.expects])
    assert tuple(asked) == SLOTS
    assert talk.state.expects == "summary"


def test_one_message_fills_several_slots(talk: Talk) -> None:
    talk.press("lead")
    talk.say("Jag heter Anna Ek och är miljöstrateg på Falu kommun, anna.ek@falu.example, 070-174 06 05")
    assert code(talk) == "2080"
    assert [value(talk, slot) for slot in ("name", "role", "email", "phone")] == [
        "Anna Ek",
        "miljöstrateg",
        "anna.ek@falu.example",
        "+46 70 174 06 05",
    ]
    assert "– Roll: miljöstrateg" in talk.text
    assert talk.state.expects == "topic"


def test_a_wish_to_register_with_details_in_the_same_breath(talk: Talk) -> None:
    talk.say("Hej, vi vill anmäla intresse. Jag heter Anna Ek, Falu kommun, anna.ek@falu.example")
    assert (code(talk), value(talk, "name"), value(talk, "email")) == ("2080", "Anna Ek", "anna.ek@falu.example")
    assert talk.state.expects == "role"


def test_details_given_when_a_form_already_waits_fill_what_is_missing(talk: Talk) -> None:
    talk.fill("role").say("jag vill dö")
    talk.say("vi vill anmäla intresse, jag heter Bo Berg, 070-174 06 05")
    assert (value(talk, "name"), value(talk, "phone")) == ("Anna Ek", "+46 70 174 06 05")
    assert talk.state.expects == "role"


@pytest.mark.parametrize("slot", [*SLOTS, "summary", "consent"])
def test_a_question_at_any_slot_is_answered_and_the_form_resumes(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    before = talk.state.draft
    outcome = talk.say("Vem kan söka?")
    assert (outcome.decision, outcome.entry_id) == ("answer", "vem-kan-soka")
    assert "Tillbaka till anmälan" in talk.text
    assert (talk.state.expects, talk.state.draft) == (slot, before)


@pytest.mark.parametrize("slot", [*SLOTS, "summary", "consent"])
@pytest.mark.parametrize("way", ["avbryt", "Avbryt anmälan", "jag vill avbryta", "button"])
def test_cancelling_anywhere_erases_what_was_filled_in(talk: Talk, slot: str, way: str) -> None:
    talk.fill(slot)
    if way == "button":
        assert "cancel" in talk.buttons
        talk.press("cancel")
    else:
        talk.say(way)
    assert (talk.state.draft, talk.state.expects, talk.state.questions) == (None, None, ())
    assert "borttaget" in talk.text and talk.buttons == ["topics", "lead"]


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("way", ["hoppa över", "button"])
def test_skipping_is_possible_where_the_answer_is_not_needed(talk: Talk, slot: str, way: str) -> None:
    talk.fill(slot)
    assert ("skip" in talk.buttons) == (slot in OPTIONAL)
    talk.press("skip") if way == "button" else talk.say(way)
    assert (talk.state.expects != slot) == (slot in OPTIONAL)
    if slot not in OPTIONAL:
        assert "kan ICLD inte svara" in talk.text


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("said", ["vet inte", "jag vet inte riktigt", "spelar ingen roll"])
def test_not_knowing_is_an_answer_where_it_can_be_one(talk: Talk, slot: str, said: str) -> None:
    talk.fill(slot)
    assert ("unsure" in talk.buttons or "stage:vet-inte" in talk.buttons) == (slot in UNSURE)
    talk.say(said)
    assert (talk.state.expects != slot) == (slot in UNSURE)


def test_not_knowing_what_may_be_skipped_says_that_it_may(talk: Talk) -> None:
    talk.fill("phone").say("vet inte")
    assert "du kan hoppa över" in talk.text


@pytest.mark.parametrize("slot", sorted(OPTIONAL))
def test_a_no_where_nothing_is_needed_is_no_answer_at_all(talk: Talk, slot: str) -> None:
    talk.fill(slot).say("nej")
    assert talk.state.expects != slot and value(talk, slot) is None


@pytest.mark.parametrize("slot", sorted(set(SLOTS) - OPTIONAL))
def test_a_no_where_an_answer_is_needed_is_met_with_what_is_wanted(talk: Talk, slot: str) -> None:
    talk.fill(slot).say("nej")
    assert talk.state.expects == slot and value(talk, slot) is None
    assert talk.text.startswith(("Skriv", "Det ser inte ut", "Välj"))


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("way", ["yes", "send", "ja", "ser bra ut"])
def test_a_yes_where_an_answer_is_asked_for_is_told_so(talk: Talk, slot: str, way: str) -> None:
    talk.fill(slot)
    talk.press(way) if way in {"yes", "send"} else talk.say(way)
    assert talk.state.expects == slot and value(talk, slot) is None
    assert talk.text.startswith("Det finns inget att bekräfta eller skicka än. Först behöver jag svar på frågan:")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("hej", "Hej! Vi är mitt i anmälan:"),
        ("tack", "Tack själv! Vi är mitt i anmälan:"),
        ("hej då", "ligger kvar i högst 21 dagar"),
    ],
)
def test_small_talk_in_the_form_gets_a_word_before_the_question(talk: Talk, said: str, told: str) -> None:
    talk.fill("role").say(said)
    assert talk.state.expects == "role" and talk.last is not None
    assert told in talk.last.replies[0].text and len(talk.last.replies) == 2
