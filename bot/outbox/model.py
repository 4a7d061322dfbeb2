"""The outbox: mails that are promised, until they are delivered. States, rows and the seam to storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

State = Literal["queued", "sending", "waiting", "sent", "failed"]
"""queued: never tried · sending: claimed by a worker · waiting: tried, will be tried again ·
sent: the server said yes · failed: the server said never, or patience ran out; a person must look."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as promised: finished bytes, so that every attempt sends the same."""

    message_id: str
    sender: str
    """Envelope sender, a bare address."""
    recipient: str
    content: bytes
    """The whole message, headers and body, CRLF line ends."""
    subject_number: str
    """The lead's number, or the name of the day's digest; for lists and file names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mail in the outbox with where it stands."""

    id: int
    mail: Mail
    state: State
    attempts: int
    """Attempts begun."""
    created: datetime
    due: datetime
    """Not to be tried before."""
    leased_until: datetime | None
    """While `sending`: when the claim lapses and another worker may take over."""
    last_error: str | None
    """In words, for the operator."""
    sent: datetime | None
    waiting_since: datetime | None = None
    """When the mail was first asked to wait, since it was queued or a person wanted it sent again."""


class OutboxStore(Protocol):
    """What the worker needs from storage. Each method is one committed transaction."""

    async def claim(self, now: datetime, lease_until: datetime) -> Row | None:
        """Take the longest due row that is queued, waiting, or sending with a lapsed lease; mark it `sending`,
        count the attempt. None when nothing is due. Two workers never get the same row while the lease lasts.

        A row that is due further ahead than any pause (`retry.HORIZON`) is due: the clock has been set back."""
        ...

    async def mark_sent(self, row_id: int, attempt: int, now: datetime) -> bool:
        """The server accepted. False when the claim (told by its attempt number) is no longer ours."""
        ...

    async def mark_waiting(
        self, row_id: int, attempt: int, due: datetime, error: str, since: datetime | None = None
    ) -> bool:
        """Try again at `due`; kept as waiting since `since` unless it already waits. False as above."""
        ...

    async def mark_failed(self, row_id: int, attempt: int, error: str) -> bool:
        """Never again by itself. False as above."""
        ...

    async def release(self, row_id: int, attempt: int, due: datetime, error: str) -> bool:
        """Give the claim back without counting the attempt: the fault is the server's, not the mail's."""
        ...

    async def rows(self, states: tuple[State, ...] | None = None) -> list[Row]:
        """All rows, failed first, then oldest first; only `states` when given."""
        ...

    async def retry(self, row_ids: tuple[int, ...] | None, now: datetime) -> int:
        """Make failed and waiting rows (all, or those given) due now, with all patience before them. How many."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next row may be tried, None when nothing waits."""
        ...

    async def oldest_undelivered(self) -> datetime | None:
        """When the mail was put in that has been under way longest; None when none is. One given up is not."""
        ...
