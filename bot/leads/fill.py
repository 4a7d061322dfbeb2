"""Reads the answer to one question of the form: a value, a doubt to settle, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.leads import contact
from bot.leads.model import Country, Organisation, Slot
from intents import clean, text_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from intents import Countries, Gazetteer, Goals, OrganisationType
    from intents import Organisation as Known

STAGES = ("ide", "soker-partner", "har-partner", "pagar", "vet-inte")
"""How far the organisation has come, as buttons; other words are accepted as they are."""
LIMITS: dict[Slot, int] = {
    "organisation": 160, "name": 100, "role": 120, "email": 254, "phone": 40, "topic": 500, "goals": 300,
    "country": 80, "stage": 200, "message": 2_000,
}  # fmt: skip
"""Most characters per answer."""
MOST_KIND_WORDS = 5
"""A longer answer is a name, or more than a kind of organisation."""


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

    kind: Literal["organisation", "type", "country"]
    value: str
    options: tuple[Organisation, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


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


def parse(slot: Slot, text: str, registers: Registers) -> Parsed:
    """Read `text` as the answer for `slot`."""
    limit = LIMITS[slot]
    if len(text) > limit * 2 or (slot != "phone" and len(clean(text, limit * 2)) > limit):
        return Problem("problem.too_long", {"limit": str(limit)})
    if slot == "organisation":
        return parse_organisation(text, registers.gazetteer)
    if slot == "email":
        return parse_email(text)
    if slot == "country":
        return parse_country(text, registers.countries)
    if slot == "goals":
        goals = registers.goals.find(text)
        return Filled(goals) if goals else Problem("problem.goals")
    return _SIMPLE[slot](text)


def parse_organisation(text: str, gazetteer: Gazetteer) -> Parsed:
    """A register entry, options to choose from, or a name whose kind must be asked."""
    text = _without_lead_in(_ADDRESS.sub(" ", text)).strip(" \t\r\n,;|")
    name = clean(text, LIMITS["organisation"])
    if len(_letters(name)) < 2:
        return Problem("problem.organisation")
    recognised = gazetteer.recognise(text)
    if recognised.options:
        return Doubt("organisation", name, tuple(known(option) for option in recognised.options))
    found = recognised.organisation
    if found is None or (found.code is None and found.type in {"annan", "kommun", "region"}):
        return Doubt("type", name, values={"name": name})
    return Filled(known(found))


def kind_in_words(text: str, gazetteer: Gazetteer) -> OrganisationType | None:
    """The kind of organisation that `text` tells in common words, such as `en ideell förening`; None for a name."""
    if not _letters(text) or text[1:] != text[1:].lower() or len(text.split()) > MOST_KIND_WORDS:
        return None
    found = gazetteer.recognise(text).organisation
    return found.type if found and found.code is None and found.type not in {"annan", "kommun", "region"} else None


def known(organisation: Known) -> Organisation:
    """A recognised organisation as a lead keeps it."""
    return Organisation(organisation.name, organisation.code, organisation.type)


def parse_email(text: str) -> Parsed:
    """A deliverable-looking address."""
    checked = contact.email(text)
    if checked.value is None:
        if checked.suggestion:
            return Problem("problem.email_suggest", {"suggestion": checked.suggestion})
        return Problem("problem.email")
    return Filled(checked.value)


def other_owner(address: str, gazetteer: Gazetteer, organisation: Organisation) -> str | None:
    """The municipality or region whose domain `address` has, when it is another than `organisation`, one of the
    register itself; else None."""
    owner = gazetteer.by_domain(contact.domain_of(address))
    return owner.name if owner and organisation.code and owner.code != organisation.code else None


def parse_country(text: str, countries: Countries) -> Parsed:
    """A country of the world, marked when it is not among the newest partner countries; else asked about."""
    found = countries.find(text)
    if found is None:
        name = clean(text, LIMITS["country"])
        return (
            Doubt("country", name, values={"name": name})
            if len(_letters(name)) >= 3
            else Problem("problem.country_again")
        )
    listed = found.status == "listed"
    country = Country(found.iso, found.name_sv, listed)
    if listed:
        return Filled(country)
    line = "problem.country_disputed" if found.status == "disputed" else "problem.country_unlisted"
    return Filled(country, line, {"country": found.name_sv})


def parse_name(text: str) -> Parsed:
    """A person's name: letters, no address, no question."""
    name = re.sub(r"^(?:jag heter|mitt namn är|heter|my name is|i am|i'm|namn|name)[:\s]+", "", clean(text), flags=re.I)
    name = name.strip(" .,;:!")
    if len(_letters(name)) < 2 or "@" in name or "?" in name or re.search(r"\d{3}|https?:|[<>{}\[\]\\|=]", name):
        return Problem("problem.name")
    return Filled(name.title() if name.islower() else name)


def parse_role(text: str) -> Parsed:
    """A title or task in a few words."""
    role = re.sub(
        r"^(?:jag är|jag jobbar som|jag arbetar som|jobbar som|arbetar som|i am an?|i work as an?|titel|roll|role)[:\s]+",
        "", clean(text), flags=re.I,
    ).strip(" .,;:!")  # fmt: skip
    if len(_letters(role)) < 2 or "@" in role:
        return Problem("problem.role")
    return Filled(role)


def parse_phone(text: str) -> Parsed:
    """A phone number in international form."""
    number = contact.phone(clean(text))
    return Filled(number) if number else Problem("problem.phone")


def parse_topic(text: str) -> Parsed:
    """What it concerns, in the person's own words."""
    topic = clean(text)
    return Filled(topic) if len(_letters(topic)) >= 2 else Problem("problem.topic")


def parse_stage(text: str) -> Parsed:
    """One of the stages, or the person's own words."""
    stage = clean(text)
    wanted = text_key(stage)
    for pattern, value in _STAGE_WORDS:
        if re.search(pattern, wanted):
            return Filled(value)
    return Filled(stage) if len(_letters(stage)) >= 2 else Problem("problem.stage")


def parse_message(text: str) -> Parsed:
    """Free text; its line breaks are kept."""
    lines = [clean(line) for line in re.split(r"\r\n|\r|\n", text)]
    message = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return Filled(message) if message else Problem("problem.message")


_SIMPLE: dict[Slot, Callable[[str], Parsed]] = {
    "name": parse_name, "role": parse_role, "phone": parse_phone, "topic": parse_topic, "stage": parse_stage,
    "message": parse_message,
}  # fmt: skip
_ADDRESS = re.compile(r"\S+@\S+")
_STAGE_WORDS = (
    (r"^(vet inte|do not know|don t know)", "vet-inte"),
    (
        r"\b(redan|pagaende|pagar|already|ongoing)\b.*\b(partnerskap|projekt|samarbete|partnership|project)|^pagar",
        "pagar",
    ),
    (r"\b(soker|letar|saknar|looking for|need|seek)\w*\b.*\b(partner|motpart)", "soker-partner"),
    (r"\b(har|hittat|have|found)\b.*\b(partner|motpart)", "har-partner"),
    (r"\b(ide|iden|tanke|tankar|idea|nyfik\w+|funderar|borjat fundera)\b", "ide"),
)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _without_lead_in(text: str) -> str:
    return re.sub(
        r"^\s*(?:det är|vi är|jag är från|jag är på|vi är på|jag jobbar på|jag arbetar på|jag arbetar i|jag är en|jag är|från|på|it is|we are|i work at|i am from|i am an?)\s+",
        "", text, flags=re.I,
    )  # fmt: skip
