"""How long to leave a server in peace when the fault is its own, not the mail's. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outbox.retry import between, later

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
_DOUBLINGS_TO_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Circuit:
    """What is remembered about the server; immutable, each event gives a new one."""

    faults: int = 0
    """Server faults in a row."""
    blocked_until: datetime | None = None
    """No delivery is begun before this; None when the server answered last."""

    def pause(self, now: datetime) -> timedelta:
        """How long yet until a delivery may begin; zero when it may."""
        if self.blocked_until is None:
            return timedelta(0)
        left = between(now, self.blocked_until)
        # More than we ever ask for: the machine's clock was set back, and mails must not wait for it to catch up.
        return left if timedelta(0) < left <= LONGEST_PAUSE else timedelta(0)

    def blocks(self, now: datetime) -> bool:
        """Whether the server is to be left alone at `now`."""
        return self.pause(now) > timedelta(0)

    def after_fault(self, now: datetime) -> Circuit:
        """The server was at fault once more: 30 seconds, doubled for each in a row, at most 15 minutes."""
        pause = min(FIRST_PAUSE * 2 ** min(self.faults, _DOUBLINGS_TO_LONGEST), LONGEST_PAUSE)
        return Circuit(self.faults + 1, later(now, pause))

    def after_answer(self) -> Circuit:
        """The server said something about a mail, yes or no: it works."""
        return Circuit()
