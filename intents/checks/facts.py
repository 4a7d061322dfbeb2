"""The dates, numbers and countries a text states, in a form that is the same whatever language it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from intents.model import Language

_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"),
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
}  # fmt: skip
_WORDS: Mapping[Language, tuple[str, ...]] = {
    "sv": ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton",
           "sexton", "sjutton", "arton", "nitton", "tjugo"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
           "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
}  # fmt: skip
"""Numbers in letters from two on; `en` and `a` are more often articles than numbers."""
_OTHERS: Mapping[Language, Mapping[str, str]] = {
    "sv": {"trettio": "30", "fyrtio": "40", "femtio": "50", "sextio": "60"},
    "en": {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "twice": "2"},
}
_SCALES = re.compile(r"\b(?:(miljon|million|mnkr)|(miljard|billion)|(?:tusen|thousand))\w*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b")
_YEAR = re.compile(r"(?<![\d:,.])(?:19|20)\d\d(?![\d]|[.,]\d|:\d)")
_NUMBER: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"),
}
_YES_NO: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\W*(?:(ja)|(nej))\b", re.IGNORECASE),
    "en": re.compile(r"\W*(?:(yes)|(no))\b(?!\s+\w+\s+(?:has|have|is|are)\b)", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What one text states. Everything that two languages write differently is made the same."""

    dates: frozenset[str]
    """`2026-12-31`, `2023-01`, `2021`, or `--02-15` for a day of no year."""
    numbers: frozenset[str]
    """With a decimal point and without gaps between thousands; numbers in letters as figures."""
    scales: frozenset[str]
    """`miljoner`, `miljarder`, `tusen`."""
    countries: frozenset[str]
    """Codes."""
    yes_no: str
    """`ja` or `nej` when the text begins with it, else nothing."""


def stated(text: str, language: Language, countries: Mapping[str, str]) -> Stated:
    """What `text` states. `countries`: name → code, in the text's language."""
    text = _ADDRESS.sub(" ", text)
    begins = _YES_NO[language].match(text)
    dates: set[str] = set()
    rest = text
    for pattern, form in _dates(language):
        dates |= {form(found) for found in pattern.finditer(rest)}
        rest = pattern.sub(" ; ", rest)
    numbers = {_plain(found[0], language) for found in _NUMBER[language].finditer(rest)}
    numbers |= {found[1] for found in _in_letters(rest, language)}
    scales = {"miljoner" if s[1] else "miljarder" if s[2] else "tusen" for s in _SCALES.finditer(rest)}
    return Stated(
        frozenset(dates), frozenset(numbers), frozenset(scales), frozenset(countries_in(text, countries)),
        "" if begins is None else "ja" if begins[1] else "nej",
    )  # fmt: skip


def countries_in(text: str, countries: Mapping[str, str]) -> set[str]:
    """The codes of the countries named in `text`."""
    if not countries:
        return set()
    return {countries[found[1]] for found in _names(tuple(countries)).finditer(text)}


@lru_cache(maxsize=8)
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, names), key=lambda name: (-len(name), name))
    return re.compile(rf"\b({'|'.join(longest_first)})(?:[’']?s)?\b")


@lru_cache(maxsize=4)
def _dates(language: Language) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    """What dates look like, and how each is written here; the most exact first."""
    months = _MONTHS[language]
    named = "|".join(months)

    def number(name: str) -> int:
        return months.index(name.lower()) + 1

    def whole(year: str, month: str, day: str) -> str:
        return f"{year}-{number(month):02}-{int(day):02}"

    flags = re.IGNORECASE
    return (
        (_ISO, lambda m: "-".join(filter(None, m.groups()))),
        (re.compile(rf"\b(\d\d?)(?:st|nd|rd|th)? (?:of )?({named}),? ((?:19|20)\d\d)\b", flags), lambda m: whole(m[3], m[2], m[1])),
        (re.compile(rf"\b({named}) (\d\d?)(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b", flags), lambda m: whole(m[3], m[1], m[2])),
        (re.compile(rf"\b({named}) ((?:19|20)\d\d)\b", flags), lambda m: f"{m[2]}-{number(m[1]):02}"),
        (re.compile(rf"\b(\d\d?)(?:st|nd|rd|th)? (?:of )?({named})\b", flags), lambda m: f"--{number(m[2]):02}-{int(m[1]):02}"),
        (re.compile(rf"\b({named}) (\d\d?)(?:st|nd|rd|th)?\b", flags), lambda m: f"--{number(m[1]):02}-{int(m[2]):02}"),
        (_YEAR, lambda m: m[0]),
    )  # fmt: skip


def _plain(number: str, language: Language) -> str:
    whole = re.sub(r"[ \u00a0\u202f]", "", number).replace(",", ".") if language == "sv" else number.replace(",", "")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole.lstrip("0") or "0"


def _in_letters(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Numbers in letters, alone: `treåriga` and `two-way` are words of their own."""
    figures = {word: str(value) for value, word in enumerate(_WORDS[language], 2)} | dict(_OTHERS[language])
    for found in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()):
        if found[0] in figures:
            yield found[0], figures[found[0]]
