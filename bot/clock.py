"""What time it is, for everything that may know: passed in, never asked for in the pure rooms."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
"""Numbers, dates and times are those of the receiver's calendar."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in Swedish time."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, to the second: nothing here needs more."""
        return datetime.now(STOCKHOLM).replace(microsecond=0)


class FixedClock:
    """A clock that stands still until it is moved; for tests and demonstrations."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The moment the clock was last set to."""
        return self._now

    def set(self, now: datetime) -> None:
        """Move the clock."""
        self._now = now
