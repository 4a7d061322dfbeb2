"""A small outbox in memory that keeps the promises of `OutboxStore`, and builders for its mails."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from bot.errors import StorageError
from bot.outbox.model import Mail, Row, State
from bot.outbox.retry import HORIZON

ANY_MOMENT = datetime.fromisoformat("2026-11-23T10:15:00+01:00")


def a_mail(number: str = "KP-2026-0001", *, message_id: str | None = None, body: str = "Hej!\r\n") -> Mail:
    """A short, finished mail about the lead `number`."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "guiden@kommun.example"
    message["To"] = "partnership@icld.example"
    message["Subject"] = f"Intresse {number}"
    message["Message-ID"] = message_id or f"<{number}@guiden.example>"
    message.set_content(body)
    return Mail(
        message_id=message["Message-ID"],
        sender="guiden@kommun.example",
        recipient="partnership@icld.example",
        content=message.as_bytes(),
        subject_number=number,
    )


class MemoryOutboxStore:
    """Rows in a dictionary. `broken` names the methods that fail as if the disk were full."""

    def __init__(self, *mails: Mail, now: datetime = ANY_MOMENT) -> None:
        self._rows: dict[int, Row] = {}
        self.broken: set[str] = set()
        self.calls: list[str] = []
        """The methods called, in order."""
        for mail in mails:
            self.add(mail, now)

    def add(self, mail: Mail, now: datetime) -> int:
        """Queue a mail, due at once. Its row id."""
        row_id = len(self._rows) + 1
        self._rows[row_id] = Row(row_id, mail, "queued", 0, now, now, None, None, None)
        return row_id

    def row(self, row_id: int) -> Row:
        """The row as it stands."""
        return self._rows[row_id]

    async def claim(self, now: datetime, lease_until: datetime) -> Row | None:
        self._called("claim")
        due = [row for row in self._rows.values() if _claimable(row, now)]
        if not due:
            return None
        first = min(due, key=lambda row: (row.due.timestamp(), row.id))
        return self._change(first.id, state="sending", attempts=first.attempts + 1, leased_until=lease_until)

    async def mark_sent(self, row_id: int, attempt: int, now: datetime) -> bool:
        self._called("mark_sent")
        return self._ours(row_id, attempt) and bool(
            self._change(row_id, state="sent", sent=now, leased_until=None, last_error=None)
        )

    async def mark_waiting(
        self, row_id: int, attempt: int, due: datetime, error: str, since: datetime | None = None
    ) -> bool:
        self._called("mark_waiting")
        since = self._rows[row_id].waiting_since or since
        return self._ours(row_id, attempt) and bool(
            self._change(row_id, state="waiting", due=due, leased_until=None, last_error=error, waiting_since=since)
        )

    async def mark_failed(self, row_id: int, attempt: int, error: str) -> bool:
        self._called("mark_failed")
        return self._ours(row_id, attempt) and bool(
            self._change(row_id, state="failed", leased_until=None, last_error=error)
        )

    async def release(self, row_id: int, attempt: int, due: datetime, error: str) -> bool:
        self._called("release")
        return self._ours(row_id, attempt) and bool(
            self._change(row_id, state="waiting", attempts=attempt - 1, due=due, leased_until=None, last_error=error)
        )

    async def rows(self, states: tuple[State, ...] | None = None) -> list[Row]:
        self._called("rows")
        found = [row for row in self._rows.values() if states is None or row.state in states]
        return sorted(found, key=lambda row: (row.state != "failed", row.created.timestamp(), row.id))

    async def retry(self, row_ids: tuple[int, ...] | None, now: datetime) -> int:
        self._called("retry")
        stuck = [
            row.id
            for row in self._rows.values()
            if row.state in ("failed", "waiting") and (row_ids is None or row.id in row_ids)
        ]
        for row_id in stuck:
            self._change(row_id, state="waiting", due=now, waiting_since=None)
        return len(stuck)

    async def next_due(self) -> datetime | None:
        self._called("next_due")
        moments = [
            row.leased_until if row.state == "sending" and row.leased_until else row.due
            for row in self._rows.values()
            if row.state in ("queued", "waiting", "sending")
        ]
        return min(moments, key=datetime.timestamp, default=None)

    def _called(self, method: str) -> None:
        self.calls.append(method)
        if method in self.broken:
            raise StorageError("Disken är full.")

    def _ours(self, row_id: int, attempt: int) -> bool:
        row = self._rows[row_id]
        return row.state == "sending" and row.attempts == attempt

    def _change(self, row_id: int, **changes: object) -> Row:
        self._rows[row_id] = replace(self._rows[row_id], **changes)  # type: ignore[arg-type]
        return self._rows[row_id]


def _claimable(row: Row, now: datetime) -> bool:
    # By timestamp: two times in the same zone are else compared by wall clock, wrongly when summer time ends.
    if row.state not in ("queued", "waiting", "sending"):
        return False
    ahead = ((row.leased_until if row.state == "sending" else None) or row.due).timestamp() - now.timestamp()
    return ahead <= 0 or ahead > HORIZON.total_seconds()
