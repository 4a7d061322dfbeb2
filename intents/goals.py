"""Finds Agenda 2030 goals in what somebody writes: by number, by name or by subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.countries import cells, rows
from intents.goal_numbers import CUES, EXCEPT, FILLERS, LAST, SEPARATORS, denied, means_all, numbers, tokens_of
from intents.lexicon import is_everyday
from intents.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from intents.goal_numbers import Token

LONG = 8
"""Letters a subject must have to be recognised with a slip in it."""
SHORT, FEW = 5, 4
"""The same in an answer of few words, and how few."""
ANSWER = 12
"""Words up to which a text is an answer; in a longer one that gives numbers, the subjects are explanation."""
_WEAK = frozenset(words("business learning participation va it stader"))
"""Subjects that are everyday words as well. Those of goal 17 are treated alike: every partnership is one."""
_SHOUTED = frozenset(["it", "va"])
"""Abbreviations that are other words in small letters."""
_COMPOUND = re.compile(
    r"s?(?:fragor(?:na)?|fragan?|arbetet?|projekt(?:et)?|omradet?|sektorn?|hantering(?:en)?|utmaningar(?:na)?|malet|mal)$"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the seventeen goals."""

    number: int
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    number: int
    weak: bool


class Goals:
    """The register of goals. Built once, then only read."""

    def __init__(self, goals: Iterable[tuple[Goal, list[str], list[str]]]) -> None:
        """`goals`: each with its subject words in Swedish and in English."""
        self._goals: dict[int, Goal] = {}
        self._subjects: dict[str, tuple[int, bool]] = {}
        for goal, swedish, english in goals:
            self._goals[goal.number] = goal
            for name in (goal.name_sv, goal.name_en):
                for part in _parts(name):
                    self._subjects.setdefault(_plain(part), (goal.number, False))
            for subject in (*swedish, *english):
                plain = _plain(subject)
                weak = goal.number == LAST or plain in _WEAK
                for form in _forms(plain):
                    self._subjects.setdefault(form, (goal.number, weak))
        self._longest = max((form.count(" ") + 1 for form in self._subjects), default=1)
        self._slippable: dict[int, list[str]] = {}
        for form in self._subjects:
            self._slippable.setdefault(len(form), []).append(form)

    @classmethod
    def load(cls, registers: Path) -> Goals:
        """The goals of `goals.csv` in the folder `registers`."""
        return cls(
            [
                (
                    Goal(int(row["number"]), row["name_sv"], row["name_en"]),
                    cells(row["words_sv"]),
                    cells(row["words_en"]),
                )
                for row in rows(registers / "goals.csv")
            ]
        )

    def by_number(self, number: int) -> Goal:
        """The goal with this number; KeyError when there is none."""
        return self._goals[number]

    def all(self) -> tuple[Goal, ...]:
        """The goals in order."""
        return tuple(self._goals[number] for number in sorted(self._goals))

    def find(self, text: str) -> tuple[int, ...]:
        """The numbers of the goals named in `text`, sorted, each once."""
        tokens = tokens_of(text)
        cut = next((i for i, token in enumerate(tokens) if token.word in EXCEPT), len(tokens))
        if means_all(tokens[:cut]):
            return tuple(sorted(set(self._goals) - self._named(tokens[cut:])))
        return tuple(sorted(self._named(tokens)))

    def _named(self, tokens: Sequence[Token]) -> set[int]:
        given = numbers(tokens)
        hits = [hit for hit in self._hits(tokens) if hit.start not in given]
        left_out = denied(tokens, {*given, *(hit.start for hit in hits)})
        given = {i: number for i, number in given.items() if i not in left_out and number in self._goals}
        if given and len(tokens) > ANSWER:
            hits = []
        taken = {i for hit in hits for i in range(hit.start, hit.end)}.union(given, left_out)
        listed = all(i in taken or token.word in SEPARATORS | CUES | FILLERS for i, token in enumerate(tokens))
        subjects = {hit.number for hit in hits if (listed or not hit.weak) and hit.start not in left_out}
        return {*given.values(), *subjects}

    def _hits(self, tokens: Sequence[Token]) -> Iterator[_Hit]:
        """Names and subjects, left to right, the longest at each place. Signs inside a phrase do not count."""
        at = 0
        while at < len(tokens):
            hit = next((hit for size in range(self._longest, 0, -1) if (hit := self._hit(tokens, at, size))), None)
            if hit:
                yield hit
            at = hit.end if hit else at + 1

    def _hit(self, tokens: Sequence[Token], at: int, size: int) -> _Hit | None:
        window = tokens[at : at + size]
        if len(window) < size or not window[0].word.isalnum() or not window[-1].word.isalnum():
            return None
        phrase = " ".join(token.word for token in window if token.word.isalnum())
        few = len(tokens) <= FEW
        known = self._subjects.get(phrase) or (self._guess(phrase, few) if size == 1 or few else None)
        if known is None:
            return None
        if phrase in _SHOUTED and not window[0].raw.isupper() and len(tokens) > 1:
            return None
        return _Hit(at, at + size, *known)

    def _guess(self, phrase: str, few: bool) -> tuple[int, bool] | None:
        """The subject that `phrase` is a compound of, or one slip away from. `few`: in an answer of few words."""
        head = _COMPOUND.sub("", phrase)
        if head != phrase and len(head) > 1:
            known = self._subjects.get(head) or self._subjects.get(head + "a")  # vattenfrågor, skolfrågor
            if known:
                return known[0], False
        if len(phrase) < (SHORT if few else LONG):
            return None
        if len(phrase) < LONG and is_everyday(phrase):
            return None
        forms = [form for length in (-1, 0, 1) for form in self._slippable.get(len(phrase) + length, ())]
        near = extract(phrase, forms, scorer=OSA.distance, score_cutoff=1, limit=None)
        found = {self._subjects[form] for form, _, _ in near if _plausible(phrase, form, few)}
        return found.pop() if len(found) == 1 else None


def _plausible(phrase: str, form: str, few: bool) -> bool:
    """Whether `phrase`, one slip away from `form`, is likelier a slip than another word."""
    if form[0] != phrase[0] or form.count(" ") != phrase.count(" "):
        return False
    # In a short word another letter is another word: `maten`, `mäten`.
    replaced = len(form) == len(phrase) and sorted(form) != sorted(phrase)
    return len(form) >= LONG or (few and not replaced)


def _plain(text: str) -> str:
    return " ".join(fold(word) for word in words(text))


def _parts(name: str) -> list[str]:
    """The name of a goal, and those parts of it that are several words: `Hållbara städer`."""
    return [name, *(part for part in re.split(r",|\b(?:och|and)\b", name) if len(part.split()) > 1)]


def _forms(plain: str) -> set[str]:
    """A folded Swedish or English subject in the forms it takes: the last word inflected, the first in both genders."""
    *before, last = plain.split()
    endings: tuple[str, ...] = ("s", "en", "et", "ar", "arna", "er", "erna", "ens", "ets")
    base = last
    if len(last) < 3:
        endings = ()
    elif last[-1] == "a":
        base, endings = last[:-1], ("an", "ans", "or", "orna", "as")
    elif last[-1] in "eiouy":
        endings = ("n", "t", "r", "ns", "ts", "s", "er", "rna", "erna")
    elif last[-1] == "r":
        endings = ("na", "nas", "s", "et", "en")
    elif len(last) == 3:
        endings = endings[1:]  # `mats` is a name
    forms = {last} | {base + ending for ending in endings}
    if last.endswith("en"):
        forms.add(last[:-2] + "net")  # vatten, vattnet
    if last[-1] in "mn" and len(last) > 3:
        forms.add(last + last[-1] + "et")  # slam, slammet
    if len(last) > 3 and last[-1] == "y":
        forms.add(last[:-1] + "ies")
    return {" ".join([*front, form]) for form in forms for front in (before, [word + "a" for word in before])}
