"""How the file is opened, and how it is closed."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.sqlite import SqliteStore
from tests.support.sqlite import Opener, assert_consistent, foreign
from tests.support.storage import register


async def test_every_setting_the_promises_rest_on_is_on(opened: Opener, store: SqliteStore) -> None:
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000,
        "fullfsync": 1, "temp_store": 2,
    }  # fmt: skip
    await store.transact(register())
    await store.erase_lead("KP-2026-0001")  # waits less long for a moment, and must go back
    found = await store.transact(lambda _: {name: opened.run(f"PRAGMA {name}") for name in wanted})
    assert found == wanted


async def test_every_table_is_strict(opened: Opener, store: SqliteStore) -> None:
    with foreign(opened.path) as connection:
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    ours = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
    assert len(ours) >= 7
    assert set(ours.values()) == {1}


async def test_the_file_and_its_log_are_for_their_owner_alone(opened: Opener, store: SqliteStore) -> None:
    await store.transact(register())
    files = list(opened.path.parent.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


async def test_closing_leaves_one_file_and_no_thread(opened: Opener, store: SqliteStore) -> None:
    await store.transact(register())
    assert "storage" in {thread.name for thread in threading.enumerate()}
    await store.close()
    assert [file.name for file in opened.path.parent.iterdir()] == ["partnerskap.db"]
    assert "storage" not in {thread.name for thread in threading.enumerate()}
    assert assert_consistent(opened.path) == 1


async def test_many_may_open_a_new_file_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "partnerskap.db"
    stores = await asyncio.gather(*(asyncio.to_thread(SqliteStore.open, path) for _ in range(8)))
    given = await asyncio.gather(*(store.transact(register()) for store in stores))
    await asyncio.gather(*(store.close() for store in stores))
    assert sorted(given) == [f"KP-2026-{number:04d}" for number in range(1, 9)]


@pytest.mark.parametrize("fault", ["a directory", "below a file", "no database"])
def test_a_file_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "partnerskap.db"
    if fault == "a directory":
        path.mkdir()
    elif fault == "below a file":
        path.write_text("x")
        path = path / "partnerskap.db"
    else:
        path.write_text("Det här är ett brev till kommunen.\n" * 100)
    threads = threading.active_count()
    with pytest.raises(StorageError, match=r"^Databas.*\.$") as caught:
        SqliteStore.open(path)
    assert isinstance(caught.value.__cause__, sqlite3.Error | OSError)
    assert threading.active_count() == threads
