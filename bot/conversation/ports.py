"""What the conversation needs from storage. The seam belongs to the inner room: storage implements it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from bot.leads.model import Lead

T = TypeVar("T")
Reaction = Literal["up", "down", "none-of-these"]


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One question as kept for improving the answers: masked, without who asked."""

    at: datetime
    language: str
    text: str
    """Already masked."""
    decision: str
    """The verdict; or `none-of-these`, when the visitor turned down what was shown for a question kept before."""
    entry_id: str | None
    confidence: float
    knowledge_version: str
    options: tuple[str, ...] = ()
    """The entries shown to choose from, best first, when the bot asked back."""


@dataclass(frozen=True, slots=True)
class ReactionRecord:
    """What one visitor thought of one answer."""

    at: datetime
    entry_id: str
    """The answer."""
    reaction: Reaction
    word: str | None
    """What was written with it, masked; None when nothing was."""
    knowledge_version: str
    asked: str | None = None
    """The question that got the answer, masked; the answer's own question when it was chosen from a menu."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message and what was replied, for a door that shows the conversation again."""

    update_id: str
    said: str | None
    """What the visitor wrote or pressed; None when nothing is to be shown for it."""
    replies: str
    """As given to `remember_update`."""
    at: datetime
    reaction: Reaction | None
    """The visitor's own, on the answer in it."""


@dataclass(frozen=True, slots=True)
class StoredLead:
    """A lead as kept, with its place in the delivery."""

    number: str
    received: datetime
    user: str
    document: dict[str, object]
    """The lead as in `lead.json`."""
    delivered: datetime | None
    """When its mail was accepted; None while it waits."""


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A text that somebody has agreed to."""

    version: str
    """As the lead has it."""
    language: str
    text: str
    """With `{rows}` where each person read their own answers."""
    first_used: datetime


class QueuedMail(Protocol):
    """The finished mail of one lead, as the outbox keeps it."""

    @property
    def message_id(self) -> str:
        """Fixed: every attempt carries the same."""
        ...

    @property
    def sender(self) -> str:
        """Envelope sender, a bare address."""
        ...

    @property
    def recipient(self) -> str:
        """Envelope recipient, a bare address."""
        ...

    @property
    def content(self) -> bytes:
        """The whole message."""
        ...

    @property
    def subject_number(self) -> str:
        """The lead's number."""
        ...


class Turn(Protocol):
    """One transaction over everything one message changes. Synchronous: it runs where storage wants it to."""

    def conversation(self, user: str) -> str | None:
        """The user's conversation as last saved (JSON), None for somebody new."""
        ...

    def save_conversation(self, user: str, state: str, now: datetime) -> None:
        """Keep the conversation."""
        ...

    def seen(self, user: str, update_id: str) -> str | None:
        """The replies given to this update when it came before (JSON), None when it is new."""
        ...

    def remember_update(
        self, user: str, update_id: str, replies: str, now: datetime, said: str | None = None, in_form: bool = False
    ) -> None:
        """Keep what was replied, so that the same update coming again changes nothing and gets the same reply.

        `said`: what the visitor reads as their own when the conversation is shown again. `in_form`: a form is open
        that has not been sent, and may yet be taken back."""
        ...

    def forget_said(self, user: str, form_only: bool) -> int:
        """Forget what was said and replied: all of it, or what has been said in the open form. How many messages."""
        ...

    def keep_reaction(self, user: str, update_id: str, record: ReactionRecord) -> None:
        """Keep what the visitor thinks of the answer in that update, in place of what they thought before."""
        ...

    def take_number(self, year: int) -> str:
        """The next number of the year, `KP-2026-0001`; given back when the transaction fails, so there are no gaps."""
        ...

    def add_lead(self, user: str, lead: Lead, document: dict[str, object]) -> None:
        """Keep a numbered lead."""
        ...

    def add_mail(self, mail: QueuedMail, now: datetime) -> None:
        """Put the lead's mail in the outbox, due at once."""
        ...

    def leads_from(self, email: str, since: datetime) -> list[StoredLead]:
        """Leads with that address, in any case of letters, received at `since` or later; oldest first."""
        ...

    def registered(self, kind: str, key: str, since: datetime) -> int:
        """How many registrations have been marked with `key` at `since` or later."""
        ...

    def mark_registered(self, kind: str, key: str, now: datetime) -> None:
        """Count a registration for `key`, of which only a keyed hash is kept, for a day."""
        ...

    def keep_consent(self, version: str, language: str, text: str, now: datetime) -> None:
        """Keep the text that a consent was given to, so that its version can be turned back into it."""
        ...

    def log_question(self, record: QuestionRecord) -> None:
        """Keep a question for statistics and gaps."""
        ...

    def erase_user(self, user: str) -> Erased:
        """Forget everything kept about `user`, undelivered mails too."""
        ...


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took away, for the receipt."""

    conversations: int
    leads: int
    undelivered: int
    """Leads among them whose mail had not gone out and never will."""


class Store(Protocol):
    """Durable memory. A call that has returned is committed to disk."""

    async def transact(self, work: Callable[[Turn], T]) -> T:
        """Run `work` in one transaction: all it did is committed when this returns, or nothing is when it raises.
        Raises `StorageError` when the disk is full, the database locked or broken."""
        ...

    async def leads(self, user: str | None = None) -> list[StoredLead]:
        """All leads kept, oldest first; only those of `user` when given."""
        ...

    async def history(self, user: str, limit: int) -> list[Exchange]:
        """The last `limit` messages of `user` with what was replied, oldest first."""
        ...

    async def reactions(self) -> list[ReactionRecord]:
        """What visitors thought of answers, oldest first."""
        ...

    async def consents(self) -> list[ConsentText]:
        """Every text a consent was given to, in the order of their first use."""
        ...

    async def numbers_given(self) -> dict[int, int]:
        """The last number given, by year."""
        ...

    async def erase_lead(self, number: str) -> Erased:
        """Forget one lead and its mail."""
        ...

    async def forget(
        self,
        conversations_before: datetime,
        leads_before: datetime,
        questions_before: datetime,
        marks_before: datetime | None = None,
    ) -> int:
        """Erase what is older: conversations by when they were last touched, leads by when they were delivered, questions
        by when they were asked, counted registrations by when they came. How many conversations, leads and questions.
        What visitors thought of answers is kept as long as questions, but who they were only as long as conversations."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
        ...
