"""What passes between a door and the conversation. No door's own words, no markup of any door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.leads.model import Channel


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did: wrote something, or pressed a button."""

    user: str
    """Who, as the door tells people apart; never shown, never mailed."""
    text: str | None = None
    press: str | None = None
    """The id of a button."""
    channel: Channel = "console"
    language_hint: str | None = None
    """What the person's program says it speaks, such as `sv-SE`."""
    update_id: str | None = None
    """The door's own number of this message; the same number again is the same message."""
    origin: str = ""
    """The place on the network it came from, where the door knows it: counted, never kept as it is."""
    trapped: bool = False
    """A field that people do not see was filled in: it may come from a program."""
    public: bool = False
    """Others read along, as in a group: nothing personal is asked for."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press instead of writing. Writing its label does the same."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the summary."""

    slot: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message from the bot. `text` is complete in itself; the rest lets a door show it better."""

    text: str
    buttons: tuple[Button, ...] = ()
    kind: Literal["line", "answer", "ask", "summary", "consent", "receipt", "private"] = "line"
    """`private`: what was asked for is done where nobody reads along; a door that knows such a place shows the way."""
    language: str = "sv"
    markdown: str | None = None
    """For an answer: the editor's Markdown, without the lines on source and date."""
    footer: str | None = None
    """For an answer: the lines on source and date."""
    rows: tuple[Row, ...] = ()
    """For a summary: the same as a table."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything the bot says to one incoming message."""

    user: str
    replies: tuple[Reply, ...]
    expects: str | None = None
    """The slot, `summary` or `consent` the bot now waits for; None when it waits for nothing in particular."""
    decision: str | None = None
    """The verdict on the message, when it was read as a question."""
    id: str | None = None
    """The answer shown."""
    lead: str | None = None
    """The number of a lead received by this message."""
    language: str = "sv"
    """The language the conversation is held in now."""
    saved: bool = True
    """False when storage could not take the message: the reply says so, and nothing was changed."""
    asked: str | None = None
    """What the answer was given to, masked; its own question when it was chosen from a menu."""
