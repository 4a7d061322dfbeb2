"""What goes with a lead's mail for machines: `lead.json`, schema `partnerskap/lead/1`, and the contact as a vCard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intents import clean

if TYPE_CHECKING:
    from datetime import datetime

    from bot.leads.model import Country, Lead

SCHEMA = "partnerskap/lead/1"
LONGEST_FOLD = 75
"""Octets in one line of a vCard, its line break not counted (RFC 2426)."""


def document(lead: Lead) -> dict[str, object]:
    """The lead as plain data, keys and order as the schema has them.

    A country that is not on the newest list of partner countries, and each of the notes, is one more reason: the schema
    has no place of its own for them, and who reads it strictly must not stumble. Raises `ValueError` for a lead without number, or with a time that does not say its offset."""
    if lead.number is None:
        raise ValueError("a lead is written down once it has its number")
    about, interest = lead.organisation, lead.interest
    reasons = list(lead.qualification.reasons)
    if interest.country and not interest.country.listed:
        reasons.append(unlisted(interest.country))
    reasons += lead.notes
    return {
        "schema": SCHEMA,
        "number": lead.number,
        "received": _moment(lead.received),
        "channel": lead.channel,
        "language": lead.language,
        "organisation": {"name": about.name, "code": about.code, "type": about.type},
        "contact": {
            "name": lead.contact.name,
            "role": lead.contact.role,
            "email": lead.contact.email,
            "phone": lead.contact.phone,
        },
        "interest": {
            "topic": interest.topic,
            "goals": list(interest.goals),
            "country": {"code": interest.country.code, "name": interest.country.name} if interest.country else None,
            "stage": interest.stage,
            "message": interest.message,
        },
        "qualification": {"result": lead.qualification.result, "reasons": reasons},
        "consent": {"given": _moment(lead.consent.given), "text_version": lead.consent.text_version},
        "questions": [{"id": question.id, "asked": question.asked} for question in lead.questions],
    }


def lead_json(lead: Lead) -> str:
    """`document` as indented JSON that people can read, too. Halves of characters, which have no UTF-8, become `?`."""
    text = json.dumps(document(lead), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8")


def unlisted(country: Country) -> str:
    """The sentence that warns about a country. It must hold for those whose place on the list is disputed, too."""
    name = clean(country.name)
    return f"{name} hör inte till dem som säkert står på den senaste kända listan över partnerländer."


def vcard(lead: Lead) -> str:
    """The contact as a vCard 3.0 (Outlook reads no later one), CRLF line ends, long lines folded. UTF-8."""
    contact = lead.contact
    given, _, family = clean(contact.name).rpartition(" ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_text(contact.name)}",
        f"N:{_text(family)};{_text(given)};;;" if given else f"N:;{_text(family)};;;",
        f"ORG:{_text(lead.organisation.name)}",
        f"TITLE:{_text(contact.role)}",
        f"EMAIL;TYPE=INTERNET:{_text(contact.email)}",
        f"TEL;TYPE=WORK,VOICE:{_text(contact.phone)}" if contact.phone else "",
        f"NOTE:{_text(f'Intresseanmälan {lead.number} via Partnerskapsguiden')}",
        "END:VCARD",
    ]
    return "".join(_folded(line) for line in lines if line)


def _moment(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise ValueError("a time without offset could be any of 24")
    return moment.isoformat(timespec="seconds")


def _text(value: str) -> str:
    """One value of a vCard on one line: what would end it or start another is escaped or gone."""
    escaped = clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.encode("utf-8", "replace").decode("utf-8")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, cut between characters."""
    pieces, size = [""], 0
    for char in line:
        width = len(char.encode())
        if size + width > LONGEST_FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += width
    return "\r\n".join(pieces) + "\r\n"
