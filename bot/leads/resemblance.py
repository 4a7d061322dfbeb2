"""Whether two registrations are about the same interest, so that ICLD does not get it twice without knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intents import text_key

if TYPE_CHECKING:
    from bot.leads.model import Lead

DAYS = 30
"""How long ago a registration may have come in and still be the same interest."""


def same_interest(document: dict[str, Any], lead: Lead) -> bool:
    """Whether the lead written down in `document` (its `lead.json`) is about what `lead` is about: the same address and
    organisation, and the same country, or, unless they name different ones, the same topic."""
    try:
        contact, about, interest = document["contact"], document["organisation"], document["interest"]
        country = interest["country"]["name"] if interest["country"] else None
        return bool(
            contact["email"].casefold() == lead.contact.email.casefold()
            and _same_organisation(about, lead)
            and _same_aim(country, interest["topic"], lead)
        )
    except (KeyError, TypeError, AttributeError):
        return False  # written down by another version: no reason to keep anybody waiting


def _same_organisation(about: dict[str, Any], lead: Lead) -> bool:
    if about["code"] and lead.organisation.code:
        return bool(about["code"] == lead.organisation.code)
    return text_key(about["name"]) == text_key(lead.organisation.name)


def _same_aim(country: str | None, topic: str, lead: Lead) -> bool:
    named = lead.interest.country.name if lead.interest.country else None
    if country and named:
        return text_key(country) == text_key(named)
    return text_key(topic) == text_key(lead.interest.topic)
