"""The worker as long as it runs: woken, asleep, stopped, and with a storage that breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.clock import FixedClock
from bot.outbox.circuit import Circuit
from bot.outbox.delivery import Accepted
from bot.outbox.transports.memory import MemoryTransport
from bot.outbox.worker import LONGEST_NAP, SHORTEST_NAP, Worker, nap
from tests.support.outbox import ANY_MOMENT, MemoryOutboxStore, a_mail
from tests.support.worker import Bench, CallsFirst

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


async def finish(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    stop.set()
    await asyncio.wait_for(task, 5)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 – what is waited for is in the worker, which knows no test
            await asyncio.sleep(0)


async def test_a_queued_mail_is_sent_when_the_worker_is_woken() -> None:
    bench, stop, wake = Bench(1), asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(bench.worker.run(stop, wake))
    await until(lambda: bench.store.calls[-1:] == ["next_due"])
    bench.store.add(a_mail("KP-2026-0002"), ANY_MOMENT)
    wake.set()
    await until(lambda: len(bench.memory.delivered) == 2)
    await finish(task, stop)


async def test_a_woken_worker_sleeps_again_when_it_has_looked() -> None:
    bench, stop, wake = Bench(0), asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(bench.worker.run(stop, wake))
    await until(lambda: bench.store.calls.count("next_due") == 1)
    wake.set()
    await until(lambda: bench.store.calls.count("next_due") == 2)
    for _ in range(100):
        await asyncio.sleep(0)
    assert bench.store.calls.count("next_due") == 2
    await finish(task, stop)


async def test_a_mail_queued_during_the_round_is_not_slept_over() -> None:
    stop, wake = asyncio.Event(), asyncio.Event()

    class Late(MemoryOutboxStore):
        async def next_due(self) -> datetime | None:
            due = await super().next_due()
            if len(self.calls) < 5:
                self.add(a_mail("KP-2026-0002"), ANY_MOMENT)
                wake.set()
            return due

    store, transport = Late(a_mail()), MemoryTransport()
    worker = Worker(store, transport, FixedClock(ANY_MOMENT), jitter=lambda: 0.0)
    task = asyncio.create_task(worker.run(stop, wake))
    await until(lambda: len(transport.delivered) == 2)
    await finish(task, stop)


async def test_stopping_finishes_the_mail_under_way_and_begins_no_other() -> None:
    stop = asyncio.Event()
    bench = Bench(2, transport=CallsFirst(Accepted(), stop.set))
    await asyncio.wait_for(bench.worker.run(stop, asyncio.Event()), 5)
    assert [bench.store.row(row_id).state for row_id in (1, 2)] == ["sent", "queued"]


async def test_stopping_wakes_a_sleeping_worker() -> None:
    bench, stop = Bench(0), asyncio.Event()
    task = asyncio.create_task(bench.worker.run(stop, asyncio.Event()))
    await until(lambda: bench.store.calls[-1:] == ["next_due"])
    await finish(task, stop)


@pytest.mark.parametrize("method", ["claim", "mark_sent", "next_due"])
async def test_a_broken_storage_is_survived(method: str, caplog: pytest.LogCaptureFixture) -> None:
    bench, stop, wake = Bench(1), asyncio.Event(), asyncio.Event()
    bench.store.broken = {method}
    task = asyncio.create_task(bench.worker.run(stop, wake))
    await until(lambda: "Utkorgen går inte att läsa eller skriva" in caplog.text)
    assert "Disken är full." in caplog.text
    bench.store.broken = set()
    wake.set()
    await until(lambda: bench.store.row(1).state == "sent")
    await finish(task, stop)
    assert len(bench.memory.delivered) == 1


async def test_a_yes_is_written_down_at_the_last_moment_when_it_can(caplog: pytest.LogCaptureFixture) -> None:
    for mended in (True, False):
        bench, stop = Bench(1), asyncio.Event()
        bench.store.broken = {"mark_sent"}
        task = asyncio.create_task(bench.worker.run(stop, asyncio.Event()))
        await until(lambda store=bench.store: "mark_sent" in store.calls)  # type: ignore[misc]
        if mended:
            bench.store.broken = set()
        await finish(task, stop)
        assert (bench.store.row(1).state == "sent") is mended
        assert ("kan komma i två exemplar: Mejl KP-2026-0001 (rad 1)" in caplog.text) is not mended


FAULT = Circuit().after_fault(ANY_MOMENT)


@pytest.mark.parametrize(
    ("due", "circuit", "seconds"),
    [
        (None, Circuit(), LONGEST_NAP),
        (ANY_MOMENT + 10 * SECOND, Circuit(), 10.0),
        (ANY_MOMENT + MINUTE, Circuit(), LONGEST_NAP),
        (ANY_MOMENT, Circuit(), SHORTEST_NAP),
        (ANY_MOMENT - DAY, Circuit(), SHORTEST_NAP),
        (ANY_MOMENT - DAY, FAULT, 30.0),
        (ANY_MOMENT - DAY, FAULT.after_fault(ANY_MOMENT), LONGEST_NAP),
    ],
)
def test_the_worker_sleeps_until_there_is_something_to_do(
    due: datetime | None, circuit: Circuit, seconds: float
) -> None:
    assert nap(ANY_MOMENT, due, circuit) == seconds
