"""What goes wrong in SQLite, in words. No error of the library leaves this package untranslated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import StorageError

LIBRARY = (sqlite3.Error, sqlite3.Warning)
"""Everything the library raises."""

CLOSED = "Databasen är stängd, så inget sparades."
LOST = "Databasen avbröt det som skulle sparas tillsammans, så inget av det sparades. Försök igen."

_FULL = "Disken är full, så inget sparades. Frigör plats och försök igen."
_LOCKED = "Databasen är låst av ett annat program, så inget sparades. Försök igen om en stund."
_READ_ONLY = "Databasen får bara läsas, så inget sparades. Kontrollera rättigheterna till filen och dess katalog."
_CORRUPT = "Databasfilen är skadad eller är ingen databas. Återställ den från en säkerhetskopia."
_CANNOT_OPEN = "Databasen kan inte öppnas. Kontrollera att katalogen finns och att programmet får skriva i den."
_DISK = "Disken kunde inte läsas eller skrivas, så inget sparades. Kontrollera disken."
_OTHER = "Databasen svarade med ett oväntat fel ({name}), så inget sparades."

_SENTENCES = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _CORRUPT,
    sqlite3.SQLITE_NOTADB: _CORRUPT,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_IOERR: _DISK,
}


def translate(error: Exception) -> StorageError:
    """The error in a sentence fit to show. Only the library's name for it is passed on, never its text."""
    # SQLite's codes carry detail in the upper bits; the lowest eight say what it is.
    # Errors raised by Python's module rather than by SQLite have no code at all.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return StorageError(_SENTENCES.get(code, _OTHER).format(name=name(error)))


def name(error: Exception) -> str:
    """The library's own name for the error, such as SQLITE_FULL."""
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


def is_locked(error: BaseException | None) -> bool:
    """Whether somebody else held the database."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def translated() -> Iterator[None]:
    """What the library raises in here comes out as `StorageError`, chained from the original."""
    try:
        yield
    except LIBRARY as error:
        raise translate(error) from error
