"""What tests of the SQLite store against a real file share."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from pathlib import Path

from bot.conversation.ports import Turn
from bot.storage.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]


class Broken(Exception):
    """The work did not go well."""


class Opener:
    """Opens stores over one file; keeps hold of the last one's connection, to be used inside its own work only."""

    def __init__(self, path: Path, stack: AsyncExitStack) -> None:
        self.path = path
        self.connection: sqlite3.Connection | None = None
        self.statements: list[str] = []
        self._stack = stack

    def __call__(self, *, busy_timeout: float = 5.0) -> SqliteStore:
        store = SqliteStore.open(self.path, busy_timeout=busy_timeout, prepare=self._prepare)
        self._stack.push_async_callback(store.close)
        return store

    def _prepare(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.set_trace_callback(self.statements.append)

    def run(self, sql: str) -> object:
        """The first value of a statement run on the store's own connection, by the thread that owns it."""
        assert self.connection is not None
        row = self.connection.execute(sql).fetchone()
        return None if row is None else row[0]

    def count(self, statement: str) -> int:
        """How often the store has run a statement that begins like this."""
        return sum(run.startswith(statement) for run in self.statements)


@contextmanager
def foreign(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of some other program."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        yield connection


async def together(store: SqliteStore, *works: Callable[[Turn], object]) -> list[object]:
    """Have all `works` waiting when the thread comes back, so that they are one group. Their outcomes."""
    began, go_on = threading.Event(), threading.Event()

    def hold(_: Turn) -> None:
        began.set()
        assert go_on.wait(30)

    holder = asyncio.create_task(store.transact(hold))
    assert await asyncio.to_thread(began.wait, 30)
    tasks = [asyncio.create_task(store.transact(work)) for work in works]
    await asyncio.sleep(0)  # each runs until its work is handed over
    go_on.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    await holder
    return list(outcomes)


def assert_consistent(path: Path) -> int:
    """Every lead in the file is whole: numbers without gaps, each with its mail, the counter in step. How many."""
    with foreign(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = [number for (number,) in connection.execute("SELECT number FROM leads ORDER BY id")]
        mails = [number for (number,) in connection.execute("SELECT number FROM outbox ORDER BY id")]
        last = connection.execute("SELECT coalesce(max(last), 0) FROM numbers").fetchone()[0]
        states = connection.execute("SELECT state FROM conversations").fetchall()
    assert kept == [f"KP-2026-{index:04d}" for index in range(1, len(kept) + 1)]
    assert mails == kept
    assert last == len(kept)
    assert all(state.removeprefix('{"lead": "').removesuffix('"}') in kept for (state,) in states)
    assert bool(states) == bool(kept)
    return len(kept)


def tables(path: Path) -> set[str]:
    """Every table in the file."""
    with foreign(path) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
