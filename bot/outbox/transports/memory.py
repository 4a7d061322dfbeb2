"""Delivers to a list in memory, with outcomes that can be written beforehand; for tests and demonstrations."""

from __future__ import annotations

from collections.abc import Iterable

from bot.outbox.delivery import Accepted, Outcome
from bot.outbox.model import Mail


class MemoryTransport:
    """Says what the script says, one outcome a mail, and yes when the script has ended."""

    def __init__(self, script: Iterable[Outcome] = ()) -> None:
        self._script = iter(script)
        self.attempted: list[Mail] = []
        """Every mail `deliver` was called with, in order."""
        self.delivered: list[Mail] = []
        """Those that were accepted."""
        self.closed = False

    async def deliver(self, mail: Mail) -> Outcome:
        """The next outcome of the script."""
        if self.closed:
            raise RuntimeError("the transport is closed")
        self.attempted.append(mail)
        outcome = next(self._script, Accepted())
        if isinstance(outcome, Accepted):
            self.delivered.append(mail)
        return outcome

    async def close(self) -> None:
        """Refuse what comes after: a delivery then is a fault of the caller."""
        self.closed = True
