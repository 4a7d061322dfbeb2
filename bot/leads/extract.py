"""Pulls several answers out of one message: "Jag heter Anna Ek och är miljöstrateg på Falu kommun, anna@…".

Only what is well marked: what is guessed wrong is worse than what is asked once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.leads import contact
from bot.leads.fill import Filled, known, parse_country, parse_name, parse_role, several_countries, stage_told
from bot.leads.model import Organisation, Slot
from intents import clean

if TYPE_CHECKING:
    from bot.leads.fill import Registers

LONGEST = 4_000
"""Characters read of one message."""
_WORD = r"[^\W\d_][\w’'.-]*"
_NOT_A_NAME = r"(?!(?:och|från|på|i|jobbar|arbetar|är|and|from|at|som|med|mvh|am|is|work|works|vid|hos)\b)"
_NAME = re.compile(
    rf"\b(?:jag heter|och heter|mitt namn är|heter jag|my name is|namn:|name:)\s+(?:egentligen |faktiskt |förresten )?({_WORD}(?:\s+{_NOT_A_NAME}{_WORD}){{0,3}})",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:mvh|med vänliga? hälsning(?:ar)?|vänliga hälsningar|hälsningar|kind regards|best regards|regards)\b[\s,.!:|/]*",
    re.IGNORECASE,
)
_NOT_A_ROLE = (
    r"(?!(?:från|på|i|vid|hos|med|inte|här|lite|ny|ganska|mycket|helt|redan|också|bara|glad|anställd|intresserad\w*|en del"
    r"|nyfiken|osäker|säker|den|det|så|not|here|new|just|very|interested|from|at|in|with|sure|glad|happy)\b)"
)
_ROLE = re.compile(
    r"\b(?:jag är|och är|(?:jobbar|arbetar) som|som är|titel:|roll:|role:|title:|i am|i work as|and am|and i am)\s+(?:en |ett |an? )?"
    rf"{_NOT_A_ROLE}([^\W\d_][\w-]*(?:\s+(?!(?:på|i|vid|från|hos|och|at|in|for|of|from|and|på)\b)[^\W\d_][\w-]*){{0,3}})",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?<!en )(?<!ett )(?<!vår )(?<!våra )(?<!an )(?<!our )(?<!the )(?<!a )([\w-]*(?:strateg|chef|råd|planerare|samordnare"
    r"|ledare|handläggare|sekreterare|direktör|utredare|controller|ingenjör|ordförande|planner|strategist|coordinator|manager))\b",
    re.IGNORECASE,
)
"""Words that tell what somebody does, wherever they stand; not after an article, where somebody is looked for."""
_TOPIC = re.compile(
    r"\b(?:vill (?:gärna )?(?:jobba|arbeta|samarbeta) (?:med|kring|om)|det gäller|(?:det )?handlar om|ämne:|topic:"
    r"|(?:want|would like|like) to (?:work on|work with|cooperate on)|it concerns|it is about)\s+"
    r"([^.;!?|]{3,160}?)(?=\s*(?:[.;!?|]|$|,?\s*(?:mål(?:en)?|goals?|sdgs?|mvh|hälsningar|jag heter|mitt namn|ni når|my name)\b|,?\s\S+@))",
    re.IGNORECASE,
)
_GOALS = re.compile(r"\b(?:mål(?:en)?|goals?|sdgs?)\b[\s:]*((?:\d{1,2}(?:\s*(?:,|och|and|&|-)\s*)?)+)", re.IGNORECASE)
_PROPER = re.compile(r"[A-ZÅÄÖÉ][\w’'-]+(?:\s+(?:[A-ZÅÄÖÉ][\w’'.-]*|von|af|de|van|der|el|al)){1,3}")
_AT_WORK = re.compile(
    r"\s+(?:i|på|vid|hos|från|at|in|for|of|with)\s.*(?:kommun|region|stad\b|municipality).*$", re.IGNORECASE
)
_PLACE = re.compile(
    r"kommun|region|stad\b|förbund|förening|förvaltning|nämnd|stiftelse|\bab\b|bolag|verket\b|myndighet|universit|högskol|skola|kyrka|korset|institut"
    r"|municipality|\bcity\b|county|council|college|district|foundation|agency|association",
    re.IGNORECASE,
)
"""Words that show a name to be an organisation's."""


def extract(text: str, registers: Registers) -> dict[Slot, object]:
    """What the message says for certain about any slot, in the form a draft keeps it."""
    flat = clean(_SIGNED.sub(" | ", re.sub(r"[\r\n]+", " | ", text[: LONGEST * 2])), LONGEST)
    found: dict[Slot, object] = {}
    if address := contact.find_email(flat):
        found["email"] = address
    if number := contact.find_phone(flat):
        found["phone"] = number
    organisation = registers.gazetteer.find(text[:LONGEST]).organisation
    if organisation:
        found["organisation"] = known(organisation)
    _who(flat, found)
    _from_list(flat, found)
    _what(flat, registers, found)
    return found


def rest(text: str, found: dict[Slot, object]) -> str:
    """`text` without the parts of a list that were read as name or role: what is left names the organisation."""
    parts = re.split(r"[,;|\r\n]", text)
    return ",".join(part for part in parts if clean(part) not in {found.get("name"), found.get("role")}).strip(" ,")


def beside(text: str, registers: Registers) -> dict[Slot, object]:
    """What a text that is no answer to the question asked tells about slots further on: goals by subject, the stage."""
    flat = clean(text, LONGEST)
    found: dict[Slot, object] = {}
    if registers.goals.find(re.sub(r"\d+", " ", flat)):
        found["goals"] = registers.goals.find(flat)
    if stage := stage_told(flat):
        found["stage"] = stage
    return found


def _who(flat: str, found: dict[Slot, object]) -> None:
    """Name and role where words announce them."""
    if match := _NAME.search(flat):
        words = match[1].split()
        told = next((i for i, word in enumerate(words) if i and _TITLE.fullmatch(word)), len(words))
        if isinstance(name := parse_name(" ".join(words[:told])), Filled):
            found["name"] = name.value
        if words[told:]:
            found["role"] = " ".join(words[told:])
    if "role" not in found and (match := _ROLE.search(flat)):
        if _PROPER.fullmatch(match[1]) and "name" not in found:
            found["name"] = match[1]
        elif isinstance(role := parse_role(match[1]), Filled):
            found["role"] = role.value


def _from_list(flat: str, found: dict[Slot, object]) -> None:
    """`Anna Ek, miljöstrateg, Falu kommun, anna@…`: a name, and beside it what she does."""
    parts = [part.strip(" .!") for part in re.split(r"[,;|]|\.\s", flat) if part.strip(" .!")]
    if len(parts) < 2:
        return
    name = found.get("name")
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        person = part.split(" från ")[0].split(" from ")[0]
        if name is None and _PROPER.fullmatch(person) and not _PLACE.search(person) and not _TITLE.search(person):
            name = found["name"] = person
        if part.startswith(str(name)) and "role" not in found and _says_role(after, found):
            found["role"] = _AT_WORK.sub("", after)
    if "role" not in found and name is not None and (title := _TITLE.search(flat)):
        found["role"] = title[1]


def _says_role(part: str, found: dict[Slot, object]) -> bool:
    """Whether what stands beside a name can be a role."""
    part = _AT_WORK.sub("", part)
    if not part or len(part.split()) > 4 or re.search(r"[@?:\d]", part) or not re.match(r"[^\W\d_]", part):
        return False
    here = found.get("organisation")
    return not (isinstance(here, Organisation) and _PLACE.search(part)) and not _PROPER.fullmatch(part)


def _what(flat: str, registers: Registers, found: dict[Slot, object]) -> None:
    """What it is about, where and how far it has come."""
    if match := _TOPIC.search(flat):
        found["topic"] = match[1].strip(" ,")
    if (match := _GOALS.search(flat)) and (goals := registers.goals.find(match[1])):
        found["goals"] = goals
    if stage := stage_told(flat):
        found["stage"] = stage
    where = re.sub(r"\S+@\S+", " ", flat).replace(str(found.get("name", "\n")), " ")
    if len(several_countries(where, registers.countries)) == 1:
        country = parse_country(where, registers.countries)
        if isinstance(country, Filled):
            found["country"] = country.value
