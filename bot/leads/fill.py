"""Reads the answer to one question of the form: a value, a doubt to settle, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.leads import contact
from bot.leads.mask import without_personal_numbers
from bot.leads.model import Country, Organisation, Slot
from intents import clean, text_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from intents import Countries, Gazetteer, Goals, OrganisationType
    from intents import Country as Land
    from intents import Organisation as Known

STAGES = ("ide", "soker-partner", "har-partner", "pagar", "vet-inte")
"""How far the organisation has come, as buttons; other words are accepted as they are."""
LIMITS: dict[Slot, int] = {
    "organisation": 160, "name": 100, "role": 120, "email": 254, "phone": 80, "topic": 500, "goals": 300,
    "country": 300, "stage": 200, "message": 2_000,
}  # fmt: skip
"""Most characters per answer."""
LONGEST_COUNTRY = 80
"""Characters of a country no register knows."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The value of a slot, ready to keep."""

    value: object
    note: str | None = None
    """A line to say about it, by name; its values follow."""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubt:
    """The answer was read, but something must be asked first."""

    kind: Literal["organisation", "type", "spelling", "country"]
    value: str
    """What was typed, or for `spelling` what was probably meant."""
    options: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """The answer could not be used: which line says why."""

    line: str
    values: dict[str, str] = field(default_factory=dict)


Parsed = Filled | Doubt | Problem


@dataclass(frozen=True, slots=True)
class Registers:
    """The lists answers are held against."""

    gazetteer: Gazetteer
    countries: Countries
    goals: Goals


def parse(slot: Slot, text: str, registers: Registers, language: str = "sv") -> Parsed:
    """Read `text` as the answer for `slot`. `language` is that of names in what is said about it."""
    limit = LIMITS[slot]
    if len(text) > limit * 2 or len(clean(text, limit * 2)) > limit:
        return Problem("problem.too_long", {"limit": str(limit)})
    if slot == "organisation":
        return parse_organisation(text, registers.gazetteer)
    if slot == "country":
        return parse_country(text, registers.countries, language)
    if slot == "goals":
        goals = registers.goals.find(text)
        return Filled(goals) if goals else Problem("problem.goals")
    return _SIMPLE[slot](text)


def parse_organisation(text: str, gazetteer: Gazetteer) -> Parsed:
    """A register entry, options to choose from, or a name whose kind must be asked."""
    text = _ADDRESS.sub(" ", text)
    name = clean(_ABOUT_US.sub("", text), LIMITS["organisation"]).strip(" .,;:!|")
    if len(_letters(name)) < 2:
        return Problem("problem.organisation")
    if _NAMELESS.fullmatch(name):
        return Problem("problem.organisation_which")
    recognised = gazetteer.recognise(text)
    if recognised.options:
        return Doubt("organisation", name, tuple(known(option) for option in recognised.options))
    found = recognised.organisation
    if found is None or (found.code is None and found.type in {"annan", "kommun", "region"}):
        return Doubt("type", name)
    if found.code:
        return Filled(known(found))
    parts = [part.strip() for part in re.split(r"[,;\r\n]", name)]
    alike = (part for part in parts if (told := gazetteer.recognise(part).organisation) and told.type == found.type)
    return Filled(Organisation(next(alike, name), None, found.type))


def known(organisation: Known) -> Organisation:
    """A recognised organisation as a lead keeps it."""
    return Organisation(organisation.name, organisation.code, organisation.type)


def kind_told(text: str, gazetteer: Gazetteer) -> OrganisationType | None:
    """The kind of organisation `text` tells without naming one: `vi är en förening`, `privatperson`."""
    words = text.split()
    found = gazetteer.recognise(text).organisation
    named = any(word[0].isupper() for word in words[1:]) or len(words) > 6
    return None if named or found is None or found.code or found.type in {"annan", "kommun", "region"} else found.type


def parse_email(text: str) -> Parsed:
    """An address that could be delivered to; a slip that can be mended is asked about."""
    checked = contact.email(text)
    if checked.value:
        return Filled(checked.value)
    return Doubt("spelling", checked.suggestion) if checked.suggestion else Problem("problem.email")


def parse_country(text: str, countries: Countries, language: str = "sv") -> Parsed:
    """A country of the world, marked when it is not among the newest partner countries; else asked about."""
    found = countries.find(text)
    name = clean(text, LONGEST_COUNTRY + 1).strip(" .,;:!")
    if found is None:
        usable = len(_letters(name)) >= 3 and len(name) <= LONGEST_COUNTRY
        return Doubt("country", name) if usable else Problem("problem.country_again")
    if found.iso == "SE":
        return Problem("problem.country_sweden")
    country = Country(found.iso, found.name_sv, found.status == "listed")
    shown = {"country": country_name(found, language)}
    others = [other for other in several_countries(text, countries) if other.iso != found.iso]
    if others:
        return Filled(
            country, "problem.country_one", {**shown, "others": ", ".join(country_name(o, language) for o in others)}
        )
    if country.listed:
        return Filled(country)
    return Filled(country, f"problem.country_{'disputed' if found.status == 'disputed' else 'unlisted'}", shown)


def several_countries(text: str, countries: Countries) -> tuple[Land, ...]:
    """Every country `text` counts up, Sweden apart, each once."""
    found = (countries.find(part) for part in _COUNTED_UP.split(clean(text)))
    return tuple(dict.fromkeys(country for country in found if country and country.iso != "SE"))


def country_name(country: Land, language: str) -> str:
    """Its name in `language`."""
    return country.name_en if language == "en" else country.name_sv


def parse_name(text: str) -> Parsed:
    """A person's name: letters, no address, no sentence."""
    name = _NAME_AFTER.sub("", clean(text)).strip(" .,;:!")
    if len(_letters(name)) < 2 or re.search(r"[@?<>{}\[\]\\|=]|\d{3}|https?:", name) or len(name.split()) > 7:
        return Problem("problem.name")
    if not _SENTENCE.isdisjoint(text_key(name).split()):
        return Problem("problem.name")
    return Filled(_capitalised(name) if name.islower() else name)


def parse_role(text: str) -> Parsed:
    """A title or task in a few words."""
    role = _ROLE_AFTER.sub("", clean(text)).strip(" .,;:!")
    if len(_letters(role)) < 2 or "@" in role or not _REFUSING.isdisjoint(text_key(role).split()):
        return Problem("problem.role")
    return Filled(role)


def parse_phone(text: str) -> Parsed:
    """A phone number in international form."""
    number = contact.phone(clean(text))
    return Filled(number) if number else Problem("problem.phone")


def parse_topic(text: str) -> Parsed:
    """What it concerns, in the person's own words."""
    return _own_words(clean(text), Problem("problem.topic"))


def parse_stage(text: str) -> Parsed:
    """One of the stages when a few words tell it; else the person's own words."""
    stage = clean(text)
    if len(stage.split()) <= FEW and (told := stage_told(stage, alone=True)):
        return Filled(told)
    return _own_words(stage, Problem("problem.stage"))


def stage_told(text: str, alone: bool = False) -> str | None:
    """The stage `text` tells, None when none for certain. `alone`: whether it answers "how far have you come?"."""
    wanted = text_key(text)
    return next(
        (stage for pattern, stage in (*_STAGES, *(_STAGES_ALONE if alone else ())) if pattern.search(wanted)), None
    )


def parse_message(text: str) -> Parsed:
    """Free text; its line breaks are kept."""
    lines = [clean(line) for line in re.split(r"\r\n|\r|\n", text)]
    message = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return _own_words(message, Problem("problem.message"))


def _own_words(text: str, problem: Problem) -> Parsed:
    """Free text as it is, but for personal identity numbers: nobody shall have asked for them."""
    kept, taken = without_personal_numbers(text)
    if len(_letters(kept)) < 2:
        return problem
    return Filled(kept, "problem.personal_number" if taken else None)


FEW = 6
"""Words up to which an answer about the stage is one of those on the buttons; longer ones say more."""
_SIMPLE: dict[Slot, Callable[[str], Parsed]] = {
    "name": parse_name, "role": parse_role, "email": parse_email, "phone": parse_phone, "topic": parse_topic,
    "stage": parse_stage, "message": parse_message,
}  # fmt: skip
_STAGES = (
    (re.compile(r"\b(?:redan|pagaende|already|ongoing)\b.*\b(?:partnerskap|partnership)"), "pagar"),
    (
        re.compile(r"\b(?:soker|letar efter|saknar|looking for|seek\w*)\b(?: \w+){0,2} (?:partner|motpart)"),
        "soker-partner",
    ),
    (
        re.compile(
            r"\b(?:har|hittat|have|found)(?: redan| already)?(?: hittat| found)?(?: en| a)? (?:partner|motpart)\b"
        ),
        "har-partner",
    ),
)
_STAGES_ALONE = (
    (re.compile(r"^(?:vet inte|do not know|don t know)"), "vet-inte"),
    (re.compile(r"\b(?:redan|pagaende|already|ongoing)\b.*\b(?:projekt|samarbete|project)|^pagar"), "pagar"),
    (re.compile(r"\b(?:soker|letar|saknar|looking|need|seek)\w*\b.*\b(?:partner|motpart)"), "soker-partner"),
    (re.compile(r"\b(?:ide|iden|tanke|tankar|idea|funderar|borjat fundera)\b"), "ide"),
)
_ADDRESS = re.compile(r"\S+@\S+")
_ABOUT_US = re.compile(
    r"^\s*(?:(?:det är|vi är|vi på|vi i|jag är|jag är från|jag är på|vi är på|jag jobbar på|jag arbetar på|jag arbetar i"
    r"|jag jobbar i|vi heter|från|på|it is|we are|i work at|i work for|i am from)\s+)+",
    re.IGNORECASE,
)
_NAMELESS = re.compile(
    r"(?:(?:i|på|vår|våran|min|en|ett|den|det|liten|stor|svensk|hela|a|the|our|my)\s+)*"
    r"(?:kommun|kommunen|region|regionen|stad|staden|municipality|city)(?:\s+i\s+sverige)?",
    re.IGNORECASE,
)
"""An authority without its name."""
_NAME_AFTER = re.compile(
    r"^(?:hej[\s,!]+)?(?:jag heter|mitt namn är|heter|det är|my name is|i am|i'm|namn|name)[:\s]+", re.IGNORECASE
)
_ROLE_AFTER = re.compile(
    r"^(?:jag är|jag jobbar som|jag arbetar som|jobbar som|arbetar som|i am an?|i am|i work as an?|titel|roll|role)[:\s]+(?:en |ett )?",
    re.IGNORECASE,
)
_REFUSING = frozenset(["inte", "ej", "not", "don"])
_SENTENCE = _REFUSING | frozenset(
    [
        "jag",
        "vill",
        "ar",
        "kan",
        "det",
        "vad",
        "vi",
        "ska",
        "har",
        "maste",
        "varfor",
        "want",
        "is",
        "are",
        "what",
        "why",
        "the",
        "we",
    ]
)
"""Words no name has, as `text_key` writes them."""
_PARTICLES = frozenset(["von", "af", "de", "van", "der", "el", "al", "bin"])
_COUNTED_UP = re.compile(r"[,;/&+|]|\b(?:och|eller|samt|men|and|or|but)\b", re.IGNORECASE)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _capitalised(name: str) -> str:
    """`anna-karin af ek` as a name is written."""
    return " ".join(word if word in _PARTICLES else word.title() for word in name.split())
