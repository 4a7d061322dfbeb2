"""Two answers that say nearly the same sentence, with another date, number or country, or with a "not" in one."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from intents.checks.facts import stated
from intents.checks.rule import Remark, Rule
from intents.text import sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intents.checks.facts import Stated
    from intents.checks.rule import Base
    from intents.knowledge.entries import Written
    from intents.model import Language

ALIKE = 0.6
"""Likeness, 0–1, of the words of two sentences from which they are about the same matter."""
DIFFERENT_WORDS = 1
"""Words that may differ, besides the "not", between a sentence and the same sentence denied."""
SHORTEST = 4
"""Words of a sentence that says enough to be compared."""
MOST_USERS = 100
"""A word in more sentences than this does not bring two of them together."""
_NOT: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(inte|ingen|inget|inga|aldrig|nej|saknas|utan)\b", re.IGNORECASE),
    "en": re.compile(r"\b(not|no|none|never|nothing|without|cannot|\w+n[’']t)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class _Said:
    """A sentence of an answer."""

    answer: Written
    text: str
    worth: Mapping[str, float]
    """Its words without figures → weight; of unit length together."""
    countries: Mapping[str, str]

    @cached_property
    def stated(self) -> Stated:
        """What it states."""
        return stated(self.text, self.answer.entry.language, self.countries)

    @cached_property
    def denied(self) -> bool:
        """Whether there is a "not" in it."""
        return bool(_NOT[self.answer.entry.language].search(self.text))


def _look(base: Base) -> Iterator[Remark]:
    languages: dict[Language, dict[str, Written]] = {}
    for answer in base.answers:
        said = languages.setdefault(answer.entry.language, {})
        for sentence in sentences(base.texts[answer.entry.path]):
            said.setdefault(sentence, answer)  # the same sentence again agrees with itself
    for said in languages.values():
        conflicts = [
            (first, second, differ)
            for first, second in _pairs(_weighed(said, base.countries))
            if (differ := _difference(first, second))
        ]
        against = Counter(one.text for first, second, _ in conflicts for one in (first, second))
        told: set[str] = set()
        for first, second, differ in conflicts:
            # The one that goes against most others is the odd one out; the others are not told about it again.
            odd, other = (first, second) if against[first.text] > against[second.text] else (second, first)
            if odd.text not in told:
                told.add(odd.text)
                yield _remark(odd, other, differ)


def _remark(odd: _Said, other: _Said, differ: str) -> Remark:
    there = f"{other.answer.entry.path}:{other.answer.line_of(other.text[:20])}"
    message = (
        f"”{odd.text}” och ”{other.text}” i {there} säger olika {differ}: ta reda på vad som stämmer och skriv samma i "
        "båda, eller skriv ut vad som skiljer dem"
    )
    return Remark(odd.answer.entry.path, odd.answer.line_of(odd.text[:20]), message)


def _weighed(said: Mapping[str, Written], countries: Mapping[str, str]) -> list[_Said]:
    bags = [[word for word in words(text) if not word.isdigit()] for text in said]
    users = Counter(word for bag in bags for word in set(bag))
    found = []
    for (text, answer), bag in zip(said.items(), bags, strict=True):
        worth = {word: math.log(1 + len(said) / users[word]) for word in bag}
        length = math.sqrt(sum(value * value for value in worth.values()))
        if len(bag) >= SHORTEST:
            found.append(_Said(answer, text, {word: value / length for word, value in worth.items()}, countries))
    return found


def _pairs(said: list[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Sentences of different answers that are about the same matter. Dated versions of one answer are meant to
    differ."""
    users: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        likeness: dict[int, float] = defaultdict(float)
        for word, value in one.worth.items():
            for other in users[word]:
                likeness[other] += value * said[other].worth[word]
            if len(users[word]) < MOST_USERS:
                users[word].append(number)
        for other, alike in likeness.items():
            if alike >= ALIKE and said[other].answer.entry.id != one.answer.entry.id:
                yield said[other], one


def _difference(first: _Said, second: _Said) -> str:
    """What the two state differently, in Swedish; empty when they agree."""
    for what, here, there in _kinds(first.stated, second.stated):
        if here and there and not here & there:
            return f"{what} ({', '.join(sorted(here))} mot {', '.join(sorted(there))})"
    if first.denied != second.denied:
        left, right = (set(words(_NOT[one.answer.entry.language].sub(" ", one.text))) for one in (first, second))
        if len(left ^ right) <= DIFFERENT_WORDS:
            return "ja och nej"
    return ""


def _kinds(ours: Stated, theirs: Stated) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    yield "datum", ours.dates, theirs.dates
    yield "tal", ours.numbers, theirs.numbers
    yield "länder", ours.countries, theirs.countries


RULE = Rule(
    "motsagelse", "warning", "Två svar säger inte olika datum, tal, länder eller ja och nej om samma sak.", _look
)
