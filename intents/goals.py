"""Finds Agenda 2030 goals in what somebody writes: by number, by name or by subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.countries import cells, rows
from intents.text import clean, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FIRST, LAST = 1, 17
LONG = 8
"""Letters a subject word must have to be recognised with a slip in it."""
ANSWER = 12
"""Words up to which a text is an answer; in a longer one that gives numbers, the subjects are explanation."""
MOST_TOKENS = 400
_ELSEWHERE = re.compile(r"https?://\S+|\S+@\S+|\d{4}-\d\d-\d\d|\d+:\d\d|(?<!\d)(?:\+|0)\d[\d ()/-]{5,}")
"""Addresses, dates, times and phone numbers: their digits are not goals."""
_TOKEN = re.compile(r"\d+(?:\.\d+)+|\d+|[^\W\d_]+|[^\w\s]")
_CUES = frozenset(words("mal malen malet delmal sdg sdgs goal goals target targets nr nummer number"))
_SEPARATORS = frozenset(", ; / & + . : # och and samt plus eller or - – —".split())  # noqa: SIM905 – signs read best so
_RANGES = frozenset(["-", "–", "—", "till", "to", "tom"])
_FILLERS = frozenset(
    words(
        "vi vill jag jobba jobbar arbeta arbetar arbete med om kring inom pa i av for vart var vara de det den framst "
        "mest handlar fragor fragan om we want i to work working with on the mainly mostly about kanske tack please och"
    )
)
"""Words between goals that say nothing."""
_COUNTED = frozenset(
    words(
        "ar kommun kommuner region regioner personer manniskor lander stader invanare miljoner miljon miljard tusen "
        "kr kronor sek euro procent manader manad veckor vecka dagar dag timmar minuter gang ganger deltagare skolor "
        "elever barn kvinnor projekt partner parter tjanster st stycken handlaggare politiker ledamoter fragor mal "
        "malen malet delmal years year months weeks days people municipalities regions countries million percent "
        "schools pupils children women projects partners persons goals sdgs januari februari mars april maj juni juli "
        "augusti september oktober november december january february march may june july august october"
    )
)
"""What a number before it counts or dates."""
_ABOUT_COUNTED = frozenset(words("svenska olika sma stora nya andra different swedish small new other tusen miljoner"))
_NOT_GOALS = frozenset(words("kl klockan vecka punkt steg fraga sida kapitel ar rad step question week page"))
"""What a number after it belongs to."""
_ALL = frozenset(["alla", "all", "samtliga", "allihop", "allihopa"])
_AFTER_ALL = frozenset(words("de dem dessa mal malen goals sdgs of them the these globala global sjutton seventeen 17"))
_NOT_ALL = frozenset(words("for inte not nastan at till med almost"))
_EXCEPT = frozenset(words("utom forutom except but"))
_NUMBER_WORDS = {
    word: number
    for language in (
        "ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    )
    for number, word in enumerate(words(language), 1)
}
_WEAK = frozenset(words("business learning participation va it"))
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
class _Token:
    raw: str
    word: str
    """Lower case, without dots."""


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
        self._slippable = [form for form in self._subjects if len(form) >= LONG and " " not in form]

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
        tokens = _tokens(text)
        cut = next((i for i, token in enumerate(tokens) if token.word in _EXCEPT), len(tokens))
        if _means_all(tokens[:cut]):
            return tuple(sorted(set(self._goals) - self._named(tokens[cut:])))
        return tuple(sorted(self._named(tokens)))

    def _named(self, tokens: list[_Token]) -> set[int]:
        numbers = _numbers(tokens)
        found = {number for number in numbers.values() if number in self._goals}
        hits = list(self._hits(tokens))
        if found and len(tokens) > ANSWER:
            hits = []
        taken = {i for hit in hits for i in range(hit.start, hit.end)} | set(numbers)
        listed = all(
            i in taken or token.word in _SEPARATORS or token.word in _CUES or token.word in _FILLERS
            for i, token in enumerate(tokens)
        )
        return found | {hit.number for hit in hits if listed or not hit.weak}

    def _hits(self, tokens: list[_Token]) -> Iterator[_Hit]:
        """Names and subjects, left to right, the longest at each place. Signs inside a phrase do not count."""
        at = 0
        while at < len(tokens):
            hit = next((hit for size in range(self._longest, 0, -1) if (hit := self._hit(tokens, at, size))), None)
            if hit:
                yield hit
            at = hit.end if hit else at + 1

    def _hit(self, tokens: list[_Token], at: int, size: int) -> _Hit | None:
        window = tokens[at : at + size]
        if len(window) < size or not window[0].word.isalnum() or not window[-1].word.isalnum():
            return None
        phrase = " ".join(token.word for token in window if token.word.isalnum())
        known = self._subjects.get(phrase) or (self._guess(phrase) if size == 1 else None)
        if known is None:
            return None
        if phrase in _SHOUTED and not window[0].raw.isupper() and len(tokens) > 1:
            return None
        return _Hit(at, at + size, *known)

    def _guess(self, word: str) -> tuple[int, bool] | None:
        """The subject `word` is a compound of, or one slip away from."""
        head = _COMPOUND.sub("", word)
        if head != word and len(head) > 1:
            known = self._subjects.get(head) or self._subjects.get(head + "a")  # vattenfrågor, skolfrågor
            if known:
                return known[0], False
        if len(word) < LONG:
            return None
        near = extract(word, self._slippable, scorer=OSA.distance, score_cutoff=1, limit=None)
        found = {self._subjects[form] for form, _, _ in near if form[0] == word[0]}
        return found.pop() if len(found) == 1 else None


def _plain(text: str) -> str:
    return " ".join(fold(word) for word in words(text))


def _tokens(text: str) -> list[_Token]:
    """Words, numbers and signs of `text`, addresses and phone numbers left out."""
    found = _TOKEN.findall(_ELSEWHERE.sub(" ", clean(text)))[:MOST_TOKENS]
    return [_Token(raw, fold(raw.lower())) for raw in found]


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


def _means_all(tokens: list[_Token]) -> bool:
    """Whether `tokens` say "all of them", and not "water for all" or "all municipalities"."""
    for i, token in enumerate(tokens):
        if token.word not in _ALL or (i and tokens[i - 1].word in _NOT_ALL):
            continue
        following = [other.word for other in tokens[i + 1 :] if other.word.isalnum()]
        if not following or following[0] in _AFTER_ALL or (i == 0 and following[0] in {"ar", "are"}):
            return True
    return False


def _numbers(tokens: list[_Token]) -> dict[int, int]:
    """Place → goal number for all numbers that can mean goals. Where `mål`, `SDG`… stands, only those after it."""
    cued = any(token.word in _CUES and _next_number(tokens, i) for i, token in enumerate(tokens))
    spelled = cued or all(_value(token) or token.word in _SEPARATORS | _FILLERS for token in tokens)
    found: dict[int, int] = {}
    linked = not cued
    for i, token in enumerate(tokens):
        value = _value(token) if spelled or not token.word.isalpha() else 0
        if value:
            if linked and not _counts_something(tokens, i):
                found[i] = value
        elif token.word in _CUES:
            linked = True
        elif not (token.word in _SEPARATORS or token.word in _RANGES or token.word[0].isdigit()):
            linked = not cued
    return found | _ranges(tokens, found)


def _next_number(tokens: list[_Token], at: int) -> bool:
    """Whether a number follows at once, signs apart."""
    following = next((token for token in tokens[at + 1 : at + 4] if token.word not in _SEPARATORS), None)
    return following is not None and _value(following) > 0


def _value(token: _Token) -> int:
    """The goal a number names, 0 when none: `6.1` is a target of goal 6."""
    word = token.word.split(".")[0]
    number = int(word) if word.isdecimal() and len(word) < 3 else _NUMBER_WORDS.get(word, 0)
    return number if FIRST <= number <= LAST else 0


def _counts_something(tokens: list[_Token], at: int) -> bool:
    """Whether the number at `at` counts or dates something: `3 kommuner`, `10 %`, `steg 2`."""
    if at and tokens[at - 1].word in _NOT_GOALS:
        return True
    after = [token.word for token in tokens[at + 1 : at + 5]]
    while len(after) > 1 and (after[0] in _ABOUT_COUNTED or (after[0] in _RANGES and _value(tokens[at + 2]))):
        # `3 svenska kommuner`, `3–5 år`: look behind the adjective, behind the end of the range.
        after = after[1:] if after[0] in _ABOUT_COUNTED else after[2:]
    return bool(after) and (after[0] in _COUNTED or after[0] == "%")


def _ranges(tokens: list[_Token], found: dict[int, int]) -> dict[int, int]:
    """The goals inside `6–8`, under places no token has."""
    inside: dict[int, int] = {}
    for i, first in found.items():
        last = found.get(i + 2, 0)
        if last and tokens[i + 1].word in _RANGES:
            inside |= {-(1_000 * i + number): number for number in range(first + 1, last)}
    return inside
