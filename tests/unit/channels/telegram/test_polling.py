"""Fetching: what has not been answered is not confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from types import SimpleNamespace

from bot.channels.telegram.polling import Poller
from bot.channels.telegram.wire import Refused, Slow


class Source:
    """Gives the updates from the offset on, as often as it is asked."""

    def __init__(self, *numbers: int) -> None:
        self.updates = [SimpleNamespace(update_id=number) for number in numbers]
        self.offsets: list[int | None] = []
        self.faults = [Slow(0), Refused("Conflict")]
        self.asked = asyncio.Condition()

    async def fetch(self, offset: int | None, wait: int) -> Sequence[SimpleNamespace]:
        if self.faults:
            raise self.faults.pop()
        async with self.asked:
            self.offsets.append(offset)
            self.asked.notify_all()
        found = [update for update in self.updates if update.update_id >= (offset or 0)]
        if not found and wait:
            await asyncio.sleep(60)
        return found


async def test_an_update_is_confirmed_only_when_it_has_been_answered() -> None:
    source, answered, slow = Source(5, 6, 7), [], asyncio.Event()

    async def take(update: SimpleNamespace) -> None:
        if update.update_id == 6:
            await slow.wait()
        answered.append(update.update_id)

    running = asyncio.create_task(Poller(source.fetch, take).run())
    async with asyncio.timeout(20), source.asked:
        await source.asked.wait_for(lambda: source.offsets[-2:] == [6, 6])
        assert answered == [5, 7]
        slow.set()
        await source.asked.wait_for(lambda: source.offsets[-1] == 8)
    assert sorted(answered) == [5, 6, 7]  # each once, although 6 and 7 came twice
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert source.offsets[-1] == 8
