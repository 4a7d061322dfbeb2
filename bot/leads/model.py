"""A lead: one organisation's registered interest, from the first answer in the form to the numbered whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from intents import OrganisationType

Channel = Literal["web", "telegram", "console"]
Result = Literal["qualified", "review", "not-eligible"]
Slot = Literal[
    "organisation", "name", "role", "email", "phone", "topic", "goals", "country", "stage", "message"
]  # fmt: skip
SLOTS: tuple[Slot, ...] = get_args(Slot)
"""In the order asked."""
OPTIONAL: frozenset[Slot] = frozenset({"phone", "goals", "country", "message"})
"""Slots that may be skipped."""
UNSURE: frozenset[Slot] = frozenset({"topic", "goals", "country", "stage"})
"""Slots where "vet inte" is an answer."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who is interested."""

    name: str
    code: str | None
    """SCB's code, as text; None when it is in no register."""
    type: OrganisationType


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom ICLD answers."""

    name: str
    role: str
    email: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Country:
    """The partner country the organisation thinks of."""

    code: str | None
    """ISO 3166-1 alpha-2; XK for Kosovo; None when the name is in no list."""
    name: str
    listed: bool
    """Whether it stands in the newest list of partner countries that could be established."""


@dataclass(frozen=True, slots=True)
class Interest:
    """What it is about."""

    topic: str
    goals: tuple[int, ...]
    country: Country | None
    stage: str
    message: str | None


@dataclass(frozen=True, slots=True)
class Qualification:
    """What the rules say about the organisation."""

    result: Result
    reasons: tuple[str, ...]
    """In words, each with the source it rests on."""


@dataclass(frozen=True, slots=True)
class Consent:
    """That, when and to which text the person agreed."""

    given: datetime
    text_version: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question the person asked before registering, and the answer given."""

    id: str
    asked: str


@dataclass(frozen=True, slots=True)
class Lead:
    """One registered interest, complete but for its number."""

    received: datetime
    channel: Channel
    language: Literal["sv", "en"]
    organisation: Organisation
    contact: Contact
    interest: Interest
    qualification: Qualification
    consent: Consent
    questions: tuple[AskedQuestion, ...] = ()
    number: str | None = field(default=None)
    """`KP-2026-0001`: given when the lead is stored, gapless per year."""
    adds_to: str | None = None
    """The earlier lead that the person says this one belongs to."""
    notes: tuple[str, ...] = ()
    """What ICLD should know when reading it: whole sentences in Swedish."""
