"""Questions within the conversation: answered, asked back about, or said not to be known."""

from __future__ import annotations

import pytest

from bot.conversation.effects import LogQuestion
from bot.conversation.state import MOST_QUESTIONS
from tests.support.conversation import Talk


def logged(talk: Talk) -> list[tuple[str, str, str]]:
    assert talk.last is not None
    effects = [effect for effect in talk.last.effects if isinstance(effect, LogQuestion)]
    return [(effect.text, effect.language, effect.verdict.decision) for effect in effects]


def test_an_answer_is_shown_logged_and_remembered(talk: Talk) -> None:
    outcome = talk.say("Vem kan söka?")
    assert (outcome.decision, outcome.entry_id) == ("answer", "vem-kan-soka")
    assert logged(talk) == [("Vem kan söka?", "sv", "answer")]
    assert [(question.id, question.asked) for question in talk.state.questions] == [("vem-kan-soka", "Vem kan söka?")]
    assert talk.state.last_answer == "vem-kan-soka"


def test_a_question_in_the_other_language_is_answered_in_it(talk: Talk) -> None:
    talk.say("Who can apply?")
    assert talk.text.startswith("Municipalities and regions.")
    assert logged(talk) == [("Who can apply?", "en", "answer")]


def test_a_question_in_the_other_language_within_the_form_is_answered_in_it_and_the_form_keeps_its_own(
    talk: Talk,
) -> None:
    talk.fill("name")
    talk.say("Who can apply?")
    assert talk.text.startswith("Municipalities and regions.")
    assert "Tillbaka till anmälan" in talk.text and "Vad heter du?" in talk.text


def test_asking_back_keeps_the_question_until_an_option_is_chosen(talk: Talk) -> None:
    outcome = talk.say("pengar till vilka länder")
    assert (outcome.decision, outcome.entry_id) == ("clarify", None)
    assert talk.buttons == ["topic:bidragets-storlek", "topic:partnerlander", "none"]
    chosen = talk.press("topic:partnerlander")
    assert (chosen.decision, chosen.entry_id) == ("answer", "partnerlander")
    assert [question.asked for question in talk.state.questions] == ["pengar till vilka länder"]


@pytest.mark.parametrize("said", ["2", "2.", "Vilka länder kan vi samarbeta med?"])
def test_an_option_can_be_chosen_by_its_number_or_its_words(talk: Talk, said: str) -> None:
    talk.say("pengar till vilka länder")
    assert talk.say(said).entry_id == "partnerlander"


@pytest.mark.parametrize("said", ["3", "nej", "Inget av dessa", "inget"])
def test_none_of_these_offers_other_ways(talk: Talk, said: str) -> None:
    talk.say("pengar till vilka länder")
    outcome = talk.say(said)
    assert outcome.decision == "refuse"
    assert talk.buttons == ["topics", "human", "lead"]
    (kept,) = (effect for effect in outcome.effects if isinstance(effect, LogQuestion))
    assert (kept.text, kept.language, kept.turned_down) == ("pengar till vilka länder", "sv", True)
    assert [shown.id for shown in kept.verdict.candidates] == ["bidragets-storlek", "partnerlander"]


def test_none_of_these_within_the_form_leads_back_to_it(talk: Talk) -> None:
    talk.fill("name").say("pengar till vilka länder?")
    talk.press("none")
    assert "gäller inte längre" not in talk.text
    assert "Tillbaka till anmälan" in talk.text and talk.state.expects == "name"


def test_what_is_not_known_is_said_and_logged(talk: Talk) -> None:
    outcome = talk.say("kan ni klippa gräset åt min mormor")
    assert outcome.decision == "refuse" and talk.text.startswith("Det vet jag inte")
    assert logged(talk) == [("kan ni klippa gräset åt min mormor", "sv", "refuse")]
    assert talk.buttons == ["topics", "human", "lead"]


def test_another_language_is_told_which_ones_are_spoken(talk: Talk) -> None:
    talk.say("Wie viel Geld können wir bekommen?")
    assert "svenska och engelska" in talk.text and "Swedish and English" in talk.text
    assert talk.buttons[0] == "english"
    talk.press("english")
    assert talk.state.language == "en"


def test_a_topic_from_the_menu_counts_as_its_question(talk: Talk) -> None:
    talk.press("topic:bidragets-storlek")
    assert [question.asked for question in talk.state.questions] == ["Hur mycket pengar kan vi få?"]
    assert logged(talk) == []


def test_a_topic_that_is_gone_says_so_and_offers_others(talk: Talk) -> None:
    outcome = talk.press("topic:finns-inte")
    assert outcome.decision is None and "inget svar på" in talk.text and talk.buttons == ["topics"]


def test_the_latest_questions_go_with_a_lead_each_once(talk: Talk) -> None:
    for _ in range(3):
        talk.say("Vem kan söka?")
        talk.say("pengar?")
    assert [question.asked for question in talk.state.questions] == ["Vem kan söka?", "pengar?"]
    assert MOST_QUESTIONS >= 2


def test_a_question_is_kept_on_one_line_and_not_endlessly(talk: Talk) -> None:
    talk.say("pengar?\r\nBcc: alla@falu.example " + "x" * 3_000)
    (question,) = talk.state.questions
    assert "\n" not in question.asked and len(question.asked) <= 300


def test_more_about_an_answer_shows_where_it_leads(talk: Talk) -> None:
    talk.say("Vem kan söka?")
    talk.say("mer om det")
    assert talk.buttons == ["topic:bidragets-storlek", "none"]
    assert "Vill du veta mer" in talk.text


def test_go_on_is_more_about_the_answer_when_no_form_waits(talk: Talk) -> None:
    talk.say("Vem kan söka?")
    talk.say("fortsätt")
    assert talk.buttons == ["topic:bidragets-storlek", "none"]


@pytest.mark.parametrize("between", ["meny", "kan ni klippa gräset"])
def test_after_a_change_of_subject_nothing_leans_on_the_answer_any_more(talk: Talk, between: str) -> None:
    talk.say("Vem kan söka?")
    talk.say(between)
    assert talk.state.last_answer is None
