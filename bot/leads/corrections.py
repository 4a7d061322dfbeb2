"""Reads wishes to change what has been answered: `ändra e-post till x@y och land till Kenya`, `fel roll, jag är vd`,
`ta bort telefonen`. Explicit wishes only; a bare new value is for whoever knows what was answered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.leads.model import Slot


@dataclass(frozen=True, slots=True)
class Change:
    """One answer to change."""

    slot: Slot
    value: str = ""
    """The new value as typed; empty when it must be asked for."""
    remove: bool = False
    explicit: bool = True
    """Whether a word such as `ändra`, `fel` or `ta bort` says so; `namnet ska vara Bo` only implies it."""


_SLOT_WORDS: dict[Slot, str] = {
    "organisation": r"organisation(?:en)?|kommun(?:en)?|region(?:en)?|municipality|organi[sz]ation",
    "name": r"(?:för|efter)?namn(?:et)?|name",
    "role": r"roll(?:en)?|titel(?:n)?|befattning(?:en)?|role|title",
    "email": r"e-?post(?:en|adress(?:en)?)?|e-?mail(?:en|adress(?:en)?| address)?|(?:mejl|mail)(?:en|adress(?:en)?)?|adress(?:en)?",
    "phone": r"(?:telefon|mobil|tele?)(?:en|nummer|numret|nr)?|nummer|numret|phone(?: number)?",
    "topic": r"ämne(?:t)?|vad det gäller|område(?:t)?|topic|subject|what it concerns",
    "goals": r"(?:globala )?mål(?:en|et)?|(?:global )?goals?",
    "country": r"land(?:et)?|country",
    "stage": r"läge(?:t)?|stadi(?:um|et)|hur långt (?:vi|ni) har kommit|stage|how far (?:we|you) have come",
    "message": r"meddelande(?:t)?|message",
}
_ANY_SLOT = "|".join(f"(?P<{slot}>{pattern})" for slot, pattern in _SLOT_WORDS.items())
_POLITE = r"(?:(?:nej|nä|nja|hoppsan|oj|ojdå|förlåt|ursäkta|sorry|no|men|vänta|oops|jo)\b[\s,.!–-]*)*"
_ASKING = (
    r"(?:(?:jag|vi|i|we) (?:vill|skulle vilja|måste|behöver|want to|need to|would like to) (?:gärna )?"
    r"|(?:kan|får|can|could) (?:jag|vi|man|du|ni|i|we|you) (?:få )?|(?:please|snälla) )?"
)
_OWN = r"(?:på |i |ut )?(?:(?:min|mitt|mina|vår|vårt|våra|det|den|my|our|the) )?"
_CHANGE = r"(?:ändra|ändrar|byt|byta|byter|rätta|korrigera|uppdatera|change|correct|edit|update)"
_WRONG = r"(?:(?:det|den|där|här|ni|du|jag)(?: \w+)? (?:är|blev|står|har|skrev|fick|angav|råkade skriva) )?(?:fel|wrong) (?:på )?"
_REMOVE = r"(?:ta bort|ta väck|stryk|radera|släng|remove|delete|drop)"
_IS = r"(?:det |den |de )?(?:ska|skall|bör) (?:det |den )?(?:vara|stå)|(?:rätt|det|den) är|(?:it )?should be|it is|it's"
_TO = rf"(?:till|to|into|{_IS})\b|[:=]"
_LINK = re.compile(rf"(?i)^[\s,.;–-]*(?:(?:är|blev|is|stämmer) (?:fel|inte|wrong)\b[\s,.;–-]*)?(?:(?:{_TO})\s*)*")
_START = re.compile(
    rf"(?i)^\s*{_POLITE}(?:{_ASKING}(?P<change>{_CHANGE}) {_OWN}|(?P<wrong>{_WRONG}){_OWN}|{_ASKING}(?P<remove>{_REMOVE}) {_OWN}|{_OWN})"
    rf"(?:{_ANY_SLOT})(?![\w-])"
)
_SAYS_SO = re.compile(rf"(?i)^\s*(?:{_IS}|:|=|(?:är|blev|is) (?:fel|wrong)|stämmer inte|är egentligen)")
"""What must follow a slot's name when nothing before it tells of a change: `namnet ska vara Bo`, `roll: vd`."""
_NEXT = re.compile(
    rf"(?i)\s*(?:[,;.]|\boch\b|\band\b)+\s*(?=(?:{_CHANGE} )?{_OWN}(?:{'|'.join(_SLOT_WORDS.values())})\s*(?:{_TO}))"
)
_AFTERTHOUGHT = re.compile(r"(?i)[\s,]+(?:tack|please|är du snäll|i stället|istället|instead)[\s.!]*$")
_FOR_NOW = re.compile(r"(?i)^\s*(?:i stället|istället|instead|igen|tack|please|\?)?[\s.!?]*$")
_BARE = re.compile(
    rf"(?i)^\s*{_POLITE}{_ASKING}(?:{_CHANGE}|rätta till)(?: (?:på )?(?:något|nåt|en sak|lite|det|something))?[\s.!?]*$"
)


def corrections(text: str) -> tuple[Change, ...]:
    """The changes `text` asks for, in the order told; none when it is no wish to change anything."""
    first, *rest = _NEXT.split(re.sub(rf"(?i)^\s*{_POLITE}", "", text))
    change = _correction(first)
    if change is None:
        return ()
    following = (_correction(f"ändra {part}" if not re.match(rf"(?i){_CHANGE} ", part) else part) for part in rest)
    return (change, *(found for found in following if found))


def wants_change(text: str) -> bool:
    """Whether `text` asks to change something without saying what."""
    return bool(_BARE.match(text))


def slot_named(text: str) -> Slot | None:
    """The slot whose name is all that `text` says: `mejlen`, `namn!`."""
    named = re.fullmatch(rf"(?i)\s*{_POLITE}{_OWN}(?:{_ANY_SLOT})[\s.!?]*", text)
    return next((slot for slot in _SLOT_WORDS if named[slot]), None) if named else None


def _correction(text: str) -> Change | None:
    start = _START.match(text)
    if start is None:
        return None
    slot = next(slot for slot in _SLOT_WORDS if start[slot])
    tail = text[start.end() :]
    if start["remove"]:
        return Change(slot, remove=True) if _FOR_NOW.match(tail) else None
    if not start["change"] and not start["wrong"] and not _SAYS_SO.match(tail):
        return None
    value = _AFTERTHOUGHT.sub("", tail[link.end() :] if (link := _LINK.match(tail)) else tail).strip()
    told = bool(start["change"] or start["wrong"])
    return Change(slot, "" if _FOR_NOW.match(value) else value, explicit=told)
