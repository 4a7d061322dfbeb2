"""Those who wait together share one commit, and each has an outcome of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from bot.conversation.ports import Turn
from bot.errors import StorageError
from bot.storage.sqlite import SqliteStore
from tests.support.sqlite import Broken, Opener, assert_consistent, together
from tests.support.storage import NOON, a_mail, register


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
