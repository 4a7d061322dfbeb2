"""What the door needs from a library: a few calls to the Bot API, and its errors in our words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

Style = Literal["bold", "italic", "code", "pre", "blockquote", "strikethrough", "text_link"]


class Fault(Exception):
    """A call that did not succeed. What the server wrote may stand in it, what a person wrote never does."""


class Unreachable(Fault):
    """No answer, or one that says that the server has troubles of its own: worth another try."""


class Slow(Fault):
    """Too many calls: not again for a while."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class Closed(Fault):
    """Nothing reaches this chat any more: the person has blocked the bot, or the group has shown it out."""


class Unparsed(Fault):
    """The server cannot read the formatting."""


class Refused(Fault):
    """Any other no; asking again would not help."""


class WrongToken(Fault):
    """The server knows no bot with this token."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself."""

    id: int
    username: str
    """Without the @."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text that looks in a way of its own. Places are counted in UTF-16 units, as Telegram does."""

    style: Style
    offset: int
    length: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A button below a message: either sends `data` to the bot or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is sent. No parse mode: the text cannot be misread."""

    chat: int
    text: str
    """1–4,096 UTF-16 units."""
    spans: tuple[Span, ...] = ()
    keys: tuple[tuple[Key, ...], ...] = ()
    """Rows of buttons."""
    thread: int | None = None
    """The topic of a forum it belongs in."""
    reply_to: int | None = None
    """The message it answers, where several people talk."""


class Wire(Protocol):
    """Calls to the Bot API. Each raises a `Fault` and nothing else, and tries only once."""

    async def me(self) -> Me:
        """Who the token belongs to."""
        ...

    async def send(self, message: Message) -> None:
        """Send one message, without a preview of links."""
        ...

    async def typing(self, chat: int, thread: int | None) -> None:
        """Show for some seconds that an answer is on its way."""
        ...

    async def acknowledge(self, press: str) -> None:
        """Tell the person's program that the press arrived."""
        ...

    async def set_commands(self, commands: Mapping[str, str], language: str | None) -> None:
        """The menu of commands, name → what it does; `language` None for everybody else."""
        ...

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent to `url`, with `secret` in the header."""
        ...

    async def delete_webhook(self) -> None:
        """Have updates wait to be fetched."""
        ...
