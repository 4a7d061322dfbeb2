"""The SQLite store against a real file: crashes, locks, full disks, torn logs, and what is left after an erasure."""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from bot.conversation.ports import Erased, Turn
from bot.errors import StorageError
from bot.storage.faults import translate
from bot.storage.migrations import MIGRATIONS, SET, migrate
from bot.storage.session import connect
from bot.storage.sqlite import SqliteStore
from tests.support.storage import NOON, a_lead, a_mail, a_question, all_bytes, at, numbers, register

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


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opener]:
    """Opens stores over one new file."""
    async with AsyncExitStack() as stack:
        yield Opener(tmp_path / "data" / "partnerskap.db", stack)


@pytest.fixture
async def store(opened: Opener) -> SqliteStore:
    """The store under test."""
    return opened()


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


# --- how the file is opened ----------------------------------------------------------------------------------------


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


# --- migrations ----------------------------------------------------------------------------------------------------


def recorded(path: Path) -> list[tuple[str, str]]:
    """Which changes the file says were applied, and when."""
    with foreign(path) as connection:
        return connection.execute("SELECT name, applied_at FROM _sqlite_migrations ORDER BY id").fetchall()


def tables(path: Path) -> set[str]:
    """Every table in the file."""
    with foreign(path) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


async def test_each_migration_is_applied_once_and_recorded_by_name(opened: Opener) -> None:
    await opened().close()
    before = recorded(opened.path)
    store = opened()
    await store.transact(register())
    await store.close()
    assert recorded(opened.path) == before
    ordinals = [name[:4] for name, _ in before]
    assert ordinals == sorted(set(ordinals)) and all(ordinal.isdecimal() for ordinal in ordinals)
    assert len(before) >= 8


async def test_a_file_from_a_newer_version_is_refused_and_left_alone(opened: Opener) -> None:
    store = opened()
    await store.transact(register())
    await store.close()
    with foreign(opened.path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, '0999-later', '')",
            [SET],
        )
    before = opened.path.read_bytes()
    with pytest.raises(StorageError, match=r"nyare version av programmet \(okänt här: 0999-later\)"):
        opened()
    assert opened.path.read_bytes() == before


def test_a_migration_that_fails_leaves_nothing_of_itself_or_of_those_before_it(tmp_path: Path) -> None:
    broken = Migrations(SET)

    @broken(name="0001-good")
    def good(db: Database) -> None:
        db.execute("CREATE TABLE good (id INTEGER) STRICT")

    @broken(name="0002-bad")
    def bad(db: Database) -> None:
        db.execute("CREATE TABLE bad (id INTEGER) STRICT")
        raise Broken

    path = tmp_path / "partnerskap.db"
    session = connect(path, 1, None)
    try:
        with pytest.raises(Broken):
            migrate(session, broken)
        assert tables(path) == set()
        migrate(session)  # the file is as good as new
        assert not MIGRATIONS.pending(session.db)
    finally:
        session.close()


async def test_an_older_file_is_brought_up_to_date_and_keeps_what_it_has(opened: Opener) -> None:
    opened.path.parent.mkdir()
    session = connect(opened.path, 1, None)
    MIGRATIONS.apply(session.db, stop_before="0004-questions")
    session.db.execute("INSERT INTO conversations VALUES ('web:1', 'kept', '2026-01-01T00:00:00.000000+00:00')")
    session.db.execute("INSERT INTO updates VALUES ('web:1', 'u1', '[]', '2026-01-01T00:00:00.000000+00:00')")
    session.close()
    assert "questions" not in tables(opened.path)
    store = opened()
    assert await store.transact(lambda turn: turn.conversation("web:1")) == "kept"
    await store.transact(lambda turn: turn.log_question(a_question(NOON)))
    assert len(await store.questions()) == 1
    assert [(one.update_id, one.replies, one.said) for one in await store.history("web:1", 9)] == [("u1", "[]", None)]


async def test_mails_of_an_older_file_keep_their_ids_and_none_is_used_twice(opened: Opener) -> None:
    opened.path.parent.mkdir()
    session = connect(opened.path, 1, None)
    MIGRATIONS.apply(session.db, stop_before="0012-digests")
    moment = "2026-01-01T00:00:00.000000+00:00"
    for number in ("KP-2026-0001", "KP-2026-0002"):
        session.db.execute("INSERT INTO leads VALUES (NULL, ?, 'web:1', ?, '{}', NULL)", [number, moment])
        session.db.execute(
            "INSERT INTO outbox (number, message_id, sender, recipient, content, state, attempts, created, due)"
            "VALUES (?, '<a@b.example>', 'a@b.example', 'c@d.example', x'00ff', 'waiting', 3, ?, ?)",
            [number, moment, moment],
        )
    session.db.execute("DELETE FROM leads WHERE number = 'KP-2026-0002'")
    session.db.execute("INSERT INTO numbers VALUES (2026, 2)")
    session.close()
    store = opened()
    (row,) = await store.rows()
    assert (row.id, row.mail.subject_number, row.state, row.attempts, row.mail.content) == (
        1, "KP-2026-0001", "waiting", 3, b"\x00\xff",
    )  # fmt: skip
    await store.transact(register())
    assert [row.id for row in await store.rows()] == [1, 3]
    await store.erase_lead("KP-2026-0001")
    assert [row.id for row in await store.rows()] == [3]


# --- group commit --------------------------------------------------------------------------------------------------


async def test_a_hundred_that_wait_together_cost_one_commit(opened: Opener, store: SqliteStore) -> None:
    await store.transact(lambda _: None)
    opened.statements.clear()
    outcomes = await together(store, *(register(f"web:{index}") for index in range(100)))
    assert sorted(map(str, outcomes)) == [f"KP-2026-{number:04d}" for number in range(1, 101)]
    assert opened.count("BEGIN IMMEDIATE") == opened.count("COMMIT") == 2, "one for the holder, one for the hundred"


async def test_a_hundred_at_once_cost_far_fewer_commits_without_being_held_together(
    opened: Opener, store: SqliteStore
) -> None:
    opened.statements.clear()
    await asyncio.gather(*(store.transact(register(f"web:{index}")) for index in range(100)))
    assert 1 <= opened.count("COMMIT") <= 50
    assert assert_consistent(opened.path) == 100


async def test_one_that_raises_is_undone_alone_within_its_group(opened: Opener, store: SqliteStore) -> None:
    error = Broken()

    def bad(turn: Turn) -> None:
        register("web:bad")(turn)
        raise error

    opened.statements.clear()
    outcomes = await together(store, register("web:1"), bad, register("web:2"))
    assert outcomes == ["KP-2026-0001", error, "KP-2026-0002"]
    assert opened.count("COMMIT") == 2
    assert assert_consistent(opened.path) == 2


async def test_when_the_commit_fails_everyone_in_the_group_is_told(opened: Opener, store: SqliteStore) -> None:
    def orphan(_: Turn) -> None:
        opened.run("PRAGMA defer_foreign_keys=ON")  # the broken rule comes to light at the commit, not before
        opened.run(
            "INSERT INTO outbox (number, message_id, sender, recipient, content, state, created, due)"
            "VALUES ('none', '', '', '', x'', 'queued', '', '')"
        )

    error = Broken()

    def bad(_: Turn) -> None:
        raise error

    first, second, own, last = await together(store, register("web:1"), orphan, bad, register("web:2"))
    for outcome in (first, second, last):
        assert isinstance(outcome, StorageError)
        assert isinstance(outcome.__cause__, sqlite3.IntegrityError)
    assert len({id(first), id(second), id(last)}) == 3, "a raised error is nobody else's"
    assert own is error
    assert await store.leads() == []
    assert await store.transact(register("web:1")) == "KP-2026-0001"


@pytest.mark.parametrize("error", [StopIteration, KeyboardInterrupt, SystemExit, GeneratorExit])
async def test_whatever_work_raises_reaches_its_caller_and_the_thread_lives_on(
    store: SqliteStore, error: type[BaseException]
) -> None:
    def work(turn: Turn) -> None:
        register()(turn)
        raise error

    async def caught() -> type[BaseException] | None:
        try:
            await store.transact(work)
        except BaseException as raised:
            return type(raised)
        return None

    # Python itself turns a StopIteration that leaves a coroutine into a RuntimeError.
    assert await caught() is (RuntimeError if error is StopIteration else error)
    assert await store.transact(register()) == "KP-2026-0001"


async def test_work_that_hides_a_storage_fault_is_not_saved(store: SqliteStore) -> None:
    def work(turn: Turn) -> str:
        number = turn.take_number(2026)
        try:
            turn.add_mail(a_mail(number), NOON)  # its lead is missing
        except StorageError:
            return "all is well"
        return "unexpected"

    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT_FOREIGNKEY"):
        await store.transact(work)
    assert await store.transact(register()) == "KP-2026-0001"


async def test_a_cancelled_callers_work_is_saved_all_the_same(
    store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    began, go_on = threading.Event(), threading.Event()

    def hold(turn: Turn) -> str:
        began.set()
        assert go_on.wait(30)
        return register("running")(turn)

    running = asyncio.create_task(store.transact(hold))
    assert await asyncio.to_thread(began.wait, 30)
    queued = asyncio.create_task(store.transact(register("queued")))
    await asyncio.sleep(0)
    running.cancel()
    queued.cancel()
    outcomes = await asyncio.gather(running, queued, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [asyncio.CancelledError, asyncio.CancelledError]
    go_on.set()
    assert await store.transact(register("after")) == "KP-2026-0003"
    assert [lead.user for lead in await store.leads()] == ["running", "queued", "after"]
    assert caplog.messages == []


async def test_a_fault_whose_caller_is_gone_is_logged_without_its_text(
    store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    def work(turn: Turn) -> None:
        raise Broken("Gunvor")

    task = asyncio.create_task(store.transact(work))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await store.leads()
    assert caplog.messages == ["Något som ingen längre väntade på misslyckades: Broken"]


def test_work_outlives_the_event_loop_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "partnerskap.db"
    store = SqliteStore.open(path)
    began, go_on = threading.Event(), threading.Event()

    def hold(turn: Turn) -> str:
        began.set()
        assert go_on.wait(30)
        return register()(turn)

    async def hand_over_and_leave() -> None:
        task = asyncio.create_task(store.transact(hold))
        assert await asyncio.to_thread(began.wait, 30)
        task.cancel()

    asyncio.run(hand_over_and_leave())
    go_on.set()
    asyncio.run(store.close())
    assert assert_consistent(path) == 1


# --- faults --------------------------------------------------------------------------------------------------------


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


# --- reading back --------------------------------------------------------------------------------------------------


async def test_questions_come_back_oldest_first_from_a_moment_on(store: SqliteStore) -> None:
    for minutes in (2, 1, 3):
        await store.transact(lambda turn, minutes=minutes: turn.log_question(a_question(at(minutes), f"{minutes}?")))
    assert await store.questions() == [a_question(at(minutes), f"{minutes}?") for minutes in (1, 2, 3)]
    assert [question.text for question in await store.questions(at(2))] == ["2?", "3?"]


async def test_what_was_offered_comes_back_with_the_question(store: SqliteStore) -> None:
    offered = replace(a_question(at(1)), decision="clarify", options=("bastu", "landstrom"))
    await store.transact(lambda turn: turn.log_question(offered))
    assert await store.questions() == [offered]


async def test_the_outbox_is_summed_up_with_every_state(store: SqliteStore) -> None:
    empty = {"queued": 0, "sending": 0, "waiting": 0, "sent": 0, "failed": 0}
    assert await store.outbox_summary() == empty
    for _ in range(3):
        await store.transact(register())
    row = await store.claim(NOON, at(5))
    assert row is not None
    assert await store.outbox_summary() == empty | {"queued": 2, "sending": 1}
    await store.mark_failed(row.id, 1, "550")
    assert await store.outbox_summary() == empty | {"queued": 2, "failed": 1}


# --- what is left after an erasure ---------------------------------------------------------------------------------

SECRET = "Gunvor Ängsäter".encode()


def tell(user: str, secret: bytes) -> Callable[[Turn], None]:
    """Work that puts `secret` everywhere a visitor's words can go."""

    def work(turn: Turn) -> None:
        text = secret.decode()
        number = turn.take_number(2026)
        turn.add_lead(user, a_lead(number), {"name": text})
        mail = a_mail(number)
        turn.add_mail(type(mail)(text, text, text, secret * 1000, number), NOON)
        turn.save_conversation(user, text * 50, NOON)
        turn.remember_update(user, "u1", text, NOON)

    return work


def by_turn(store: SqliteStore) -> Awaitable[Erased]:
    """As when the visitor asks for it."""
    return store.transact(lambda turn: turn.erase_user("web:1"))


async def by_age(store: SqliteStore) -> int:
    """As when time has passed."""
    row = await store.claim(at(1), at(5))
    assert row is not None
    await store.mark_sent(row.id, row.attempts, at(1))
    return await store.forget(at(10), at(10), at(10))


@pytest.mark.parametrize("erase", [by_turn, by_age])
async def test_when_an_erasure_returns_the_words_are_in_no_file(
    opened: Opener, store: SqliteStore, erase: Callable[[SqliteStore], Awaitable[object]]
) -> None:
    await store.transact(tell("web:1", SECRET))
    await store.transact(register("web:2", at(20)))
    assert all_bytes(opened.path.parent).count(SECRET) > 1000
    await erase(store)
    assert SECRET not in all_bytes(opened.path.parent)
    assert [lead.user for lead in await store.leads()] == ["web:2"]


async def test_a_reader_that_hinders_the_erasure_only_delays_it(opened: Opener, store: SqliteStore) -> None:
    await store.transact(tell("web:1", SECRET))
    with foreign(opened.path) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM leads").fetchall()
        assert await by_turn(store) == Erased(1, 1, 1), "nobody waits for the reader"
        assert SECRET in all_bytes(opened.path.parent)
        connection.execute("ROLLBACK")
    await store.transact(lambda turn: turn.save_conversation("web:2", "{}", NOON))
    assert SECRET not in all_bytes(opened.path.parent)


async def test_the_file_is_rewritten_by_the_daily_forgetting_when_something_was_erased(
    opened: Opener, store: SqliteStore
) -> None:
    await store.transact(register("web:1"))
    await store.forget(at(-9), at(-9), at(-9))
    assert opened.count("VACUUM") == 0, "nothing was erased"
    await by_turn(store)
    assert opened.count("VACUUM") == 0, "anybody can ask for this as often as they like"
    await store.close()
    store = opened()  # it is remembered
    await store.forget(at(-9), at(-9), at(-9))
    assert opened.count("VACUUM") == 1
    await store.forget(at(-9), at(-9), at(-9))
    assert opened.count("VACUUM") == 1
    await store.transact(register("web:2"))
    await store.erase_lead("KP-2026-0002")
    assert opened.count("VACUUM") == 2


@pytest.mark.parametrize("seed", [32, 33])  # leave something when the file is not rewritten (SQLite 3.40)
async def test_after_much_coming_and_going_nothing_is_left_of_the_erased(
    opened: Opener, store: SqliteStore, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be had again, no secret
    said: dict[str, list[bytes]] = {f"user{index}": [] for index in range(60)}

    def word(turn: Turn) -> None:
        user = chance.choice(list(said))
        secret = f"MARK{chance.getrandbits(64):016x}"
        said[user].append(secret.encode())
        turn.save_conversation(user, secret * chance.randrange(1, 400), NOON)
        if chance.random() < 0.3:
            number = turn.take_number(2026)
            turn.add_lead(user, a_lead(number), {"name": secret * chance.randrange(1, 30)})
            mail = a_mail(number)
            turn.add_mail(type(mail)(number, "s", "r", secret.encode() * chance.randrange(1, 800), number), NOON)
        turn.remember_update(user, str(chance.random()), secret * 3, NOON)

    for _ in range(4):
        for _ in range(10):
            await together(store, *[word] * 10)
        erased = chance.sample(sorted(said), 20)
        for user in erased:
            await store.transact(lambda turn, user=user: turn.erase_user(user))
        await store.forget(at(-9), at(-9), at(-9))
        kept = all_bytes(opened.path.parent)
        gone = [secret for user in erased for secret in said[user]]
        assert len(gone) > 10
        assert [secret for secret in gone if secret in kept] == []
        for user in erased:
            said[user].clear()


# --- crashes -------------------------------------------------------------------------------------------------------


@contextmanager
def registering(path: Path, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that register leads until they are killed, started together; killed at the latest when we leave."""
    command = [sys.executable, "-m", "tests.support.storage", str(path)]
    with ExitStack() as stack:
        processes = []
        for _ in range(count):
            process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            stack.enter_context(process)
            stack.callback(process.kill)
            processes.append(process)
        assert {said_by(process) for process in processes} == {"ready"}
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        yield processes


def said_by(process: subprocess.Popen[str]) -> str:
    """Its next line."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def killed(process: subprocess.Popen[str]) -> list[str]:
    """Killed without warning. What it had still said before."""
    process.send_signal(signal.SIGKILL)
    assert process.stdout is not None
    rest = process.stdout.read().split()
    assert process.wait() == -signal.SIGKILL
    return rest


async def test_every_confirmed_number_survives_kill_9_of_two_processes_without_gaps(opened: Opener) -> None:
    confirmed: list[str] = []
    for lines in (30, 70):
        with registering(opened.path, 2) as processes:
            confirmed += [said_by(process) for _ in range(lines) for process in processes]
            confirmed += [number for process in processes for number in killed(process)]
        store = opened()
        kept = numbers(await store.leads())
        assert len(set(confirmed)) == len(confirmed), "no number was given twice"
        assert set(confirmed) <= set(kept)
        await store.close()
        assert assert_consistent(opened.path) == len(kept)
    assert len(confirmed) >= 200


async def test_a_torn_log_never_yields_half_a_transaction(opened: Opener, tmp_path: Path) -> None:
    store = opened()
    for index in range(12):
        await store.transact(register(f"web:{index % 5}"))
        await together(store, *(register(f"web:{index % 5}") for _ in range(3)))
    torn = tmp_path / "torn" / opened.path.name
    log = opened.path.with_name(f"{opened.path.name}-wal").read_bytes()
    assert len(log) > 200_000
    chance = random.Random(11)  # noqa: S311 - chance that can be had again, no secret
    found: set[int] = set()
    for attempt in range(60):
        shutil.rmtree(torn.parent, ignore_errors=True)
        torn.parent.mkdir()
        shutil.copy(opened.path, torn)
        length = chance.randrange(len(log))
        # Cut off, or as a disk leaves it that wrote the blocks in another order: the rest zeros, or one block missing.
        rest = [b"", bytes(len(log) - length), bytes(4096) + log[length + 4096 :]][attempt % 3]
        torn.with_name(f"{torn.name}-wal").write_bytes(log[:length] + rest)
        reopened = SqliteStore.open(torn)
        leads = await reopened.leads()
        assert await reopened.transact(register("new")) == f"KP-2026-{len(leads) + 1:04d}"
        await reopened.close()
        assert assert_consistent(torn) == len(leads) + 1
        found.add(len(leads))
    assert len(found) >= 10, "the cuts fell between many different transactions"
    assert max(found) < 48
