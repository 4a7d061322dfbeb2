"""One question, one verdict, outside any conversation."""

from __future__ import annotations

import pytest

from bot.conversation.asking import as_json, verdict
from bot.conversation.guide import Guide
from intents import Verdict


@pytest.mark.parametrize(
    ("text", "given", "language"),
    [
        ("Vem kan söka pengar till det här?", None, "sv"),
        ("Who can apply for the money?", None, "en"),
        ("Who can apply for the money?", "sv", "sv"),
        ("Kenya", None, "sv"),
        ("Wie viel Geld können wir bekommen?", None, "sv"),
        ("Who can apply for the money?", "fi", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_one_heard_else_swedish(
    small: Guide, text: str, given: str | None, language: str
) -> None:
    assert verdict(small.answers, text, given)[1] == language


@pytest.mark.parametrize("text", ["jag vill dö", "hej", "tack så mycket", "ja", "hoppa över", "vet inte", "/start"])
def test_danger_and_small_talk_are_never_matched(small: Guide, text: str) -> None:
    found, _ = verdict(small.answers, text)
    assert (found.decision, found.id, found.candidates) == ("refuse", None, ())


@pytest.mark.parametrize("text", ["personuppgifter", "människa pengar", "avbryt pengar"])
def test_other_words_are_questions(small: Guide, text: str) -> None:
    assert verdict(small.answers, text)[0].decision == "answer"


def test_an_answer_for_scripts_has_text_sources_and_date(small: Guide) -> None:
    found, language = verdict(small.answers, "vem kan söka")
    told = as_json(small.answers, found, language)
    assert told == {
        "text": "vem kan söka",
        "lang": "sv",
        "decision": "answer",
        "id": "vem-kan-soka",
        "confidence": 1.0,
        "candidates": [{"id": "vem-kan-soka", "confidence": 1.0}],
        "answer": "Svaret om vem-kan-soka.\n\n– en punkt\n– en till",
        "sources": [{"url": "https://icld.example/sida", "dated": "2024"}],
        "reviewed": "2026-11-23",
    }


def test_without_an_answer_there_is_no_text(small: Guide) -> None:
    told = as_json(small.answers, Verdict("?", "refuse", None, 0.0, ()), "sv")
    assert (told["answer"], told["sources"], told["reviewed"], told["candidates"]) == (None, [], None, [])
