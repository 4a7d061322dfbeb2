"""The one connection to the SQLite file: how it is opened, and how a statement runs on it."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from bot.errors import StorageError
from bot.storage.faults import LIBRARY, is_locked, name, translate, translated
from bot.storage.moments import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | int | float | bytes | datetime | None
_OLDEST_SQLITE = (3, 38, 0)
"""STRICT tables, RETURNING and `json_each` without asking."""
_SCRUB_WAIT = 50
"""Milliseconds to wait for readers before the log is emptied later instead."""
_log = logging.getLogger("partnerskap.storage")


class Session:
    """Statements on the connection; used by the thread that opened it and by no other."""

    def __init__(self, db: Database, busy_timeout: float) -> None:
        self.db = db
        self.fault: StorageError | None = None
        """The first fault since `fault` was cleared. Work that swallows a fault must not pass for saved."""
        self.erased = False
        """Something was erased that can still be read in the write-ahead log."""
        self.compact = False
        """Also rewrite the file: what SQLite left of erased rows in the corners of its pages goes too."""
        self._busy_timeout = round(busy_timeout * 1000)

    def rows(self, sql: str, **values: Value) -> list[dict[str, Any]]:
        """Run a statement that gives rows; each row by column name."""
        with self._noting_faults():
            cursor = self.db.execute(sql, _bound(values))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(self, sql: str, **values: Value) -> Any:
        """The first column of the first row; None when there is no row."""
        return next((next(iter(row.values())) for row in self.rows(sql, **values)), None)

    def change(self, sql: str, **values: Value) -> int:
        """Run a statement that changes rows. How many it was."""
        with self._noting_faults():
            return int(self.db.execute(sql, _bound(values)).rowcount)

    def begin(self) -> None:
        """Start a transaction that already holds the write lock: what it reads cannot become old before it writes."""
        with translated():
            self.db.rollback()
            self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Put the transaction on disk."""
        with translated():
            self.db.commit()

    def rollback(self) -> None:
        """Undo the transaction, if there still is one. Never raises: it runs when something else already has."""
        try:
            self.db.rollback()
        except LIBRARY as error:
            _log.error("Det påbörjade kunde inte ångras. %s", translate(error))

    def tidy(self) -> None:
        """After a commit: make what was erased unreadable in the files. Costs nothing when nothing was."""
        if self.compact:
            self._rewrite()
        if self.erased:
            self._empty_log()

    def close(self) -> None:
        """Empty the log and let go of the file."""
        self._empty_log()
        with translated():
            self.db.close()

    def _rewrite(self) -> None:
        self.compact = False
        try:
            counted = self.db.execute("SELECT erasures FROM upkeep").fetchone()
            self.db.execute("VACUUM")
            # Only when nobody has erased more meanwhile, in another process.
            self.db.execute("UPDATE upkeep SET erasures = 0 WHERE erasures = ?", counted)
            self.erased = True
        except LIBRARY as error:
            # What was committed stands; the next `forget` finds the count and tries again.
            _log.warning("Det raderade är borta, men filen skrevs inte om (%s); nytt försök görs senare.", name(error))

    def _empty_log(self) -> None:
        """Move the write-ahead log into the file and cut it to nothing, so that erased text is in neither.
        A reader elsewhere can hinder it; then it stays due and nothing waits for it."""
        try:
            self.db.execute(f"PRAGMA busy_timeout={_SCRUB_WAIT}").close()
            busy, _, _ = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self.erased = self.erased and bool(busy)
        except LIBRARY as error:
            # What was committed stands; the log only stays longer.
            _log.warning("Databasens logg kunde inte tömmas än (%s). Inget är förlorat.", name(error))
        finally:
            self.db.execute(f"PRAGMA busy_timeout={self._busy_timeout}").close()

    @contextmanager
    def _noting_faults(self) -> Iterator[None]:
        try:
            with translated():
                yield
        except StorageError as fault:
            self.fault = self.fault or fault
            raise


def connect(path: Path, busy_timeout: float, prepare: Callable[[sqlite3.Connection], None] | None) -> Session:
    """The file at `path`, opened and made when it is missing, with the settings every promise here rests on."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        needed = ".".join(map(str, _OLDEST_SQLITE))
        raise StorageError(f"SQLite {sqlite3.sqlite_version} är för gammal: {needed} eller nyare behövs.")
    _make(path)
    with translated():
        # The absolute name, so that no file name is read as one of SQLite's special ones.
        connection = sqlite3.connect(str(path.absolute()), timeout=busy_timeout, isolation_level=None)
    try:
        with translated():
            _configure(connection, busy_timeout)
            if prepare is not None:
                prepare(connection)
            # Plugins that happen to be installed beside us have no business in this file.
            return Session(Database(connection, execute_plugins=False, strict=True), busy_timeout)
    except BaseException:
        connection.close()
        raise


def _make(path: Path) -> None:
    """An empty file for its owner alone: it will hold personal data. SQLite gives its log the same rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise StorageError(f"Databasen {path} kan inte skapas: {error.strerror}.") from error


def _configure(connection: sqlite3.Connection, busy_timeout: float) -> None:
    _switch_to_wal(connection, time.monotonic() + busy_timeout)
    # FULL: a commit waits for the disk. NORMAL would be a hundred times faster and lose the last "tack" with the power.
    connection.execute("PRAGMA synchronous=FULL").close()
    connection.execute("PRAGMA fullfsync=ON").close()  # macOS: fsync alone does not reach the disk
    connection.execute("PRAGMA foreign_keys=ON").close()
    connection.execute("PRAGMA secure_delete=ON").close()  # erased rows are overwritten, not only unlinked
    connection.execute("PRAGMA temp_store=MEMORY").close()  # and no copy of them is left behind in /tmp


def _switch_to_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Write-ahead logging: readers do not hinder the writer. Kept in the file, so this asks for something once.
    Two processes that make the file at the same time can meet here in a way SQLite does not wait out by itself."""
    while True:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as error:
            if not is_locked(error) or time.monotonic() > patience:
                raise
            time.sleep(0.01)
        else:
            break
    if mode != "wal":
        raise StorageError("Databasen ligger på en disk som inte duger för SQLite (nätverkskatalog?). Välj en lokal.")


def _bound(values: dict[str, Value]) -> dict[str, str | int | float | bytes | None]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Value) -> str | int | float | bytes | None:
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, str):
        # Half an emoji, cut off by a browser, is a Python string but no text in any encoding: it becomes "?".
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
