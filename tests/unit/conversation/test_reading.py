"""Free text in the form: an answer, or a question in between."""

from __future__ import annotations

import pytest

from tests.support.conversation import Talk


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("organisation", "Vem kan söka?"), ("organisation", "vem kan söka"), ("name", "vem kan söka"),
        ("role", "hur mycket pengar kan vi få"), ("email", "vilka länder kan vi samarbeta med"),
        ("phone", "varför vill ni ha mina uppgifter"), ("goals", "får vi pengar"), ("country", "vilka länder"),
        ("stage", "hur mycket pengar kan vi få"), ("topic", "hur mycket pengar kan vi få"), ("message", "vem kan söka"),
    ],
)  # fmt: skip
def test_a_question_is_answered_where_something_else_is_asked_for(talk: Talk, slot: str, said: str) -> None:
    talk.fill(slot)
    before = talk.state.draft
    assert talk.say(said).decision == "answer", talk.text
    assert (talk.state.expects, talk.state.draft) == (slot, before)


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("role", "ansvarig för pengar"), ("name", "Anna Pengar"), ("topic", "vatten och uppgifter"), ("topic", "Vilka skolor som helst"),
        ("message", "Vi undrar om någon kan ringa oss i maj"), ("goals", "vatten"), ("country", "Uganda"), ("stage", "har en partner"),
        ("organisation", "Falu kommun"), ("message", "Kan ni ringa i maj?"),
    ],
)  # fmt: skip
def test_an_answer_is_taken_although_words_of_a_question_are_in_it(talk: Talk, slot: str, said: str) -> None:
    talk.fill(slot).say(said)
    assert talk.state.expects != slot, talk.text


@pytest.mark.parametrize("slot", ["organisation", "name", "email", "country"])
def test_a_question_nobody_can_answer_is_said_to_be_one_and_the_form_goes_on(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    assert talk.say("kan ni klippa gräset åt min mormor?").decision == "refuse"
    assert talk.state.expects == slot and "ICLD kan svara" in talk.text


def test_asking_back_within_the_form_keeps_both_ways_open(talk: Talk) -> None:
    talk.fill("name").say("pengar till vilka länder?")
    assert talk.buttons == ["topic:bidragets-storlek", "topic:partnerlander", "none", "cancel"]
    assert talk.say("1").entry_id == "bidragets-storlek"
    talk.say("Anna Ek")
    assert talk.state.expects == "role"


def test_a_number_is_a_goal_where_goals_are_asked_for(talk: Talk) -> None:
    talk.fill("goals").say("pengar till vilka länder?")
    talk.say("1")
    assert talk.state.draft is not None and talk.state.draft.goals == (1,)


@pytest.mark.parametrize("said", ["Falu kommun", "Umeå"])
def test_outside_the_form_a_name_opens_nothing(talk: Talk, said: str) -> None:
    talk.say(said)
    assert talk.state.draft is None and talk.state.expects is None


def test_a_correction_while_the_form_is_paused_is_made(talk: Talk) -> None:
    talk.fill("topic").say("jag vill dö")
    talk.say("ändra namn till Bo Berg")
    assert talk.state.draft is not None and talk.state.draft.name == "Bo Berg" and talk.state.expects == "topic"
