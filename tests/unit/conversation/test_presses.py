"""Buttons: the stable ones, old ones, forged ones."""

from __future__ import annotations

import pytest

from bot.leads.model import SLOTS
from tests.support.conversation import Talk
from tests.support.hostile import FORGED


@pytest.mark.parametrize(
    ("where", "buttons"),
    [
        (None, {"topics", "lead"}),
        ("phone", {"skip", "cancel"}),
        ("country", {"unsure", "skip", "cancel"}),
        ("summary", {"send", "cancel"}),
        ("consent", {"yes", "no", "cancel"}),
    ],
)
def test_stable_buttons_are_where_they_belong(talk: Talk, where: str | None, buttons: set[str]) -> None:
    if where:
        talk.fill(where)
    assert buttons <= set(talk.buttons)


def test_a_person_can_be_asked_for_by_button(talk: Talk) -> None:
    talk.press("human")
    assert "mejlar ICLD: partnership@icld.se" in talk.text and talk.buttons == ["lead", "topics"]


def test_menus_lead_to_answers_and_back(talk: Talk) -> None:
    talk.press("topics")
    talk.press("theme:ekonomi")
    assert talk.buttons == ["topic:bidragets-storlek", "topic:partnerlander", "topics"]
    assert talk.press("topic:partnerlander").entry_id == "partnerlander"


def test_a_menu_can_be_walked_by_writing_its_words(talk: Talk) -> None:
    talk.say("meny")
    talk.say("pengar")
    assert talk.say("hur mycket pengar kan vi få").entry_id == "bidragets-storlek"


def test_a_menu_within_the_form_leaves_the_form_where_it_is(talk: Talk) -> None:
    talk.fill("name").press("theme:ekonomi")
    assert talk.state.expects == "name" and "Vad heter du?" in talk.text


@pytest.mark.parametrize(
    "pressed", ["org:0", "type:privat", "none", "edit:name", "stage:ide", "list:goals", "theme:finns-inte", "okänd"]
)
def test_a_button_from_before_says_so_and_offers_what_there_is(talk: Talk, pressed: str) -> None:
    before = talk.state
    talk.press(pressed)
    assert "gäller inte längre" in talk.text and talk.buttons == ["topics", "human", "lead"]
    assert (talk.state.draft, talk.state.expects) == (before.draft, before.expects)


@pytest.mark.parametrize("pressed", ["org:0", "type:privat", "none", "stage:ide", "list:country", "okänd"])
def test_a_button_from_before_within_the_form_changes_nothing(talk: Talk, pressed: str) -> None:
    talk.fill("name")
    before = talk.state.draft
    talk.press(pressed)
    assert "gäller inte längre" in talk.text and "Vad heter du?" in talk.text
    assert (talk.state.expects, talk.state.draft) == ("name", before)


@pytest.mark.parametrize("slot", [None, *SLOTS, "summary"])
def test_no_forged_button_sends_or_raises(talk: Talk, slot: str | None) -> None:
    for pressed in FORGED:
        if slot:
            talk.fill(slot)
        outcome = talk.press(pressed)
        assert outcome.replies and not outcome.effects, pressed
        talk.say("börja om")


def test_an_option_beyond_those_shown_is_no_choice(talk: Talk) -> None:
    talk.press("lead")
    talk.say("stockholm")
    for pressed in ("org:2", "org:-1", "org:²", "org:", "org:99999"):
        talk.press(pressed)
        assert talk.state.pending is not None


def test_a_stage_that_does_not_exist_is_asked_for_again(talk: Talk) -> None:
    talk.fill("stage").press("stage:klart")
    assert talk.state.expects == "stage" and talk.state.draft is not None and talk.state.draft.stage is None


def test_an_old_consent_does_not_send_a_new_form(talk: Talk) -> None:
    talk.fill("consent").say("avbryt")
    talk.fill("name")
    outcome = talk.press("yes")
    assert not outcome.effects and talk.state.expects == "name"
