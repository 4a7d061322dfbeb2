"""Finds the country somebody names, in Swedish or English, inflected or with one slip.

Refuses before guessing: a word that is only close to a country must stand where a country would stand.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.lexicon import is_everyday
from intents.text import MAX_LENGTH, clean, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Status = Literal["listed", "disputed", "former", "other"]

SHORTEST = 5
"""Letters a name must have to be recognised with a slip in it; shorter ones have too many neighbours."""
FEW = 3
"""A text of so few words is an answer to "which country?", not a sentence."""
MOST_WORDS = 400
"""Words read of one text."""
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"[:'’´]s\b", re.IGNORECASE)
_BEFORE = frozenset(words("i in från from med with till to mot för for om about ur at vid inom within av of"))
"""Words a country may be expected after."""
_COMPASS = frozenset(["syd", "nord", "väst", "öst", "vast", "ost"])
"""First halves of country names that people write apart: `Syd Afrika`. No other names are put together again,
or `den mark` would be Denmark and `I ran` Iran."""
_ALSO_WORDS = frozenset(["island", "turkey", "chad", "jordan"])
"""Countries that are ordinary words or names as well: hits only where a country would stand."""
_NOT_COUNTRIES = frozenset(["islands"])
"""Forms that mean something else: the Cayman Islands are not Iceland's."""
_NOT_SLIPS = frozenset(
    words(
        "sedan sidan samma jorden child chili chilis inland halland hallands tunga spin mala nakuru german italian russian"
    )
)
"""Words one slip away from a country that mean what they say, besides those of the lexicon."""
_COUNTERPARTS = frozenset(
    words(
        "kommun kommunen kommuner kommunerna stad stan staden stader partner partnern partners part parten motpart "
        "motparten parter myndigheter region regionen county countys district distrikt city cities town towns "
        "municipality municipalities counterpart counterparts colleagues kollegor"
    )
)
"""Words after which a country's adjective names the country: `kenyanska kommuner`, not `kinesisk mat`."""
_NOT = frozenset(words("inte ej icke not no utom except"))
"""Words before a country that is not meant."""
_WHY = frozenset(words("varfor why"))
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")
_SOUND = str.maketrans({"z": "s", "w": "v", "c": "k", "q": "k", "y": "i", "j": "i"})


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory of the register."""

    iso: str
    """Two capital letters, ISO 3166-1; `XK` for Kosovo."""
    name_sv: str
    name_en: str
    status: Status
    """`listed`: partners can be had there today; `disputed`: sources differ; `former`: not any more; `other`: never."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    raw: str
    """As typed; capitals tell names."""
    plain: str
    """Lower case, without dots, rings and accents."""


class Countries:
    """The register of countries. Built once, then only read."""

    def __init__(self, countries: list[tuple[Country, list[str], list[str]]]) -> None:
        """`countries`: each with the names it goes by besides its own, and its adjectives, without inflection."""
        self._all = tuple(country for country, _, _ in countries)
        self._by_iso = {country.iso: country for country in self._all}
        self._spellings: dict[str, str] = {}
        self._forms: dict[str, Country] = {}
        self._adjectives: dict[str, Country] = {}
        self._slippable: set[str] = set()
        for country, aliases, adjectives in countries:
            inflected = [form for a in adjectives for form in ((a, a + "a", a + "t") if a.islower() else (a,))]
            forms = (country.name_sv, country.name_en, *aliases, *inflected, *(form.capitalize() for form in inflected))
            self._spellings |= dict.fromkeys(forms, country.iso)
            for name in (country.name_sv, country.name_en, *aliases):
                self._add(name, country)
            for adjective in map(plain_of, adjectives):
                self._adjectives |= dict.fromkeys([adjective, adjective + "a", adjective + "t"], country)
        self._longest = max((form.count(" ") + 1 for form in self._forms), default=1)
        self._parts = {part for form in self._forms if " " in form for part in form.split() if len(part) > 4}
        self._by_length: dict[int, list[str]] = {}
        for form in sorted(self._slippable):
            self._by_length.setdefault(len(form), []).append(form)

    @classmethod
    def load(cls, registers: Path) -> Countries:
        """The countries of `countries.csv` in the folder `registers`."""
        return cls(
            [
                (
                    Country(row["iso"], row["name_sv"], row["name_en"], cast("Status", row["status"])),
                    cells(row["aliases"]),
                    cells(row["adjectives"]),
                )
                for row in rows(registers / "countries.csv")
            ]
        )

    def _add(self, name: str, country: Country) -> None:
        plain = plain_of(name)
        for form in (plain, plain + "s"):
            if form in _NOT_COUNTRIES:
                continue
            self._forms.setdefault(form, country)
            joined = form.replace(" ", "")
            if len(joined) >= SHORTEST:
                # Names of several words are also written as one: `SouthAfrica`, `Srilanka`.
                self._forms.setdefault(joined, country)
                if not name.isupper() and len(plain) >= SHORTEST:
                    # Letters of an abbreviation are not slips: `from` is not FYROM.
                    self._slippable.update((form, joined))

    def by_iso(self, iso: str) -> Country | None:
        """The country with this code, in capitals or not."""
        return self._by_iso.get(iso.upper())

    def listed(self) -> tuple[Country, ...]:
        """The countries partners can be had in, in the register's order."""
        return tuple(country for country in self._all if country.status == "listed")

    def spellings(self) -> dict[str, str]:
        """Every way to name a country in writing, in Swedish and English, as noun or adjective → its code."""
        return dict(self._spellings)

    def find(self, text: str) -> Country | None:
        """The first country named in `text`. Sweden counts only when no other country is named."""
        tokens = tokens_of(text)
        found = list(self._exact(tokens)) or list(self._misspelt(tokens)) or list(self._flags(text))
        return next((country for country in found if country.iso != "SE"), found[0] if found else None)

    def is_name(self, text: str) -> bool:
        """Whether `text`, as a whole and rightly spelled, is the name of a country."""
        return plain_of(text) in self._forms

    def _exact(self, tokens: list[Token]) -> Iterator[Country]:
        """Countries spelled rightly, left to right, the longest name at each place."""
        at = 0
        while at < len(tokens):
            sizes = range(min(self._longest, len(tokens) - at), 0, -1)
            size = next((size for size in sizes if self._spelled(tokens, at, size)), 0)
            country = self._spelled(tokens, at, size) if size else None
            if country and not _denied(tokens, at):
                yield country
            at += size or 1

    def _spelled(self, tokens: list[Token], at: int, size: int) -> Country | None:
        window = [token.plain for token in tokens[at : at + size]]
        country = self._forms.get(" ".join(window)) or self._adjective(tokens, at, size)
        if country is None and size > 1 and not self._parts.isdisjoint(window):
            country = self._nearest(" ".join(window), sure=False)  # or `Papau Nya Guinea` would be Guinea
        if country is None and size == 2 and window[0] in _COMPASS:
            country = self._forms.get("".join(window))
        if country and size == 1 and window[0] in _ALSO_WORDS and not _placed(tokens, at):
            return None
        return country

    def _adjective(self, tokens: list[Token], at: int, size: int) -> Country | None:
        """The country whose adjective stands there and tells it: as an answer, or before a counterpart."""
        country = self._adjectives.get(" ".join(token.plain for token in tokens[at : at + size]))
        followed = at + size < len(tokens) and tokens[at + size].plain in _COUNTERPARTS
        return country if followed or len(tokens) == size else None

    def _flags(self, text: str) -> Iterator[Country]:
        """Countries shown by their flags."""
        for letters in _FLAG.findall(text[:MAX_LENGTH]):
            country = self.by_iso("".join(chr(ord(letter) - ord("\U0001f1e6") + ord("A")) for letter in letters))
            if country:
                yield country

    def _misspelt(self, tokens: list[Token]) -> Iterator[Country]:
        """Countries with one slip in them, left to right."""
        for at in range(len(tokens)):
            if not _placed(tokens, at) or _denied(tokens, at):
                continue
            sure = len(tokens) == 1 or (at > 0 and tokens[at].raw[0].isupper())
            for size in range(min(3, len(tokens) - at), 0, -1):
                country = self._nearest(" ".join(token.plain for token in tokens[at : at + size]), sure)
                if country:
                    yield country
                    break

    def _nearest(self, window: str, sure: bool) -> Country | None:
        """The one country a slip away from `window`; None when there is none, or several that sound different.

        `sure`: whether nothing but a name can stand here, so that short words may be read generously.
        """
        if len(window) < SHORTEST - sure or window in _NOT_SLIPS or window in self._adjectives:
            return None
        near: dict[str, Country] = {}
        for length in range(len(window) - 1, len(window) + 2):
            forms = self._by_length.get(length, ())
            for form, _, _ in extract(window, forms, scorer=OSA.distance, score_cutoff=1, limit=None):
                if _plausible(window, form):
                    near[form] = self._forms[form]
        alike = {form: country for form, country in near.items() if _sound(form) == _sound(window)}
        found = set((alike or near).values())
        return found.pop() if len(found) == 1 and not is_everyday(window) else None


def _plausible(window: str, form: str) -> bool:
    """Whether `window`, one slip away from `form`, is likelier a slip than another word."""
    if window.count(" ") != form.count(" "):
        return False  # `no way` is not Norway, `den mark` not Denmark
    if _sound(form) == _sound(window):
        return True
    if form[0] != window[0]:
        return False  # a slip in the first letter is rarer than another word: `while` is not Chile
    # With five letters another letter makes another name: Susan, Malte, Nigel.
    replaced = len(form) == len(window) and sorted(form) != sorted(window)
    return len(form) > SHORTEST or not replaced


def _placed(tokens: list[Token], at: int) -> bool:
    """Whether a country would stand here: in a short answer, with a capital inside a sentence, or after `i`, `från`…"""
    if len(tokens) <= FEW:
        return True
    if at == 0:
        return False
    before = tokens[at - 1].raw.lower()
    return tokens[at].raw[0].isupper() or before in _BEFORE


def _denied(tokens: list[Token], at: int) -> bool:
    """Whether `inte` or the like stands before the place: `inte i Kenya`, but `varför inte Kenya`."""
    at -= 1
    while at > 0 and tokens[at].plain in _BEFORE:
        at -= 1
    return at >= 0 and tokens[at].plain in _NOT and not (at and tokens[at - 1].plain in _WHY)


def _sound(form: str) -> str:
    """Equal for spellings that sound alike: `sambia`, `zambia`."""
    return form.translate(_SOUND)


def _plain(word: str) -> str:
    """`word` in lower case without dots, rings and accents."""
    word = fold(word.lower())
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def tokens_of(text: str) -> list[Token]:
    """The words of `text`; `U.S.A.` is three, and a possessive s after a sign is left out."""
    found = _WORD.findall(_POSSESSIVE.sub("", clean(text)))[:MOST_WORDS]
    return [Token(raw, _plain(raw)) for raw in found]


def plain_of(name: str) -> str:
    """A name of a register as `Token.plain` has it, words parted by one space."""
    return " ".join(map(_plain, _WORD.findall(name)))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a register, everything text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cells(cell: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part.strip() for part in cell.split(";") if part.strip()]
