"""How many registrations are taken in an hour. A chat that mails must not become a way to fill somebody's inbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

from intents import text_key

if TYPE_CHECKING:
    from bot.conversation.messages import Incoming
    from bot.leads.model import Lead

WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most registrations within an hour, by what they have in common."""

    user: int = 5
    """One conversation."""
    address: int = 30
    """One place on the network, where the door knows it: a whole town hall may share one."""
    organisation: int = 20
    all: int = 200

    @classmethod
    def of(cls, given: Mapping[str, int]) -> Limits:
        """From a setting; what is not named has its default."""
        return cls(**given)

    def over(self) -> Iterator[tuple[str, int]]:
        """Each kind with its limit, the narrowest first."""
        return ((field.name, getattr(self, field.name)) for field in fields(self))


def marks(incoming: Incoming, lead: Lead) -> dict[str, str]:
    """What a registration counts for, by kind. Storage keeps only a keyed hash of each, and only for a day.

    The terminal is the operator's own, where no stranger comes: there it counts for the conversation alone."""
    if incoming.channel == "console":
        return {"user": incoming.user}
    organisation = lead.organisation.code or text_key(lead.organisation.name)
    found = {"user": incoming.user, "organisation": organisation, "all": ""}
    return found | ({"address": incoming.origin} if incoming.origin else {})
