"""One message in: greeting, language, danger, and the order in which a message is read."""

from __future__ import annotations

import pytest

from bot.conversation.guide import Guide
from bot.conversation.messages import Button, Incoming
from bot.conversation.state import State
from bot.conversation.step import LONG, step
from tests.support.conversation import MOMENT, Talk
from tests.support.hostile import HOSTILE, ORDINARY


def fresh(guide: Guide, **incoming: str) -> Talk:
    talk = Talk(guide)
    talk._take(Incoming("console:test", **incoming))  # type: ignore[arg-type]
    return talk


@pytest.mark.parametrize("said", ["hej", "hello", "/start"])
def test_a_first_hello_is_greeted_in_full_and_nothing_else(small: Guide, said: str) -> None:
    talk = fresh(small, text=said)
    assert talk.last is not None and len(talk.last.replies) == 1
    assert talk.buttons == ["topics", "lead", "human"]


@pytest.mark.parametrize("said", ["Vem kan söka?", "kan ni klippa gräset", "anmäl intresse", "", "avbryt"])
def test_a_first_message_of_another_kind_is_greeted_shortly_and_answered(small: Guide, said: str) -> None:
    talk = fresh(small, text=said)
    assert talk.last is not None and len(talk.last.replies) >= 2
    assert "en bot" in talk.last.replies[0].text and "sparas i högst 21 dagar" in talk.last.replies[0].text


def test_a_first_button_is_greeted_shortly_too(small: Guide) -> None:
    assert "en bot" in fresh(small, press="lead").text


def test_nobody_is_greeted_twice(small: Guide) -> None:
    talk = fresh(small, text="Vem kan söka?")
    talk.say("hej")
    assert "Partnerskapsguiden" not in talk.text


@pytest.mark.parametrize("said", ["jag vill dö", "I want to kill myself"])
def test_danger_to_life_is_met_at_once_and_alone(small: Guide, said: str) -> None:
    talk = fresh(small, text=said)
    assert talk.last is not None and len(talk.last.replies) == 1
    assert "112" in talk.text and "1177" in talk.text and talk.buttons == []
    assert (talk.last.decision, talk.last.entry_id, talk.last.effects) == ("refuse", None, ())


def test_danger_to_life_comes_before_any_other_question(talk: Talk) -> None:
    talk.say("radera")
    talk.say("jag vill dö")
    assert "112" in talk.text and not talk.state.erasing


@pytest.mark.parametrize(
    ("incoming", "language"),
    [
        ({"text": "Who can apply for the money?"}, "en"),
        ({"text": "Vem kan söka pengarna?", "language_hint": "en-GB"}, "sv"),
        ({"text": "hm", "language_hint": "en-GB"}, "en"),
        ({"text": "hm", "language_hint": "de"}, "en"),
        ({"text": "hm", "language_hint": "sv-SE"}, "sv"),
        ({"text": "hm", "language_hint": "nb"}, "sv"),
        ({"text": "hm"}, "sv"),
        ({"press": "lead", "language_hint": "en"}, "en"),
    ],
)
def test_the_language_is_that_of_the_text_else_of_the_program_else_swedish(
    small: Guide, incoming: dict[str, str], language: str
) -> None:
    assert fresh(small, **incoming).state.language == language


def test_the_language_follows_what_is_written_outside_the_form_and_stays_within_it(talk: Talk) -> None:
    talk.say("Who can apply for the money?")
    assert talk.state.language == "en"
    talk.say("Vem kan söka pengarna här?")
    assert talk.state.language == "sv"
    talk.fill("role").say("I am the head of the planning department")
    assert talk.state.language == "sv"


@pytest.mark.parametrize("said", ["", "  ", "\x00\x07", "\u200b\u202e"])
def test_nothing_written_is_said_to_be_nothing(talk: Talk, said: str) -> None:
    talk.say(said)
    assert "ingen text" in talk.text and talk.buttons == ["topics", "human", "lead"]
    talk.fill("email").say(said)
    assert "ingen text" in talk.text and "Vilken e-postadress" in talk.text


def test_a_long_text_is_said_to_be_read_only_in_part(talk: Talk) -> None:
    talk.say("pengar " + "ord " * 25_000)
    assert talk.text.startswith("Det var en lång text") and talk.last is not None
    assert all(len(effect.text) <= LONG for effect in talk.last.effects)  # type: ignore[union-attr]


def test_a_label_written_is_the_button_pressed(talk: Talk) -> None:
    talk.say("visa ämnen")
    talk.say("Grunderna")
    assert talk.buttons[0] == "topic:vem-kan-soka"


def test_a_yes_to_the_one_thing_asked_back_about_is_that_answer(talk: Talk) -> None:
    options = (Button("topic:vem-kan-soka", "Vem kan söka?"), Button("none", "Nej, inte det"))
    one = State(language="sv", greeted=True, shown=options)
    outcome = step(talk.guide, one, Incoming("u", text="ja"), MOMENT)
    assert outcome.entry_id == "vem-kan-soka"
    outcome = step(talk.guide, one, Incoming("u", text="nej"), MOMENT)
    assert (outcome.decision, outcome.entry_id) == ("refuse", None)


@pytest.mark.parametrize("said", ["0", "4", "99999999999999999999", "²"])
def test_a_number_beyond_the_options_chooses_nothing(talk: Talk, said: str) -> None:
    talk.say("pengar till vilka länder")
    assert talk.say(said).entry_id is None


def test_a_step_changes_nothing_it_was_given(talk: Talk) -> None:
    talk.fill("name")
    before = talk.state.dump()
    step(talk.guide, talk.state, Incoming("u", text="Anna Ek"), MOMENT)
    assert talk.state.dump() == before


@pytest.mark.parametrize("where", [None, "organisation", "email", "topic", "goals", "message", "summary", "consent"])
def test_the_same_message_gets_the_same_reply(talk: Talk, where: str | None) -> None:
    if where:
        talk.fill(where)
    for text in (*ORDINARY, *HOSTILE):
        once, twice = (step(talk.guide, talk.state, Incoming("u", text=text), MOMENT) for _ in range(2))
        assert once == twice, text[:80]
