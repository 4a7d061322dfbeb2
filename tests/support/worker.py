"""A worker with everything around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.clock import FixedClock
from bot.outbox.delivery import Outcome, Transport
from bot.outbox.model import Mail
from bot.outbox.transports.memory import MemoryTransport
from bot.outbox.worker import Worker
from tests.support.outbox import ANY_MOMENT, MemoryOutboxStore, a_mail


class Bench:
    """A worker with everything around it."""

    def __init__(self, mails: int, *script: Outcome, transport: Transport | None = None) -> None:
        self.clock = FixedClock(ANY_MOMENT)
        self.store = MemoryOutboxStore(*(a_mail(f"KP-2026-{number:04}") for number in range(1, mails + 1)))
        self.memory = MemoryTransport(script)
        self.worker = self.another(transport or self.memory)

    def another(self, transport: Transport) -> Worker:
        return Worker(self.store, transport, self.clock, jitter=lambda: 0.0)

    def pass_time(self, pause: timedelta) -> None:
        self.clock.set(self.clock.now() + pause)


class CallsFirst:
    """A transport that does something else while the mail is under way."""

    def __init__(self, then: Outcome, first: Callable[[], None]) -> None:
        self.then, self.first = then, first

    async def deliver(self, mail: Mail) -> Outcome:
        self.first()
        return self.then

    async def close(self) -> None:
        return
