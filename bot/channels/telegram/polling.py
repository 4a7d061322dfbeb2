"""Fetches updates. One is confirmed only when it has been answered, so what a crash interrupts comes again."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import TYPE_CHECKING, Any

from bot.channels.telegram.courier import backoff
from bot.channels.telegram.wire import Fault, Slow, Unreachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Fetch = Callable[[int | None, int], Awaitable[Sequence[Any]]]

WAIT = 25
"""Seconds the server holds a request open until something comes."""
FINISH = 8.0
"""Seconds that what is under way has when the service stops."""
PATIENCE = 1.0
"""Seconds that slow answers hold up new updates, at most."""
_log = logging.getLogger("partnerskap.telegram")


class Poller:
    """Fetches until it is cancelled; what is under way then is finished."""

    def __init__(self, fetch: Fetch, take: Callable[[Any], Awaitable[object]]) -> None:
        """`fetch(offset, wait)` gives updates; `take` answers one and never raises."""
        self._fetch, self._take = fetch, take
        self._working: dict[int, asyncio.Task[object]] = {}
        self._answered: set[int] = set()
        """Updates that come again as long as an older one is unanswered."""
        self._next: int | None = None
        self._failed = 0

    async def run(self) -> None:
        """Never returns by itself."""
        try:
            while True:
                for update in await self._fetched():
                    self._begin(update)
                await self._some_rest()
        finally:
            await self._finish()

    async def _fetched(self) -> Sequence[Any]:
        offset = self._unanswered()
        try:
            updates = await self._fetch(offset, 0 if self._working else WAIT)
        except Slow as fault:
            await asyncio.sleep(fault.seconds)
        except Fault as fault:
            await self._wait_out(fault)
        else:
            self._failed = 0
            return updates
        return ()

    async def _wait_out(self, fault: Fault) -> None:
        """A line that fails for a moment is nothing to tell; what lasts is told once."""
        self._failed += 1
        if self._failed == (3 if isinstance(fault, Unreachable) else 1):
            _log.error("Meddelanden kan inte hämtas från Telegram (%s). Försöken fortsätter.", fault)
        await asyncio.sleep(backoff(min(self._failed, 10), random.SystemRandom().random()))

    def _begin(self, update: Any) -> None:
        number = int(update.update_id)
        if number in self._working or number in self._answered:
            return
        self._next = max(self._next or 0, number + 1)
        task = self._working[number] = asyncio.ensure_future(self._take(update))

        def answered(_: object) -> None:
            del self._working[number]
            self._answered.add(number)

        task.add_done_callback(answered)

    def _unanswered(self) -> int | None:
        """The oldest update that has not been answered, None before the first; what is older is confirmed by it."""
        offset = min(self._working, default=self._next)
        self._answered = {number for number in self._answered if offset is not None and number >= offset}
        return offset

    async def _some_rest(self) -> None:
        """Most answers are there at once; who waits for a slow one must not hold up everybody."""
        if self._working:
            await asyncio.wait(self._working.values(), timeout=PATIENCE)

    async def _finish(self) -> None:
        """Wait a while for what is under way, and tell what has been answered, so that it does not come again."""
        if self._working:
            await asyncio.wait(self._working.values(), timeout=FINISH)
        offset = self._unanswered()
        for task in self._working.values():
            task.cancel()
        try:
            if offset is not None:
                await self._fetch(offset, 0)
        except Fault as fault:
            _log.info("Det sista hämtade kunde inte bekräftas (%s); det kommer igen.", fault)
