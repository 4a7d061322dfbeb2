"""Stores for the contract suite, and leads and mails to put in them.

A PostgreSQL store joins by adding one `Place` to `PLACES`; the suite stays as it is.
Run as a program (`python -m tests.support.storage FILE`) it registers leads until it is killed.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.clock import STOCKHOLM
from bot.conversation.ports import QuestionRecord, Store, StoredLead, Turn
from bot.leads.model import Consent, Contact, Country, Interest, Lead, Organisation, Qualification
from bot.outbox.digest import DigestStore
from bot.outbox.model import Mail, OutboxStore, Row
from bot.storage.sqlite import SqliteStore

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=STOCKHOLM)
"""When the tests' day begins; nothing here looks at a clock."""


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


class FullStore(Store, OutboxStore, DigestStore, Protocol):
    """All seams, as one implementation has them."""


class Place(Protocol):
    """One database that can be opened several times over, each time as another process would."""

    async def open(self) -> FullStore:
        """One more store over the same database."""
        ...


class SqlitePlace:
    """A real file."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "data" / "partnerskap.db"

    async def open(self) -> FullStore:
        """One more connection, with a writer thread of its own."""
        return SqliteStore.open(self.path)


PLACES: dict[str, Callable[[Path], Place]] = {"sqlite": SqlitePlace}


class Opened:
    """Opens stores over one place and closes all of them in the end."""

    def __init__(self, place: Place, stack: AsyncExitStack) -> None:
        self._place = place
        self._stack = stack

    async def __call__(self) -> FullStore:
        """One more store over the same database."""
        store = await self._place.open()
        self._stack.push_async_callback(store.close)
        return store


def a_lead(number: str | None, received: datetime = NOON) -> Lead:
    """A whole lead."""
    return Lead(
        received=received,
        channel="web",
        language="sv",
        organisation=Organisation("Åmåls kommun", "1492", "kommun"),
        contact=Contact("Åsa Öberg", "samordnare", "asa@amal.example", None),
        interest=Interest("vatten", (6, 11), Country("KE", "Kenya", True), "idé", None),
        qualification=Qualification("qualified", ("Kommuner kan söka.",)),
        consent=Consent(received, "2026-11"),
        number=number,
    )


def a_document(number: str) -> dict[str, object]:
    """What stands in its `lead.json`, cut short."""
    return {"number": number, "organisation": {"name": "Åmåls kommun", "code": "1492"}, "goals": [6, 11], "phone": None}


def a_mail(number: str) -> Mail:
    """Its mail, with bytes that are no text."""
    content = f"Subject: {number}\r\n\r\nÅmål\r\n".encode() + bytes(range(256))
    return Mail(f"<{number}@icld.example>", "bot@icld.example", "partnership@icld.example", content, number)


def a_question(asked: datetime, text: str = "Hur mycket pengar kan vi få?") -> QuestionRecord:
    """A question as logged."""
    return QuestionRecord(asked, "sv", text, "answer", "bidragets-storlek", 0.93, "abc123")


def register(
    user: str = "web:1", now: datetime = NOON, *, year: int = 2026, mailed: bool = True
) -> Callable[[Turn], str]:
    """Work as the conversation does it when "skicka" is pressed. Gives the number."""

    def work(turn: Turn) -> str:
        number = turn.take_number(year)
        turn.add_lead(user, a_lead(number, now), a_document(number))
        if mailed:
            turn.add_mail(a_mail(number), now)
        turn.save_conversation(user, f'{{"lead": "{number}"}}', now)
        return number

    return work


def numbers(leads: list[StoredLead]) -> list[str]:
    """Their numbers, in order."""
    return [lead.number for lead in leads]


def numbered(row: Row | None) -> str:
    """The number of the lead a claimed row belongs to; there must be one."""
    assert row is not None
    return row.mail.subject_number


def all_bytes(directory: Path) -> bytes:
    """Everything in the files of a database, log included."""
    return b"".join(file.read_bytes() for file in sorted(directory.iterdir()))


async def register_until_killed(path: Path, *, at_once: int = 8) -> None:
    """Register leads, several at once, and say each number on stdout only when it is confirmed.
    Says "ready" first and waits for a line, so that several processes can start together."""
    store = SqliteStore.open(path)
    os.write(1, b"ready\n")
    await asyncio.to_thread(sys.stdin.readline)

    async def visitor(name: str) -> None:
        while True:
            number = await store.transact(register(name))
            os.write(1, f"{number}\n".encode())  # one system call: what was said before the kill has been said

    await asyncio.gather(*(visitor(f"web:{index}") for index in range(at_once)))


if __name__ == "__main__":
    asyncio.run(register_until_killed(Path(sys.argv[1])))
