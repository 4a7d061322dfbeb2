"""The order in which a message is read, and what each kind leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.effects import EraseUser, LogQuestion, Step
from bot.conversation.guide import Guide
from bot.conversation.messages import Button, Incoming
from bot.conversation.state import MOST_QUESTIONS, Draft, State
from bot.conversation.step import LONG, step
from bot.leads.model import AskedQuestion
from tests.support.conversation import MOMENT, Talk

GREETED = State(language="sv", greeted=True)


@pytest.fixture
def talk(harbour_guide: Guide) -> Talk:
    return Talk(harbour_guide, GREETED)


def first(guide: Guide, hint: str | None = None, **said: str) -> Step:
    return step(guide, State(), Incoming("web:1", language_hint=hint, **said), MOMENT)


def test_a_first_hello_gets_the_whole_greeting_and_the_next_a_short_word(harbour_guide: Guide) -> None:
    talk = Talk(harbour_guide)
    talk.say("hej")
    assert "en bot, inte en människa" in talk.text and talk.buttons == ["topics", "lead", "human"]
    talk.say("hej")
    assert "Partnerskapsguiden" not in talk.text


def test_a_first_question_is_answered_after_a_short_greeting(harbour_guide: Guide) -> None:
    outcome = first(harbour_guide, text="Hur bokar vi bastun?")
    assert "en bot" in outcome.replies[0].text and outcome.entry_id == "bastu" and outcome.replies[1].kind == "answer"


def test_a_first_cry_for_help_is_not_greeted(harbour_guide: Guide) -> None:
    outcome = first(harbour_guide, text="jag vill ta livet av mig")
    assert len(outcome.replies) == 1 and "112" in outcome.replies[0].text and not outcome.effects


@pytest.mark.parametrize(
    ("hint", "text", "language"),
    [
        ("en-GB", "", "en"), ("sv-SE", "", "sv"), ("nb", "", "sv"), ("", "", "sv"), (None, "", "sv"),
        ("en-GB", "Hur bokar vi bastun och vad kostar det?", "sv"),
        ("sv-SE", "How do we book the sauna, and what does it cost?", "en"),
    ],
)  # fmt: skip
def test_what_is_written_tells_the_language_before_what_the_program_speaks(
    harbour_guide: Guide, hint: str | None, text: str, language: str
) -> None:
    assert first(harbour_guide, hint, text=text).state.language == language


def test_the_form_keeps_its_language_whatever_is_typed_into_it(talk: Talk) -> None:
    talk.fill("topic").say("We would like to work on clean water and sanitation in growing cities")
    assert talk.state.language == "sv" and talk.state.expects == "goals"


@pytest.mark.parametrize(("said", "language"), [("English", "en"), ("svenska", "sv"), ("språk", "en")])
def test_the_language_is_changed_by_word(talk: Talk, said: str, language: str) -> None:
    talk.say(said)
    assert talk.state.language == language


def test_a_question_is_answered_and_logged(talk: Talk) -> None:
    outcome = talk.say("Hur bokar vi bastun?")
    assert (outcome.decision, outcome.entry_id) == ("answer", "bastu")
    assert [(effect.text, effect.language) for effect in outcome.effects if isinstance(effect, LogQuestion)] == [
        ("Hur bokar vi bastun?", "sv")
    ]
    assert [question.asked for question in talk.state.questions] == ["Hur bokar vi bastun?"]


def test_what_is_not_known_is_refused_with_a_way_on_and_logged(talk: Talk) -> None:
    outcome = talk.say("Vem skrev Röda rummet?")
    assert outcome.decision == "refuse" and talk.buttons == ["topics", "human", "lead"]
    assert len(outcome.effects) == 1


def test_the_label_or_number_of_a_button_does_what_the_button_does(talk: Talk) -> None:
    talk.say("ämnen")
    talk.say("hamnen")
    assert "topic:bastu" in talk.buttons
    assert talk.say("Hur bokar vi bastun?").entry_id == "bastu"


def test_options_are_chosen_by_number_and_the_question_behind_them_goes_along(talk: Talk) -> None:
    options = (Button("topic:bastu", "Hur bokar vi bastun?"), Button("topic:landstrom", "El?"), Button("none", "Inget"))
    talk.state = replace(talk.state, shown=options, last_text="hur gör man med elen")
    assert talk.say("2").entry_id == "landstrom"
    assert talk.state.questions == (AskedQuestion("landstrom", "hur gör man med elen"),)


def test_only_the_latest_questions_go_with_a_lead_each_answer_once(talk: Talk) -> None:
    earlier = tuple(AskedQuestion(f"q{number}", "?") for number in range(MOST_QUESTIONS))
    talk.state = replace(talk.state, questions=earlier)
    for _ in range(2):
        talk.press("topic:bastu")
        assert [question.id for question in talk.state.questions] == [*(q.id for q in earlier[1:]), "bastu"]


def test_none_of_these_is_a_refusal(talk: Talk) -> None:
    assert talk.press("none").decision == "refuse"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/start ansok", "Inget skickas förrän"), ("/start bastu", "Så här är det."), ("/start borta", "Partnerskapsguiden"),
        ("/radera", "Det går inte att ångra"), ("/integritet", "21 dagar"), ("/hjalp", "Skriv en fråga"), ("", "ingen text"),
        ("\x00\u202e", "ingen text"), ("börja om", "Vi börjar om"), ("människa", "partnership@icld.se"), ("tack", "Tack själv"),
        ("ja", "inget att bekräfta"), ("avbryt", "inget att avbryta"),
    ],
)  # fmt: skip
def test_each_word_that_steers_does_its_own(talk: Talk, text: str, told: str) -> None:
    talk.say(text)
    assert told in talk.text
    assert talk.buttons or talk.state.expects


def test_erasing_is_confirmed_and_anything_but_yes_keeps_all(talk: Talk) -> None:
    talk.fill("email").say("radera")
    assert {"yes", "no"} <= set(talk.buttons)
    kept = talk.say("radera inte")
    assert not kept.effects and talk.state.expects == "email" and "inte tagit bort" in talk.text
    talk.say("radera")
    gone = talk.say("ja")
    assert [type(effect) for effect in gone.effects] == [EraseUser]
    assert talk.state == replace(State(), language="sv", greeted=True)


def test_starting_over_drops_the_form(talk: Talk) -> None:
    talk.fill("email").say("börja om")
    assert talk.state.draft is None and talk.state.expects is None


def test_a_registered_lead_is_not_sent_twice(talk: Talk) -> None:
    talk.state = replace(talk.state, last_lead="KP-2026-0007")
    for press in ("yes", "send"):
        assert not talk.press(press).effects
        assert "KP-2026-0007 är redan mottagen" in talk.text


def test_only_the_beginning_of_a_very_long_message_is_read(talk: Talk) -> None:
    outcome = talk.say("Hur bokar vi bastun? " + "x" * 100_000)
    assert outcome.replies
    assert all(len(effect.text) <= LONG for effect in outcome.effects if isinstance(effect, LogQuestion))


def test_a_form_put_aside_goes_on_where_it_was(talk: Talk) -> None:
    talk.fill("role").say("jag vill dö")
    assert talk.state.expects is None and talk.state.draft != Draft()
    talk.press("lead")
    assert talk.state.expects == "role" and "Vi fortsätter" in talk.text
