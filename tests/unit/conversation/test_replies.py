"""How the bot's messages are put together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import replies
from bot.conversation.guide import Guide, Policy
from bot.locale import LANGUAGES, say
from intents import Candidate


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("short", [True, False])
def test_a_greeting_says_bot_how_long_and_how_to_erase(harbour_guide: Guide, language: str, short: bool) -> None:
    guide = replace(harbour_guide, policy=Policy(conversation_days=7))
    reply = replies.greeting(guide, language, short)
    assert "Partnerskapsguiden" in reply.text and "bot" in reply.text and " 7 " in reply.text
    assert {"sv": "radera", "en": "erase"}[language] in reply.text
    assert [button.id for button in reply.buttons] == ([] if short else ["topics", "lead", "human"])


def test_an_answer_shows_source_date_and_what_follows(harbour_guide: Guide) -> None:
    entry = harbour_guide.answers.entry("bastu", "sv")
    assert entry is not None
    entry = replace(entry, next=("hamnavgift", "borttagen"), action="human")
    reply = replies.answer(harbour_guide, entry, "sv")
    assert reply.kind == "answer" and reply.text.startswith("Så här är det.")
    assert reply.footer == "Källa: https://vindo.example/hamnen (2024-04-18)\nGranskat 2026-11-23."
    assert [button.id for button in reply.buttons] == ["human", "topic:hamnavgift", "lead"]
    assert replies.answer(harbour_guide, entry, "sv", in_form=True).buttons == ()


def test_an_answer_that_offers_the_form_offers_it_once(harbour_guide: Guide) -> None:
    entry = harbour_guide.answers.entry("bastu", "sv")
    assert entry is not None
    shown = replies.answer(harbour_guide, replace(entry, action="lead"), "sv").buttons
    assert [button.id for button in shown] == ["lead"]


def test_an_answer_in_another_language_than_asked_says_so(harbour_guide: Guide) -> None:
    entry = harbour_guide.answers.entry("hamnavgift", "en")
    assert entry is not None and entry.language == "sv"
    reply = replies.answer(harbour_guide, entry, "en")
    assert reply.language == "sv" and say("en", "answer.fallback") in reply.text


def test_asking_back_shows_the_known_options_and_none_of_these(harbour_guide: Guide) -> None:
    candidates = (Candidate("bastu", 0.4), Candidate("borttagen", 0.3), Candidate("landstrom", 0.2))
    reply = replies.clarify(harbour_guide, candidates, "sv")
    assert [button.id for button in reply.buttons] == ["topic:bastu", "topic:landstrom", "none"]


def test_a_refusal_offers_topics_a_person_and_the_form_but_not_within_it() -> None:
    assert [button.id for button in replies.refuse("sv").buttons] == ["topics", "human", "lead"]
    assert replies.refuse("sv", in_form=True).buttons == ()


def test_menus_lead_from_areas_to_questions_and_back(harbour_guide: Guide) -> None:
    assert [(b.id, b.label) for b in replies.themes(harbour_guide, "en").buttons] == [
        ("theme:hamnen", "The harbour"),
        ("theme:ombord", "On board"),
    ]
    menu = replies.theme(harbour_guide, "hamnen", "sv")
    assert menu is not None
    assert {button.id for button in menu.buttons} == {"topic:hamnavgift", "topic:bastu", "topics"}
    assert replies.theme(harbour_guide, "borta", "sv") is None
