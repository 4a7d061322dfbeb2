"""The answers that ship: two languages side by side, and an answer for every day of the next two years."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

import pytest

from bot.knowledge import shipped
from intents import LANGUAGES, KnowledgeBase, Language, load_knowledge, uncovered

WRITTEN = date(2026, 11, 23)
LAST_DAY, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
TOPICS = 70
ENDS = {"sv": "31 december 2026", "en": "31 December 2026"}
KNOWN = {"sv": "känt den 23 november 2026", "en": "known on 23 November 2026"}
GOES_ON = re.compile(
    r"(?:gäller|räcker|löper|sträcker sig|säkrade|pengar från Sida) [^.]*till (?:och med )?den 31 december 2026"
    r"|(?:runs?|lasts?|extends|secured|money from Sida) [^.]*(?:until|to) 31 December 2026"
)
"""Said of money that is still there."""


@lru_cache(maxsize=1)
def knowledge() -> KnowledgeBase:
    found = load_knowledge(shipped()).knowledge
    assert found
    return found


def test_every_topic_has_exactly_one_answer_on_each_of_the_next_730_days() -> None:
    assert list(uncovered(knowledge().entries, WRITTEN)) == []
    days = [WRITTEN + timedelta(days=number) for number in range(730)]
    for language in LANGUAGES:
        entries = [entry for entry in knowledge().entries if entry.language == language]
        for day in days:
            valid = [entry.id for entry in entries if entry.valid_on(day)]
            assert len(valid) == len(set(valid)) == TOPICS, (language, day)


@pytest.mark.parametrize("day", [LAST_DAY, NEW_YEAR], ids=str)
def test_both_languages_have_the_same_topics_and_twenty_ways_to_ask(day: date) -> None:
    swedish, english = (knowledge().on(day, language) for language in LANGUAGES)
    assert set(swedish) == set(english)
    for entries in (swedish, english):
        few = {entry.id: len(entry.phrasings) for entry in entries.values() if len(entry.phrasings) < 20}
        assert few == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_the_financing_changes_with_the_year(language: Language) -> None:
    before, after = knowledge().on(LAST_DAY, language), knowledge().on(NEW_YEAR, language)
    noticed = {name for name, entry in before.items() if ENDS[language] in entry.body}
    assert len(noticed) >= 50
    for name in noticed:
        told = " ".join(after[name].body.split())
        assert ENDS[language] in told and KNOWN[language] in told, name
        assert not GOES_ON.search(told), name
        assert (after[name].question, after[name].next) == (before[name].question, before[name].next)
    assert sum(bool(GOES_ON.search(" ".join(entry.body.split()))) for entry in before.values()) >= 40
    unsure = {"sv": "vet vi inte", "en": "we do not know"}[language]
    for name in ("kan-vi-soka-nu", "finansieringens-framtid"):
        assert "partnership@icld.se" in after[name].body and unsure in after[name].body


def test_a_new_year_changes_answers_and_no_way_to_ask() -> None:
    for language in LANGUAGES:
        before, after = (knowledge().on(day, language) for day in (LAST_DAY, NEW_YEAR))
        assert {name: entry.ways for name, entry in before.items()} == {
            name: entry.ways for name, entry in after.items()
        }
