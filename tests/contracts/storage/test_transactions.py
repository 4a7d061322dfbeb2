"""One turn is one transaction."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from bot.conversation.ports import Turn
from tests.support.storage import (
    NOON,
    FullStore,
    a_question,
    at,
    numbers,
    register,
)
from tests.support.storage_contract import Broken


async def test_work_that_raises_leaves_nothing_and_gives_its_number_back(store: FullStore, other: FullStore) -> None:
    error = Broken()

    def work(turn: Turn) -> None:
        register("web:1")(turn)
        turn.remember_update("web:1", "u1", "[]", NOON)
        turn.log_question(a_question(NOON))
        raise error

    with pytest.raises(Broken) as caught:
        await store.transact(work)
    assert caught.value is error
    assert await other.leads() == []
    assert await other.rows() == []
    assert await other.transact(lambda turn: (turn.conversation("web:1"), turn.seen("web:1", "u1"))) == (None, None)
    assert await other.forget(at(1), at(1), at(1)) == 0
    assert await store.transact(register("web:1")) == "KP-2026-0001"


async def test_an_erasure_that_raises_erases_nothing(store: FullStore, other: FullStore) -> None:
    await store.transact(register("web:1"))

    def work(turn: Turn) -> None:
        turn.erase_user("web:1")
        raise Broken

    with pytest.raises(Broken):
        await store.transact(work)
    assert numbers(await other.leads()) == ["KP-2026-0001"]
    assert len(await other.rows()) == 1


async def test_nothing_is_seen_before_the_work_is_done(store: FullStore, other: FullStore) -> None:
    added, go_on = threading.Event(), threading.Event()

    def work(turn: Turn) -> None:
        register()(turn)
        added.set()
        assert go_on.wait(30)

    task = asyncio.create_task(store.transact(work))
    try:
        assert await asyncio.to_thread(added.wait, 30)
        assert await other.leads() == []
        assert await other.rows() == []
    finally:
        go_on.set()
        await task
    assert len(await other.leads()) == len(await other.rows()) == 1


async def test_a_call_that_has_returned_is_seen_by_others_at_once(store: FullStore, other: FullStore) -> None:
    for count in range(1, 6):
        await store.transact(register())
        assert len(await other.leads()) == count


async def test_a_cancelled_callers_work_is_whole_or_absent_and_never_twice(store: FullStore, other: FullStore) -> None:
    runs: list[int] = []

    def work(index: int) -> Callable[[Turn], str]:
        def counted(turn: Turn) -> str:
            runs.append(index)
            return register(f"web:{index}")(turn)

        return counted

    tasks = [asyncio.create_task(store.transact(work(index))) for index in range(30)]
    for index, task in enumerate(tasks):
        if index % 3 == 0:
            await asyncio.sleep(0)
            task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    await store.transact(register("web:last"))  # everything handed over before has been run by now
    assert sum(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes) >= 1
    assert len(runs) == len(set(runs))
    leads = await other.leads()
    assert sorted(numbers(leads)) == [f"KP-2026-{index + 1:04d}" for index in range(len(leads))]
    assert sorted(numbers(leads)) == sorted(row.mail.subject_number for row in await other.rows())
    assert {outcome for outcome in outcomes if isinstance(outcome, str)} <= set(numbers(leads))
