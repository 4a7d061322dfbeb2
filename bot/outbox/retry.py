"""When a mail that had to wait is tried again, and when patience runs out. Pure: the time and the chance are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

FIRST_PAUSE = timedelta(minutes=1)
"""After the first attempt: greylisting servers are content with it, and a person hardly notices."""
LONGEST_PAUSE = timedelta(hours=6)
PATIENCE = timedelta(days=5)
"""From when the server first asked the mail to wait; the time RFC 5321, 4.5.4.1, advises a sender to keep trying. Not
from when it was queued: a mail that lay here while the server was down has not been tried yet."""
HORIZON = LONGEST_PAUSE + timedelta(hours=1)
"""No mail is ever put off longer. One that is due later than this from now was put off by a clock since set back."""
SPREAD = 0.2
"""How much of a pause chance may take away, so that mails deferred together do not all come back together."""
_DOUBLINGS_TO_LONGEST = 9


def later(moment: datetime, pause: timedelta) -> datetime:
    """The moment `pause` after `moment`, in the same zone. By way of UTC: Python adds in wall clock time, which is
    an hour wrong the nights summer time begins and ends."""
    return (moment.astimezone(UTC) + pause).astimezone(moment.tzinfo)


def between(start: datetime, end: datetime) -> timedelta:
    """How long it really is from `start` to `end`, for the same reason; negative when `end` comes first."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def next_try(attempts: int, waiting_since: datetime, now: datetime, jitter: float) -> datetime | None:
    """When to try again after `attempts` (1 or more) attempts, or None: give up.

    The pause doubles from one minute to at most six hours, less up to a fifth by `jitter` (0–1). The last attempt
    falls when the five days end, never after. Raises ValueError for numbers outside their range."""
    if attempts < 1:
        raise ValueError("attempts: at least 1")
    if not 0 <= jitter <= 1:
        raise ValueError("jitter: 0 to 1")
    left = PATIENCE - between(waiting_since, now)
    if left <= timedelta(0):
        return None
    doubled = min(FIRST_PAUSE * 2 ** min(attempts - 1, _DOUBLINGS_TO_LONGEST), LONGEST_PAUSE)
    pause = max(FIRST_PAUSE, doubled * (1 - SPREAD * jitter))
    return later(now, min(pause, left))
