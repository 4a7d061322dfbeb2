"""The power goes: the write-ahead log ends anywhere, and what was confirmed by then is there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.sqlite import SqliteStore
from tests.support.storage import register

HEADER, FRAME = 32, 24 + 4096
"""Bytes of the log's own head, and of each page in it with its head."""


def leads_in(database: Path) -> list[str]:
    """The leads another program finds, each with its mail; the file is whole."""
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = db.execute("SELECT leads.number FROM leads JOIN outbox USING (number) ORDER BY leads.id").fetchall()
        assert db.execute("SELECT count(*), coalesce(max(last), 0) FROM leads, numbers").fetchone()[0] == len(rows)
    return [number for (number,) in rows]


async def test_every_prefix_of_the_log_opens_and_has_what_was_confirmed_by_then(tmp_path: Path) -> None:
    path = tmp_path / "data" / "partnerskap.db"
    log = path.with_name(f"{path.name}-wal")
    store = SqliteStore.open(path)
    # At each confirmation: how long the log was, which a synchronous commit has had written to the disk.
    lengths = [log.stat().st_size]
    given = []
    for index in range(8):
        given.append(await store.transact(register(f"web:{index}")))
        lengths.append(log.stat().st_size)
    whole, torn = log.read_bytes(), tmp_path / "torn" / path.name
    assert lengths == sorted(set(lengths)) and lengths[-1] == len(whole)
    file = path.read_bytes()
    seen = set()
    frames = range(lengths[0], len(whole) + 1, FRAME)
    for length in [cut for end in frames for cut in (end - FRAME // 2, end)]:
        shutil.rmtree(torn.parent, ignore_errors=True)
        torn.parent.mkdir()
        torn.write_bytes(file)
        torn.with_name(f"{torn.name}-wal").write_bytes(whole[:length])
        confirmed = sum(length >= one for one in lengths[1:])
        reopened = SqliteStore.open(torn)
        await reopened.close()
        assert leads_in(torn) == given[:confirmed], f"after {length} bytes of the log"
        seen.add(confirmed)
    await store.close()
    assert seen == set(range(9)), "the cuts fell before, between and after all confirmations"


async def test_a_file_without_its_log_has_what_was_moved_into_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "partnerskap.db"
    store = SqliteStore.open(path)
    given = [await store.transact(register(f"web:{index}")) for index in range(3)]
    await store.close()
    store = SqliteStore.open(path)
    await store.transact(register("web:late"))
    alone = tmp_path / "alone.db"
    shutil.copy(path, alone)
    assert leads_in(alone) == given
    await store.close()
