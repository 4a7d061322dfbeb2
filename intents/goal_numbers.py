"""Reads goals given by number: `6, 11 och 13`, `mål sex`, `SDG 3–5`, `det sjätte målet`, `alla utom 14`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intents.text import clean, fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FIRST, LAST = 1, 17
MOST_TOKENS = 400
_ELSEWHERE = re.compile(r"https?://\S+|\S+@\S+|\d{4}-\d\d-\d\d|\d+:\d\d|(?<!\d)(?:\+|0)\d[\d ()/-]{5,}")
"""Addresses, dates, times and phone numbers: their digits are not goals."""
_TOKEN = re.compile(r"\d+(?:\.\d+)+|\d+|[^\W\d_]+|[^\w\s]")
CUES = frozenset(words("mal malen malet delmal sdg sdgs goal goals target targets nr nummer number"))
"""Words that a goal's number follows."""
SEPARATORS = frozenset(", ; / & + . : # och and samt plus eller or - – —".split())  # noqa: SIM905 – signs read best so
_RANGES = frozenset(["-", "–", "—", "till", "to", "tom"])
FILLERS = frozenset(
    words(
        "vi vill jag jobba jobbar arbeta arbetar arbete med om kring inom pa i av for vart var vara de det den framst "
        "mest handlar fragor fragan om we want i to work working with on the mainly mostly about kanske tack please och"
    )
)
"""Words between goals that say nothing."""
_LINKS = frozenset(words("kanske aven ocksa samt framst mest eventuellt mojligen sarskilt perhaps maybe also mainly"))
"""Words that may stand between the numbers of one list."""
_COUNTED = frozenset(
    words(
        "ar kommun kommuner region regioner personer manniskor lander stader invanare miljoner miljon miljard tusen "
        "kr kronor sek euro procent manader manad veckor vecka dagar dag timmar minuter gang ganger deltagare skolor "
        "elever barn kvinnor projekt partner parter tjanster st stycken handlaggare politiker ledamoter fragor mal "
        "malen malet delmal filer bilagor dokument sidor moten resor kollegor years year months weeks days people "
        "municipalities regions countries million percent schools pupils children women projects partners persons goals "
        "sdgs januari februari mars april maj juni juli augusti september oktober november december january february "
        "march may june july august october"
    )
)
"""What a number before it counts or dates."""
_ABOUT_COUNTED = frozenset(words("svenska olika sma stora nya andra different swedish small new other tusen miljoner"))
_NOT_GOALS = frozenset(words("kl klockan vecka punkt steg fraga sida kapitel ar rad step question week page"))
"""What a number after it belongs to."""
_ALL = frozenset(["alla", "all", "samtliga", "allihop", "allihopa", "allt", "everything"])
_AFTER_ALL = frozenset(words("de dem dessa mal malen goals sdgs of them the these globala global sjutton seventeen 17"))
_NOT_ALL = frozenset(words("for inte not nastan at till med almost"))
EXCEPT = frozenset(words("utom forutom except but"))
_NOT = frozenset(words("inte ej icke not"))
_TURNS = frozenset(["men", "utan", "but", ".", ";", ",", "?", "!"])
"""Where what is said not to be meant ends."""
_NUMBER_WORDS = {
    word: number
    for language in (
        "ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton",
        "ettan tvaan trean fyran femman sexan sjuan attan nian tian elvan tolvan",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    )
    for number, word in enumerate(words(language), 1)
}
_ORDINALS = {
    word: number
    for language in (
        # Neither the first nor the second, which tell an order: `vårt första mål är …`
        "tredje fjarde femte sjatte sjunde attonde nionde tionde elfte tolfte trettonde fjortonde femtonde sextonde "
        "sjuttonde",
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth",
    )
    for number, word in enumerate(words(language), 3)
}
_AFTER_ORDINALS = frozenset(words("malet malen goal goals"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign."""

    raw: str
    word: str
    """Lower case, without dots."""


def tokens_of(text: str) -> list[Token]:
    """Words, numbers and signs of `text`, addresses and phone numbers left out."""
    found = _TOKEN.findall(_ELSEWHERE.sub(" ", clean(text)))[:MOST_TOKENS]
    return [Token(raw, fold(raw.lower())) for raw in found]


def means_all(tokens: Sequence[Token]) -> bool:
    """Whether `tokens` say "all of them", and not "water for all" or "all municipalities"."""
    for i, token in enumerate(tokens):
        if token.word not in _ALL or (i and tokens[i - 1].word in _NOT_ALL):
            continue
        following = [other.word for other in tokens[i + 1 :] if other.word.isalnum()]
        if not following or following[0] in _AFTER_ALL or (i == 0 and following[0] in {"ar", "are"}):
            return True
    return False


def numbers(tokens: Sequence[Token]) -> dict[int, int]:
    """Place → goal number for all numbers that can mean goals. Where `mål`, `SDG`… stands, only those after it."""
    cued = any(token.word in CUES and _next_number(tokens, i) for i, token in enumerate(tokens))
    bare = all(_value(token) or _ordinal(token) or token.word in SEPARATORS | FILLERS for token in tokens)
    found: dict[int, int] = {}
    linked = not cued
    for i, token in enumerate(tokens):
        value = _value(token) if cued or bare or not token.word.isalpha() else 0
        ordinal = _ordinal(token) if (cued and linked) or bare or _tells_goals(tokens, i) else 0
        if ordinal:
            found[i] = ordinal
        elif value:
            if linked and not _counts_something(tokens, i):
                found[i] = value
        elif token.word in CUES:
            linked = True
        elif not (token.word in SEPARATORS | _RANGES | _LINKS or token.word[0].isdigit()):
            linked = not cued
    return found | _ranges(tokens, found)


def denied(tokens: Sequence[Token], starts: Collection[int]) -> set[int]:
    """The places of what is said not to be meant: `inte 14 men 15`. `starts`: where goals are told."""
    places: set[int] = set()
    for i, token in enumerate(tokens):
        at = i + 1
        while at < len(tokens) and (tokens[at].word in CUES or tokens[at].word in FILLERS):
            at += 1
        if token.word in _NOT and at in starts:
            end = next((end for end in range(at, len(tokens)) if tokens[end].word in _TURNS), len(tokens))
            places.update(range(i, end))
    return places


def _next_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number follows at once, signs apart."""
    following = next((token for token in tokens[at + 1 : at + 4] if token.word not in SEPARATORS), None)
    return following is not None and _value(following) > 0


def _value(token: Token) -> int:
    """The goal a number names, 0 when none: `6.1` is a target of goal 6."""
    word = token.word.split(".")[0]
    number = int(word) if word.isdecimal() and len(word) < 3 else _NUMBER_WORDS.get(word, 0)
    return number if FIRST <= number <= LAST else 0


def _ordinal(token: Token) -> int:
    return _ORDINALS.get(token.word, 0)


def _tells_goals(tokens: Sequence[Token], at: int) -> bool:
    """Whether the ordinals from `at` on end in `målet`: `femte och sjätte målet`."""
    while at < len(tokens) and (_ordinal(tokens[at]) or tokens[at].word in SEPARATORS):
        at += 1
    return at < len(tokens) and tokens[at].word in _AFTER_ORDINALS


def _counts_something(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number at `at` counts or dates something: `3 kommuner`, `10 %`, `steg 2`."""
    if at and _is_in(tokens[at - 1], _NOT_GOALS):
        return True
    after = list(tokens[at + 1 : at + 5])
    while len(after) > 1 and (after[0].word in _ABOUT_COUNTED or (after[0].word in _RANGES and _value(after[1]))):
        # `3 svenska kommuner`, `3–5 år`: look behind the adjective, behind the end of the range.
        after = after[1:] if after[0].word in _ABOUT_COUNTED else after[2:]
    return bool(after) and (_is_in(after[0], _COUNTED) or after[0].word == "%")


def _is_in(token: Token, listed: frozenset[str]) -> bool:
    """Whether the word is listed; `är` is not `år`."""
    return token.word in listed and token.raw.lower() != "är"


def _ranges(tokens: Sequence[Token], found: dict[int, int]) -> dict[int, int]:
    """The goals inside `6–8`, under places no token has."""
    inside: dict[int, int] = {}
    for i, first in found.items():
        last = found.get(i + 2, 0)
        if last and tokens[i + 1].word in _RANGES:
            inside |= {-(1_000 * i + number): number for number in range(first + 1, last)}
    return inside
