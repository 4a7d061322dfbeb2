"""Signs that a registration comes from a program or wants to sell something. Nothing is ever turned away by them: a person
at ICLD reads why the lead is marked, and decides. A strong sign, or two weak ones, put it among those to be looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.leads.contact import domain_of
from bot.leads.model import Qualification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.leads.model import Lead

FASTEST = 8.0
"""Seconds in which nobody fills in ten answers on a web page; who pastes them may, and is therefore only marked."""
MOST_LINKS = 1
"""Web addresses that a name, title, topic and message may have together: somebody's own page."""
MOST_PITCHES = 1
"""Words of selling that may stand in a text by chance."""

_LINK = re.compile(r"https?://|www\.|\bt\.me/|\bbit\.ly/", re.IGNORECASE)
_PITCHES = re.compile(
    r"\b(?:backlinks?|seo|casino|betting|viagra|cialis|crypto(?:currency)?|bitcoin|forex|click here|klicka här|free trial|gratis prov\w*"
    r"|limited offer|erbjudande|rabatt\w*|discount|buy now|köp nu|best price|bästa pris\w*|web ?design|lead generation|marketing (?:service|agency|offer)s?"
    r"|guest post|sponsored post|loan offer|snabblån|million (?:usd|dollars)|boost your|rank(?:ing)? on google|följare på instagram"
    r"|unsubscribe|escort|work from home|earn money|tjäna pengar)\b",
    re.IGNORECASE,
)
DISPOSABLE = frozenset(
    [
        "mailinator.com",
        "guerrillamail.com",
        "guerrillamail.info",
        "guerrillamail.net",
        "guerrillamailblock.com",
        "sharklasers.com",
        "grr.la",
        "10minutemail.com",
        "10minutemail.net",
        "temp-mail.org",
        "temp-mail.io",
        "tempmail.com",
        "tempmail.net",
        "tempmailo.com",
        "tempail.com",
        "yopmail.com",
        "yopmail.fr",
        "yopmail.net",
        "throwawaymail.com",
        "trashmail.com",
        "trashmail.de",
        "trashmail.net",
        "wegwerfmail.de",
        "getnada.com",
        "nada.email",
        "dispostable.com",
        "maildrop.cc",
        "mailnesia.com",
        "mintemail.com",
        "mohmal.com",
        "moakt.com",
        "emailondeck.com",
        "fakeinbox.com",
        "spamgourmet.com",
        "spam4.me",
        "mytemp.email",
        "mailcatch.com",
        "mailpoof.com",
        "burnermail.io",
        "discard.email",
        "discardmail.com",
        "inboxkitten.com",
        "incognitomail.org",
        "jetable.org",
        "minuteinbox.com",
        "tmail.ws",
        "1secmail.com",
        "1secmail.net",
        "1secmail.org",
        "linshiyouxiang.net",
        "mail.tm",
        "mailsac.com",
        "anonbox.net",
        "tempinbox.com",
        "crazymailing.com",
        "getairmail.com",
        "harakirimail.com",
        "luxusmail.org",
        "emailfake.com",
        "fakemail.net",
        "dropmail.me",
        "mvrht.net",
        "tempr.email",
    ]
)
"""Domains that lend an address for minutes. A short list of the best known; nothing depends on its being whole."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What a door saw while the form was filled in."""

    trapped: bool = False
    """A field that people do not see was filled in."""
    seconds: float | None = None
    """From the first question to the consent; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that looks odd."""

    sentence: str
    """In Swedish, as ICLD reads it."""
    strong: bool


def signs(lead: Lead, traces: Traces) -> Iterator[Sign]:
    """Everything that looks odd about `lead`."""
    if traces.trapped:
        yield Sign("Ett fält som människor inte ser var ifyllt: anmälan kan komma från ett program.", True)
    if (links := sum(len(_LINK.findall(text)) for text in _written(lead))) > MOST_LINKS:
        yield Sign(f"Texten innehåller {links} webbadresser.", True)
    pitches = dict.fromkeys(found[0].lower() for text in _written(lead) for found in _PITCHES.finditer(text))
    if len(pitches) > MOST_PITCHES:
        yield Sign(f"Texten liknar reklam: {', '.join(list(pitches)[:4])}.", True)
    if domain_of(lead.contact.email) in DISPOSABLE:
        yield Sign("E-postadressen hör till en tjänst som lånar ut tillfälliga adresser.", False)
    if traces.seconds is not None and traces.seconds < FASTEST:
        yield Sign(f"Anmälan fylldes i på {max(0, round(traces.seconds))} sekunder.", False)


def judged(lead: Lead, traces: Traces) -> Lead:
    """`lead` with what looks odd among its notes, and to be looked at when that weighs enough."""
    found = tuple(signs(lead, traces))
    marked = replace(lead, notes=(*lead.notes, *(sign.sentence for sign in found)))
    if lead.qualification.result != "qualified" or (not any(sign.strong for sign in found) and len(found) < 2):
        return marked
    return replace(marked, qualification=Qualification("review", lead.qualification.reasons))


def _written(lead: Lead) -> tuple[str, ...]:
    """What was put in free words."""
    contact, interest = lead.contact, lead.interest
    return (lead.organisation.name, contact.name, contact.role, interest.topic, interest.stage, interest.message or "")
