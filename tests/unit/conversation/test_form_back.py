"""Going back, danger, and other interruptions."""

from __future__ import annotations

import pytest

from bot.leads.model import SLOTS
from tests.support.conversation import Talk
from tests.support.form import value


def test_going_back_asks_the_slot_before_and_shows_what_stands_there(talk: Talk) -> None:
    talk.fill("email").say("tillbaka")
    assert talk.state.expects == "role" and "Nu står det: miljöstrateg." in talk.text
    talk.say("tillbaka")
    assert talk.state.expects == "name"
    talk.say("Bo Ek")
    assert talk.state.expects == "email" and value(talk, "name") == "Bo Ek"


def test_going_back_from_the_first_question_says_that_it_is_the_first(talk: Talk) -> None:
    talk.press("lead")
    talk.say("tillbaka")
    assert "första frågan" in talk.text and talk.state.expects == "organisation"


@pytest.mark.parametrize("way", ["keep", "behåll", "tillbaka"])
def test_what_stands_there_can_be_kept(talk: Talk, way: str) -> None:
    talk.fill("summary").press("edit:name")
    talk.press(way) if way == "keep" else talk.say(way)
    assert talk.state.expects == "summary" and value(talk, "name") == "Anna Ek"


def test_keeping_nothing_asks_again(talk: Talk) -> None:
    talk.fill("name").press("keep")
    assert talk.state.expects == "name"


def test_going_back_from_a_question_within_a_slot_asks_the_slot(talk: Talk) -> None:
    talk.fill("country").say("Atlantis")
    talk.say("tillbaka")
    assert talk.state.pending is None and talk.state.expects == "country"


@pytest.mark.parametrize("slot", [*SLOTS, "summary"])
def test_danger_in_the_middle_of_the_form_is_met_alone_and_nothing_typed_is_lost(talk: Talk, slot: str) -> None:
    talk.fill(slot)
    before = talk.state.draft
    outcome = talk.say("jag vill dö")
    assert len(outcome.replies) == 1 and talk.buttons == []
    assert "112" in talk.text and "1177" in talk.text and "nmälan" not in talk.text
    assert talk.state.expects is None and talk.state.draft == before
    talk.say("fortsätt")
    assert (talk.state.expects, talk.state.draft) == (slot, before)


def test_a_doubt_survives_what_comes_between(talk: Talk) -> None:
    talk.fill("country").say("Atlantis")
    talk.say("jag vill dö")
    talk.say("fortsätt")
    assert "Atlantis" in talk.text and talk.buttons == ["yes", "no", "cancel"]


def test_the_way_back_is_shown_with_every_answer_while_the_form_waits(talk: Talk) -> None:
    talk.fill("topic").say("jag vill dö")
    talk.say("Vem kan söka?")
    assert talk.buttons == ["topic:bidragets-storlek", "resume"]
    talk.press("resume")
    assert talk.state.expects == "topic"


def test_pressing_interest_within_the_form_goes_on_where_it_was(talk: Talk) -> None:
    talk.fill("country").press("lead")
    assert talk.state.expects == "country" and "Vi fortsätter" in talk.text
