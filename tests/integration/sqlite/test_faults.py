"""Locks, full disks and damage: told in a sentence, and nothing that was confirmed is lost."""

from __future__ import annotations

import sqlite3

import pytest

from bot.conversation.ports import Turn
from bot.errors import StorageError
from bot.storage.faults import translate
from bot.storage.sqlite import SqliteStore
from tests.support.sqlite import Opener, assert_consistent, foreign, together
from tests.support.storage import NOON, a_mail, numbers, register


async def test_a_database_locked_by_another_program_is_told_and_waited_for(opened: Opener) -> None:
    store = opened(busy_timeout=0.05)
    runs: list[int] = []

    def work(turn: Turn) -> str:
        runs.append(1)
        return register()(turn)

    with foreign(opened.path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="låst av ett annat program") as caught:
            await store.transact(work)
        assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
        assert runs == [], "work that cannot be saved is not begun"
        assert await store.leads() == [], "reading needs no lock"
        with pytest.raises(StorageError, match="låst"):
            opened(busy_timeout=0.05)
        connection.execute("ROLLBACK")
    assert await store.transact(work) == "KP-2026-0001"
    assert runs == [1]


async def limit(opened: Opener, store: SqliteStore, pages: int | None) -> None:
    """Let the file grow by so many pages and no more; None: as it likes."""

    def work(_: Turn) -> None:
        used = opened.run("PRAGMA page_count")
        assert isinstance(used, int)
        opened.run(f"PRAGMA max_page_count={2**30 if pages is None else used + pages}")

    await store.transact(work)


async def test_a_full_disk_is_told_and_costs_nothing_that_was_confirmed(opened: Opener, store: SqliteStore) -> None:
    await limit(opened, store, 10)
    confirmed: list[str] = []
    with pytest.raises(StorageError, match="Disken är full") as caught:
        for _ in range(1000):
            number = await store.transact(register())
            confirmed += [number]
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert len(confirmed) >= 1
    assert numbers(await store.leads()) == confirmed
    assert assert_consistent(opened.path) == len(confirmed)
    await limit(opened, store, None)
    assert await store.transact(register()) == f"KP-2026-{len(confirmed) + 1:04d}"


async def test_a_disk_that_fills_up_within_a_group_confirms_nothing_that_it_took_along(
    opened: Opener, store: SqliteStore
) -> None:
    await limit(opened, store, 8)

    def large(turn: Turn) -> str:
        number = register("large")(turn)
        turn.save_conversation("larger", "x" * 200_000, NOON)
        return number

    # A full disk makes SQLite give up the whole transaction, not the one statement.
    before, itself, after = await together(store, register("before"), large, register("after"))
    assert isinstance(itself, StorageError)
    assert "Disken är full" in str(itself)
    confirmed = [outcome for outcome in (before, after) if isinstance(outcome, str)]
    assert numbers(await store.leads()) == confirmed
    assert "KP-2026-0001" in confirmed, "what came after it has a transaction of its own"
    assert all(isinstance(outcome, str) or "Disken är full" in str(outcome) for outcome in (before, after))


async def test_a_database_that_may_only_be_read_is_told(opened: Opener, store: SqliteStore) -> None:
    await store.transact(lambda _: opened.run("PRAGMA query_only=ON"))
    with pytest.raises(StorageError, match="får bara läsas"):
        await store.transact(register())
    assert await store.leads() == []


async def test_a_damaged_file_is_told(opened: Opener) -> None:
    store = opened()
    for _ in range(50):
        await store.transact(register())
    await store.close()
    damaged = bytearray(opened.path.read_bytes())
    for page in range(4096, len(damaged), 4096):
        damaged[page : page + 100] = b"\xff" * 100
    opened.path.write_bytes(damaged)
    with pytest.raises(StorageError, match="skadad"):
        await opened().leads()


def errors(kind: type[Exception]) -> set[type[Exception]]:
    """The class and all below it."""
    return {kind}.union(*(errors(below) for below in kind.__subclasses__()))


def test_every_error_of_the_library_has_a_sentence() -> None:
    kinds = errors(sqlite3.Error) | errors(sqlite3.Warning)
    assert len(kinds) >= 9
    for kind in kinds:
        assert "oväntat fel" in str(translate(kind("near personal data: syntax error")))
        assert "personal" not in str(translate(kind("near personal data: syntax error")))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "full"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "låst"),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, "låst"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "får bara läsas"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "skadad"),
        (sqlite3.SQLITE_NOTADB, "ingen databas"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "kan inte öppnas"),
        (sqlite3.SQLITE_IOERR_FSYNC, "Disken kunde inte"),
        (sqlite3.SQLITE_NOMEM, "oväntat fel"),
    ],
)
def test_each_kind_of_fault_has_its_own_sentence_also_in_its_detailed_form(code: int, words: str) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    assert words in str(translate(error))


async def test_a_mail_without_its_lead_is_refused_because_no_erasure_would_find_it(store: SqliteStore) -> None:
    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT_FOREIGNKEY"):
        await store.transact(lambda turn: turn.add_mail(a_mail("KP-2026-0007"), NOON))
    assert await store.rows() == []
