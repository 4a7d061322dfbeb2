"""Where one conversation stands. Small, immutable, and JSON between messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from bot.conversation.messages import Button
from bot.leads.model import SLOTS, AskedQuestion, Country, Organisation, Slot

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MOST_QUESTIONS = 10
"""Questions that go with a lead: the latest."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The form as far as it is filled. None means not answered."""

    organisation: Organisation | None = None
    name: str | None = None
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    topic: str | None = None
    goals: tuple[int, ...] | None = None
    country: Country | None = None
    stage: str | None = None
    message: str | None = None
    passed: tuple[Slot, ...] = ()
    """Slots skipped, or answered with "vet inte" where that leaves nothing to write down."""
    confirmed: str | None = None
    """The address that was asked about, for it looks like another organisation's, and is right all the same."""
    adds_to: str | None = None
    """The earlier lead about the same interest, once it has been asked whether this one shall be added to it."""
    adds_to_day: str = ""
    """When that one came in."""

    def has(self, slot: Slot) -> bool:
        """Whether `slot` needs no more asking."""
        return slot in self.passed or getattr(self, slot) is not None

    def missing(self) -> Slot | None:
        """The next slot to ask for, None when all are done."""
        return next((slot for slot in SLOTS if not self.has(slot)), None)


@dataclass(frozen=True, slots=True)
class Pending:
    """A question within a slot: which of these, or is it really so?"""

    kind: Literal["organisation", "type", "spelling", "email", "country"]
    value: str = ""
    """What was typed, or probably meant, and waits to be confirmed."""
    options: tuple[Organisation, ...] = ()

    @property
    def slot(self) -> Slot:
        """The slot it is about."""
        if self.kind == "country":
            return "country"
        return "organisation" if self.kind in {"organisation", "type"} else "email"


@dataclass(frozen=True, slots=True)
class State:
    """One conversation."""

    language: str | None = None
    greeted: bool = False
    expects: str | None = None
    """A slot, `summary` or `consent`; None outside the form, and while a draft waits."""
    draft: Draft | None = None
    editing: bool = False
    """The slot asked for is a correction; the form returns to where it was."""
    pending: Pending | None = None
    erasing: bool = False
    """Whether the last thing asked was if everything shall be removed."""
    shown: tuple[Button, ...] = ()
    """Buttons of the last reply, so that their labels can be typed."""
    last_answer: str | None = None
    last_text: str = ""
    """The question behind the last options or answer."""
    questions: tuple[AskedQuestion, ...] = field(default=())
    last_lead: str | None = None
    form_begun: datetime | None = None
    """When the form was opened."""
    trapped: bool = False
    """While it was open, a field that people do not see was filled in."""

    def dump(self) -> str:
        """As JSON."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def load(cls, text: str | None) -> State:
        """From JSON; a fresh state when there is none, or when an older version's cannot be read any more."""
        if text is None:
            return cls()
        try:
            return _adapter().validate_json(text)
        except ValueError:
            return cls(greeted=True)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[State]:
    from pydantic import TypeAdapter  # costs 0.2 s: not for commands that keep no state

    return TypeAdapter(State)
