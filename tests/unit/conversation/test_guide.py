"""What the conversation knows on one day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING

from bot.conversation.guide import Answers, Policy, fit_matcher
from intents import KnowledgeBase
from tests.support.guide import DAY, an_entry, keyword_fitting, small_knowledge
from tests.support.knowledge import FOREIGN, SWEDISH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intents import Entry, Language, Matcher


def small(knowledge: KnowledgeBase | None = None, day: date = DAY) -> Answers:
    return Answers(knowledge or small_knowledge(), day, keyword_fitting)


def test_an_answer_in_a_language_that_lacks_it_is_the_swedish_one() -> None:
    answers = small()
    assert [answers.entry("vem-kan-soka", language).language for language in ("sv", "en")] == ["sv", "en"]  # type: ignore[union-attr]
    fallback = answers.entry("partnerlander", "en")
    assert fallback is not None and fallback.language == "sv"
    assert answers.entry("partnerlander", "fi") is fallback
    assert answers.entry("finns-inte", "sv") is None


def test_menus_show_themes_that_have_answers_in_the_order_of_the_menu() -> None:
    assert [theme.slug for theme in small().themes("en")] == ["grund", "ekonomi", "om-tjansten"]


def test_every_answer_is_there_once_whatever_the_language() -> None:
    swedish, english = (small().in_language(language) for language in ("sv", "en"))
    assert [entry.id for entry in swedish] == [entry.id for entry in english]
    assert [entry.language for entry in english].count("en") == 1


def test_answers_hold_on_their_days_only() -> None:
    knowledge = small_knowledge()
    dated = (
        an_entry("dagens", "Vad gäller?", body="Före.", valid_until=date(2026, 12, 31)),
        an_entry("dagens", "Vad gäller?", body="Efter.", valid_from=date(2027, 1, 1)),
    )
    knowledge = replace(knowledge, entries=(*knowledge.entries, *dated))
    told = [small(knowledge, day).entry("dagens", "sv") for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [entry.body for entry in told if entry] == ["Före.", "Efter."]


def test_a_matcher_is_fitted_once_however_many_ask_at_the_same_time() -> None:
    fitted: list[str] = []

    def fitting(knowledge: KnowledgeBase, entries: Mapping[str, Entry], language: Language) -> Matcher:
        fitted.append(language)
        return keyword_fitting(knowledge, entries, language)

    answers, ready = Answers(small_knowledge(), DAY, fitting), Barrier(4)

    def ask(language: str) -> str:
        ready.wait()
        return answers.match("vem kan söka", language).decision

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, ["sv", "en", "sv", "fi"])) == ["answer"] * 4
    answers.warm()
    assert sorted(fitted) == ["en", "sv"]


def test_without_answers_everything_is_refused() -> None:
    nothing = small(KnowledgeBase((), (), {}, {}, "tom"))
    assert nothing.match("vem kan söka", "sv").decision == "refuse"
    assert nothing.themes("sv") == [] and nothing.in_language("sv") == []


def test_the_matcher_learns_questions_phrasings_and_what_lies_beside() -> None:
    question, *phrasings = SWEDISH["bastu"]
    entries = {"bastu": an_entry("bastu", question, phrasings=tuple(phrasings))}
    matcher = fit_matcher(KnowledgeBase((), (), {"sv": tuple(FOREIGN)}, {}, "hamn"), entries, "sv")
    assert [matcher.match(text).id for text in (question, *phrasings)] == ["bastu"] * len(SWEDISH["bastu"])
    assert matcher.match(FOREIGN[0]).decision == "refuse"


def test_visitors_are_told_the_operators_choices() -> None:
    assert Policy("x@icld.example", 1, 2, 3).words() == {
        "lead_to": "x@icld.example",
        "conversation_days": 1,
        "lead_days": 2,
        "question_days": 3,
    }


def test_the_days_in_an_answer_are_those_the_operator_has_set() -> None:
    set_shorter = Answers(small_knowledge(), DAY, keyword_fitting, Policy.of("x@icld.example", DAYS).words())
    entry = set_shorter.entry("personuppgifter", "sv")
    assert entry is not None
    assert entry.body == "Samtal sparas 5 dagar, anmälan 6 dagar och frågor 7 dagar."


def test_the_operators_days_do_not_change_what_the_matcher_reads() -> None:
    read: list[str] = []

    def fitting(_: KnowledgeBase, entries: Mapping[str, Entry], language: Language) -> Matcher:
        read.extend(entry.body for entry in entries.values())
        return keyword_fitting(_, entries, language)

    Answers(small_knowledge(), DAY, fitting, Policy.of("x@icld.example", DAYS).words()).warm()
    assert any("{conversation_days}" in body for body in read)


DAYS = {"conversation": 5, "lead": 6, "question": 7}
