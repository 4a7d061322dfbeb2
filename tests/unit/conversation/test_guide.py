"""What the conversation knows on one day, in each language."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.guide import Answers, Policy, fit_matcher
from intents import KnowledgeBase, Matcher, load_knowledge
from tests.support.knowledge import SWEDISH, entry_text, faq_folder, put

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def knowledge(harbour: Path) -> KnowledgeBase:
    loaded = load_knowledge(harbour).knowledge
    assert loaded is not None
    return loaded


def test_an_answer_is_given_in_the_language_or_in_swedish(knowledge: KnowledgeBase) -> None:
    answers = Answers(knowledge, DAY)
    found = [answers.entry(*asked) for asked in (("bastu", "en"), ("hamnavgift", "en"), ("bastu", "de"))]
    assert [entry.language if entry else None for entry in found] == ["en", "sv", "sv"]
    assert answers.entry("borta", "sv") is None
    assert {entry.id: entry.language for entry in answers.in_language("en")} == {
        "hamnavgift": "sv", "bastu": "en", "landstrom": "sv",
    }  # fmt: skip


def test_a_stored_question_is_answered_in_each_language(knowledge: KnowledgeBase) -> None:
    answers = Answers(knowledge, DAY)
    assert answers.match("Hur bokar vi bastun?", "sv").id == "bastu"
    assert answers.match(answers.entries["en"]["bastu"].question, "en").id == "bastu"
    assert answers.matcher("de") is answers.matcher("sv")


def test_an_entry_counts_only_while_it_holds(tmp_path: Path) -> None:
    root = faq_folder(tmp_path)
    question, *phrasings = SWEDISH["landstrom"]
    old = entry_text("landstrom", question, phrasings, extra="valid_until: 2026-11-25")
    put(root, "sv/ombord/landstrom.md", old)
    loaded = load_knowledge(root).knowledge
    assert loaded is not None
    before, after = Answers(loaded, date(2026, 11, 25)), Answers(loaded, date(2026, 11, 26))
    assert [theme.slug for theme in before.themes("sv")] == ["hamnen", "ombord"]
    assert [theme.slug for theme in after.themes("sv")] == ["hamnen"]
    assert after.entry("landstrom", "sv") is None and before.entry("landstrom", "sv") is not None


def test_a_matcher_is_fitted_once_however_many_ask_at_once(knowledge: KnowledgeBase) -> None:
    fitted: list[str] = []

    def fit(base: KnowledgeBase, entries, language) -> Matcher:  # type: ignore[no-untyped-def]
        fitted.append(language)
        return fit_matcher(base, entries, language)

    answers = Answers(knowledge, DAY, fit)
    assert fitted == []
    threads = [threading.Thread(target=answers.match, args=("bastu", "sv")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fitted == ["sv"]
    answers.warm()
    assert fitted == ["sv", "en"]


def test_the_operators_choices_are_words_for_the_lines() -> None:
    words = Policy(lead_to="ny@falu.example", conversation_days=3, lead_days=4, question_days=5).words()
    assert words == {"lead_to": "ny@falu.example", "conversation_days": 3, "lead_days": 4, "question_days": 5}
