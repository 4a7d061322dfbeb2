"""Pulls several answers out of one message: "Jag heter Anna Ek och är miljöstrateg på Falu kommun, anna@…"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.leads import contact
from bot.leads.fill import STAGES, Filled, known, parse_country, parse_name, parse_role, parse_stage
from bot.leads.model import Slot
from intents import clean

if TYPE_CHECKING:
    from bot.leads.fill import Registers

_NAME = re.compile(
    r"\b(?:jag heter|mitt namn är|heter jag|my name is|namn:|name:)\s+"
    r"((?:[^\W\d_][\w’'-]*)(?:\s+(?!och\b|från\b|på\b|i\b|jobbar\b|arbetar\b|är\b|and\b|from\b|at\b|som\b)[^\W\d_][\w’'-]*){0,3})",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:jag är|och är|jobbar som|arbetar som|som är|titel:|roll:|role:|i am an?|i work as an?|and i am an?)\s+"
    r"(?!från\b|på\b|i\b|intresserad|en del|nyfiken|med\b|interested|from\b)"
    r"([^\W\d_][\w-]*(?:\s+(?!på\b|i\b|vid\b|från\b|hos\b|och\b|at\b|in\b|for\b|of\b|from\b)[^\W\d_][\w-]*){0,3})",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:vill (?:gärna )?(?:jobba|arbeta|samarbeta) (?:med|kring|om)|det gäller|handlar om|work on|work with|it concerns)\s+"
    r"([^.,;!?]{3,120})",
    re.IGNORECASE,
)
_GOALS = re.compile(r"\b(?:mål(?:en)?|goals?|sdgs?)\b[\s:]*((?:\d{1,2}(?:\s*(?:,|och|and|&|-)\s*)?)+)", re.IGNORECASE)
_PROPER = re.compile(r"^[A-ZÅÄÖÉ][\w’'-]+(?:\s+(?:[A-ZÅÄÖÉ][\w’'-]+|von|af|de|van|der|el|al)){1,3}$")

_AUTHORITY = re.compile(
    r"kommun|region|stad\b|förbund|förvaltning|nämnd|bolag|universitet|högskol|förening|stiftelse|skola\b|\bab\b|"
    r"municipal|county|\bcity\b|council|district|university|association|foundation|school|agency",
    re.IGNORECASE,
)
"""Words that no person's name holds."""
_AT_WORK = re.compile(
    r"\s+(?:i|på|vid|hos|från|at|in|for|of|with)\s.*(?:kommun|region|stad\b|municipality).*$", re.IGNORECASE
)


def extract(text: str, registers: Registers) -> dict[Slot, object]:
    """What the message says for certain about any slot. Only well-marked data: nothing is guessed."""
    flat = clean(re.sub(r"[\r\n]+", ", ", text))
    found: dict[Slot, object] = {}
    if address := contact.find_email(flat):
        found["email"] = address
    if number := contact.find_phone(flat):
        found["phone"] = number
    organisation = registers.gazetteer.find(flat).organisation
    if organisation:
        found["organisation"] = known(organisation)
    _from_sentences(flat, registers, found)
    _from_list(flat, found, organisation.name if organisation else "")
    return found


def rest(text: str, found: dict[Slot, object]) -> str:
    """`text` without the parts of a list that were read as name or role: what is left names the organisation."""
    parts = re.split(r"[,;|\r\n]", text)
    return ",".join(part for part in parts if clean(part) not in {found.get("name"), found.get("role")}).strip(" ,")


def beside(text: str, registers: Registers) -> dict[Slot, object]:
    """What a text that is no answer to the question asked tells about slots further on: goals by subject, the stage."""
    flat = clean(text)
    found: dict[Slot, object] = {}
    if not re.search(r"[^\W\d_]{3}", flat):
        return found
    if registers.goals.find(re.sub(r"\d+", " ", flat)):
        found["goals"] = registers.goals.find(flat)
    stage = parse_stage(flat)
    if isinstance(stage, Filled) and stage.value in STAGES and stage.value != "vet-inte":
        found["stage"] = stage.value
    return found


def _from_sentences(flat: str, registers: Registers, found: dict[Slot, object]) -> None:
    if (match := _NAME.search(flat)) and isinstance(name := parse_name(match[1]), Filled):
        found["name"] = name.value
    if (match := _ROLE.search(flat)) and isinstance(role := parse_role(match[1]), Filled):
        found["role"] = role.value
    if match := _TOPIC.search(flat):
        found["topic"] = match[1].strip()
    if (match := _GOALS.search(flat)) and (goals := registers.goals.find(match[1])):
        found["goals"] = goals
    without_address = re.sub(r"\S+@\S+", " ", flat)
    if registers.countries.find(without_address):
        country = parse_country(without_address, registers.countries)
        if isinstance(country, Filled):
            found["country"] = country.value


def _from_list(flat: str, found: dict[Slot, object], organisation: str) -> None:
    """`Anna Ek, miljöstrateg, Falu kommun, anna@…`: the part after the name is the role."""
    parts = [part.strip() for part in re.split(r"[,;|]", flat) if part.strip()]
    if len(parts) < 2:
        return
    after_name = False
    for part in parts:
        if "@" in part or any(char.isdigit() for char in part) or part == organisation:
            after_name = False
        elif "name" not in found and _PROPER.match(part) and not _AUTHORITY.search(part):
            found["name"] = part
            after_name = True
        elif after_name and "role" not in found and len(part.split()) <= 4 and not part.endswith("?"):
            found["role"] = _AT_WORK.sub("", part)
            after_name = False


_SLOT_WORDS: dict[Slot, str] = {
    "organisation": r"organisation(?:en)?|kommun(?:en)?|region(?:en)?|municipality|organization",
    "name": r"namn(?:et)?|name",
    "role": r"roll(?:en)?|titel(?:n)?|befattning(?:en)?|role|title",
    "email": r"e-?post(?:en)?(?:adressen)?|e-?mail(?:en)?|mejl(?:en)?(?:adressen)?|mail(?:en)?(?:adressen)?|adress(?:en)?",
    "phone": r"telefon(?:en|nummer|numret)?|mobil(?:en|nummer|numret)?|nummer|numret|phone(?: number)?",
    "topic": r"ämne(?:t)?|vad det gäller|området?|topic|subject|what it concerns",
    "goals": r"(?:globala )?mål(?:en|et)?|(?:global )?goals?",
    "country": r"land(?:et)?|country",
    "stage": r"läge(?:t)?|stadium|hur långt vi har kommit|hur långt ni har kommit|stage|how far we have come",
    "message": r"meddelande(?:t)?|message",
}
_CHANGE = re.compile(
    r"^\s*(?:nej[,.]?\s+|förlåt[,.]?\s+|oj[,.]?\s+|no[,.]?\s+|sorry[,.]?\s+)?"
    r"(?:jag vill |kan du |can you |i want to )?(?:ändra|byt|byta|rätta|korrigera|fel|change|correct|edit|wrong)\s+"
    r"(?:på |i |my |mitt |min |the )?",
    re.IGNORECASE,
)
_SHOULD = re.compile(r"\s*(?:ska vara|skall vara|är egentligen|blev fel|should be|is really)\s*:?\s*", re.IGNORECASE)


def correction(text: str) -> tuple[Slot, str] | None:
    """`ändra e-post till x@y`, `namnet ska vara Anna`, `fel land`: which slot, and the new value ("" when not said)."""
    flat = text.strip()
    start = _CHANGE.match(flat)
    rest = flat[start.end() :] if start else re.sub(r"(?i)^\s*(?:nej[,.]?\s+|förlåt[,.]?\s+|no[,.]?\s+)", "", flat)
    for slot, pattern in _SLOT_WORDS.items():
        match = re.match(rf"(?i)(?:{pattern})(?![\w-])", rest)
        if not match:
            continue
        tail = rest[match.end() :]
        if start:
            return slot, re.sub(r"(?i)^\s*(?:till|ska vara|to|:|=)\s*", "", tail).strip()
        if should := _SHOULD.match(tail):
            return slot, tail[should.end() :].strip()
    return None
