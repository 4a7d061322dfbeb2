"""One question, one verdict, as `partnerskap ask` gives it."""

from __future__ import annotations

import pytest

from bot.conversation.asking import as_json, verdict
from bot.conversation.guide import Guide


def test_a_stored_question_gives_its_answer_with_source_and_date(harbour_guide: Guide) -> None:
    found, language = verdict(harbour_guide.answers, "Hur bokar vi bastun?")
    told = as_json(harbour_guide.answers, found, language)
    assert (told["decision"], told["id"], told["lang"], told["answer"]) == ("answer", "bastu", "sv", "Så här är det.")
    assert told["sources"] == [{"url": "https://vindo.example/hamnen", "dated": "2024-04-18"}]
    assert told["reviewed"] == "2026-11-23" and 0 <= told["confidence"] <= 1
    assert all(set(candidate) == {"id", "confidence"} for candidate in told["candidates"])


@pytest.mark.parametrize("text", ["hej", "Tack!", "ja", "vet inte", "jag vill inte leva längre", ""])
def test_small_talk_and_danger_are_never_matched(harbour_guide: Guide, text: str) -> None:
    found, language = verdict(harbour_guide.answers, text)
    assert found.decision == "refuse" and found.candidates == ()
    told = as_json(harbour_guide.answers, found, language)
    assert (told["id"], told["answer"], told["sources"], told["reviewed"]) == (None, None, [], None)


@pytest.mark.parametrize(
    ("text", "given", "language"),
    [
        ("How do we book the sauna and what does it cost?", None, "en"),
        ("Hur bokar vi bastun?", "en", "en"),
        ("bastu", None, "sv"),
        ("Wie viel kostet das, bitte?", None, "sv"),
        ("bastu", "de", "sv"),
    ],
)
def test_the_language_is_the_one_given_or_heard_else_swedish(
    harbour_guide: Guide, text: str, given: str | None, language: str
) -> None:
    assert verdict(harbour_guide.answers, text, given)[1] == language
