"""What can come of one attempt to deliver one mail, and how a mail server's answer becomes that. Pure.

The answer's three digits decide, never a library's exception class: one class covers both "come back later" and
"never", and the same answer arrives in different classes depending on when it came.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.outbox.model import Mail


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server has taken over the responsibility for the mail."""

    reply: str = ""
    """The server's own words, often with its queue number; for tracing."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """The mail must wait (4xx: greylisting, a full mailbox); the attempt counts."""

    reason: str
    """A sentence in Swedish, on one line."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Never (5xx): trying again would only annoy; a person must look."""

    reason: str
    """A sentence in Swedish, on one line."""


@dataclass(frozen=True, slots=True)
class ServerFault:
    """Connection, encryption, login or time-out before the mail was handed over: every mail would have met it, so
    the attempt is not counted against this one."""

    reason: str
    """A sentence in Swedish, on one line."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The mail was sent to its final dot, but no answer came. It may have been accepted, so this is the one window
    within an attempt where a duplicate can arise. Treated as `Deferred`: the same bytes and the same Message-ID are
    sent again, for a lead twice is better than a lead lost."""

    reason: str
    """A sentence in Swedish, on one line."""


Outcome = Accepted | Deferred | Rejected | ServerFault | Uncertain

Stage = Literal["session", "mail", "content"]
"""How far a delivery has come. session: greeting, encryption, login, nothing said about the mail · mail: sender,
recipient, leave to send · content: the mail's bytes are on their way or sent."""


class Transport(Protocol):
    """A way out for mails."""

    async def deliver(self, mail: Mail) -> Outcome:
        """Try once. Never raises for what a server, network or disk may do; cancelling lets go of everything."""
        ...

    async def close(self) -> None:
        """Let go of what is held; no delivery comes after."""
        ...


_ABOUT_US = frozenset(
    {
        421,  # closing down, or too many connections from us
        503,  # wrong order of commands: most often "log in first"
        521,  # this machine never takes mail: the wrong server is set
        530, 534, 535, 538,  # login or encryption is wanted or too weak
    }
)  # fmt: skip
"""Answers that concern the server or our settings, whichever mail they are given to."""


def classify(stage: Stage, code: int, words: str) -> Outcome:
    """What an answer means: `code` as the server gave it (anything else than 200–599 is gibberish) at `stage`, `words`
    the text after it. Before the mail is mentioned, no answer can be about the mail."""
    said = f"{code} {plain(words)}".rstrip()
    if stage == "content" and 200 <= code < 300:
        return Accepted(said)
    if stage == "session":
        return ServerFault(f"Mejlservern släpper inte in oss: {said}")
    if code in _ABOUT_US:
        return ServerFault(f"Mejlservern tar inte emot några mejl från oss just nu: {said}")
    if 400 <= code < 500:
        return Deferred(f"Mejlservern ber mejlet vänta: {said}")
    if 500 <= code < 600:
        return Rejected(f"Mejlservern tar inte emot mejlet: {said}")
    return lost(stage, f"Mejlservern svarade obegripligt: {said}")


def lost(stage: Stage, reason: str) -> ServerFault | Uncertain:
    """What it means that the conversation ended without an answer at `stage`; `reason` is a sentence in Swedish."""
    if stage == "content":
        return Uncertain(f"Mejlet är skickat men inte kvitterat och kan ha kommit fram. {plain(reason)}")
    return ServerFault(plain(reason))


_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
_MOST_READ = 1000
"""Of a server's text before it is searched for addresses; it may send megabytes."""


def plain(text: str, limit: int = 200) -> str:
    """Foreign text fit for a log, a list and a database: one line, at most `limit` characters, nothing invisible, no
    addresses – servers like to repeat whom the mail was for, and logs carry no personal data."""
    visible = "".join(" " if _invisible(character) else character for character in text[:_MOST_READ])
    line = " ".join(_ADDRESS.sub("(adress)", visible).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _invisible(character: str) -> bool:
    # C: control, bidirectional and unassigned signs, and the half characters that undecodable bytes become.
    category = unicodedata.category(character)
    return category.startswith("C") or category in ("Zl", "Zp")
