"""The embedded store: one SQLite file, one writer thread, several processes at a time if need be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from bot.conversation.ports import ConsentText, Erased, Exchange, QuestionRecord, ReactionRecord, StoredLead, Turn
from bot.outbox.digest import Facts
from bot.outbox.model import Mail, Row, State
from bot.storage import delivery, digests, forgetting
from bot.storage.migrations import migrate
from bot.storage.moments import from_text
from bot.storage.session import Session, connect
from bot.storage.turn import SqliteTurn, read_leads
from bot.storage.writer import Writer

T = TypeVar("T")


class SqliteStore:
    """Implements `Store` and `OutboxStore`. A call that has returned is on disk; when the caller is cancelled, its
    work is still saved as a whole or not at all, and never twice (see `bot.storage.writer`)."""

    def __init__(self, writer: Writer) -> None:
        """Use `open`."""
        self._writer = writer

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        busy_timeout: float = 5.0,
        prepare: Callable[[sqlite3.Connection], None] | None = None,
    ) -> SqliteStore:
        """The store kept in the file `path`, made with its directory when missing, brought up to date when old.
        Waits for other processes at most `busy_timeout` seconds, then and later. `prepare` is given the connection
        before its first use, in the thread that owns it, to trace or limit it. Raises `StorageError`."""

        def start() -> Session:
            session = connect(path, busy_timeout, prepare)
            try:
                migrate(session)
            except BaseException:
                session.db.close()
                raise
            return session

        return cls(Writer(start))

    async def transact(self, work: Callable[[Turn], T]) -> T:
        """Run `work` in one transaction. The commit is shared with what else is waiting, so a full disk hits all of it;
        an exception raised by `work` hits `work` alone."""
        return await self._writer.write(lambda session: work(SqliteTurn(session)))

    async def leads(self, user: str | None = None) -> list[StoredLead]:
        """All leads kept, oldest first; only those of `user` when given."""
        rows = await self._writer.read(
            lambda session: session.rows(
                "SELECT * FROM leads WHERE :user IS NULL OR user = :user ORDER BY received, id", user=user
            )
        )
        return read_leads(rows)

    async def consents(self) -> list[ConsentText]:
        """Every text a consent was given to, in the order of their first use."""
        rows = await self._writer.read(
            lambda session: session.rows(
                "SELECT version, language, text, first_used FROM consents ORDER BY first_used, version"
            )
        )
        return [ConsentText(**row | {"first_used": from_text(row["first_used"])}) for row in rows]

    async def numbers_given(self) -> dict[int, int]:
        """The last number given, by year."""
        rows = await self._writer.read(lambda session: session.rows("SELECT year, last FROM numbers"))
        return {row["year"]: row["last"] for row in rows}

    async def questions(self, since: datetime | None = None) -> list[QuestionRecord]:
        """All questions kept, oldest first; only those asked at `since` or later when given."""
        rows = await self._writer.read(
            lambda session: session.rows(
                """SELECT language, text, decision, entry_id, confidence, knowledge_version, options, at FROM questions
                   WHERE :since IS NULL OR at >= :since ORDER BY at, id""",
                since=since,
            )
        )
        return [
            QuestionRecord(**row | {"at": from_text(row["at"]), "options": tuple(row["options"].split())})
            for row in rows
        ]

    async def history(self, user: str, limit: int) -> list[Exchange]:
        """What was said and replied last, oldest first."""
        rows = await self._writer.read(
            lambda session: session.rows(
                """SELECT updates.update_id, said, replies, updates.at, reaction FROM updates
                   LEFT JOIN reactions USING (user, update_id)
                   WHERE user = :user ORDER BY updates.id DESC LIMIT :limit""",
                user=user,
                limit=limit,
            )
        )
        return [Exchange(**row | {"at": from_text(row["at"])}) for row in reversed(rows)]

    async def reactions(self) -> list[ReactionRecord]:
        """What visitors thought of answers, oldest first."""
        rows = await self._writer.read(
            lambda session: session.rows(
                "SELECT at, entry_id, reaction, word, knowledge_version, asked FROM reactions ORDER BY at, id"
            )
        )
        return [ReactionRecord(**row | {"at": from_text(row["at"])}) for row in rows]

    async def erase_lead(self, number: str) -> Erased:
        """Forget one lead and its mail."""
        return await self._writer.write(lambda session: forgetting.erase_lead(session, number))

    async def forget(
        self,
        conversations_before: datetime,
        leads_before: datetime,
        questions_before: datetime,
        marks_before: datetime | None = None,
    ) -> int:
        """Erase what is older. How many conversations, leads and questions it was."""
        return await self._writer.write(
            lambda session: forgetting.forget(
                session, conversations_before, leads_before, questions_before, marks_before
            )
        )

    async def close(self) -> None:
        """Finish what is under way and let go of the file."""
        await self._writer.close()

    async def claim(self, now: datetime, lease_until: datetime) -> Row | None:
        """Take the longest due row; safe among several processes, the write lock comes before the look."""
        return await self._writer.write(lambda session: delivery.claim(session, now, lease_until))

    async def mark_sent(self, row_id: int, attempt: int, now: datetime) -> bool:
        """The server accepted; the lead is `delivered` in the same transaction."""
        return await self._writer.write(lambda session: delivery.mark_sent(session, row_id, attempt, now))

    async def mark_waiting(
        self, row_id: int, attempt: int, due: datetime, error: str, since: datetime | None = None
    ) -> bool:
        """Try again at `due`."""
        return await self._writer.write(
            lambda session: delivery.mark_waiting(session, row_id, attempt, due, error, since)
        )

    async def mark_failed(self, row_id: int, attempt: int, error: str) -> bool:
        """Never again by itself."""
        return await self._writer.write(lambda session: delivery.mark_failed(session, row_id, attempt, error))

    async def release(self, row_id: int, attempt: int, due: datetime, error: str) -> bool:
        """Give the claim back without counting the attempt."""
        return await self._writer.write(lambda session: delivery.release(session, row_id, attempt, due, error))

    async def rows(self, states: tuple[State, ...] | None = None) -> list[Row]:
        """All rows, failed first, then oldest first."""
        return await self._writer.read(lambda session: delivery.rows(session, states))

    async def retry(self, row_ids: tuple[int, ...] | None, now: datetime) -> int:
        """Make failed and waiting rows due now."""
        return await self._writer.write(lambda session: delivery.retry(session, row_ids, now))

    async def next_due(self) -> datetime | None:
        """When the next row may be tried, the end of another's claim included."""
        return await self._writer.read(delivery.next_due)

    async def oldest_undelivered(self) -> datetime | None:
        """Since when the longest waiting mail has waited."""
        return await self._writer.read(delivery.oldest_undelivered)

    async def queue_digest(self, day: date, now: datetime, compose: Callable[[Facts], Mail]) -> bool:
        """Put the day's digest in the outbox, once."""
        return await self._writer.write(lambda session: digests.queue(session, day, now, compose))

    async def outbox_summary(self) -> dict[State, int]:
        """How many rows are in each state."""
        return await self._writer.read(delivery.summary)
