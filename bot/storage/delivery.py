"""The outbox as SQL. A claim is a state, a lease and an attempt number; whoever settles a row must name the attempt,
so a worker that was thought dead and comes back changes nothing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, get_args

from bot.outbox.digest import named
from bot.outbox.model import Mail, Row, State
from bot.outbox.retry import HORIZON, later
from bot.storage.moments import from_text, from_text_or_none
from bot.storage.session import Session


def claim(session: Session, now: datetime, lease_until: datetime) -> Row | None:
    """The row that has been due longest, marked as ours; one beyond the horizon was put off by a wrong clock."""
    rows = session.rows(
        """UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased_until = :lease_until
           WHERE id = (SELECT id FROM outbox WHERE claimable <= :now OR claimable > :horizon ORDER BY due, id LIMIT 1)
           RETURNING *""",
        now=now,
        horizon=later(now, HORIZON),
        lease_until=lease_until,
    )
    return _row(rows[0]) if rows else None


def mark_sent(session: Session, row_id: int, attempt: int, now: datetime) -> bool:
    """Settle as delivered, row and lead in one."""
    ours = session.change(
        """UPDATE outbox SET state = 'sent', sent = :now, leased_until = NULL, last_error = NULL
           WHERE id = :row_id AND attempts = :attempt AND state = 'sending'""",
        row_id=row_id,
        attempt=attempt,
        now=now,
    )
    if ours:
        session.change(
            "UPDATE leads SET delivered = :now WHERE number = (SELECT number FROM outbox WHERE id = :row_id)",
            row_id=row_id,
            now=now,
        )
    return bool(ours)


def mark_waiting(
    session: Session, row_id: int, attempt: int, due: datetime, error: str, since: datetime | None
) -> bool:
    """Settle as to be tried again."""
    ours = _settle(session, row_id, attempt, "waiting", due, error)
    if ours:
        session.change(
            "UPDATE outbox SET waiting_since = coalesce(waiting_since, :since) WHERE id = :row_id",
            row_id=row_id,
            since=since,
        )
    return ours


def mark_failed(session: Session, row_id: int, attempt: int, error: str) -> bool:
    """Settle as given up."""
    return _settle(session, row_id, attempt, "failed", None, error)


def release(session: Session, row_id: int, attempt: int, due: datetime, error: str) -> bool:
    """Settle as to be tried again, the attempt not counted. `waiting` even when none is left: so `retry` reaches it."""
    return _settle(session, row_id, attempt, "waiting", due, error, uncounted=1)


def rows(session: Session, states: tuple[State, ...] | None) -> list[Row]:
    """Rows in the order a person wants to see them."""
    found = session.rows(
        """SELECT * FROM outbox WHERE :states IS NULL OR state IN (SELECT value FROM json_each(:states))
           ORDER BY state <> 'failed', created, id""",
        states=_list(states),
    )
    return [_row(row) for row in found]


def retry(session: Session, row_ids: tuple[int, ...] | None, now: datetime) -> int:
    """Failed and waiting rows made due. The attempts stay counted: they tell claims apart."""
    return session.change(
        """UPDATE outbox SET state = 'waiting', due = :now, waiting_since = NULL WHERE state IN ('failed', 'waiting')
           AND (:row_ids IS NULL OR id IN (SELECT value FROM json_each(:row_ids)))""",
        row_ids=_list(row_ids),
        now=now,
    )


def next_due(session: Session) -> datetime | None:
    """When `claim` will find something."""
    return from_text_or_none(session.value("SELECT min(claimable) FROM outbox"))


def oldest_undelivered(session: Session) -> datetime | None:
    """Since when the longest waiting one has waited."""
    return from_text_or_none(session.value("SELECT min(created) FROM outbox WHERE state NOT IN ('sent', 'failed')"))


def summary(session: Session) -> dict[State, int]:
    """How many rows are in each state, the empty ones too."""
    counted = session.rows("SELECT state, count(*) AS number FROM outbox GROUP BY state")
    return dict.fromkeys(get_args(State), 0) | {row["state"]: row["number"] for row in counted}


def _settle(
    session: Session, row_id: int, attempt: int, state: State, due: datetime | None, error: str, *, uncounted: int = 0
) -> bool:
    changed = session.change(
        """UPDATE outbox SET state = :state, due = coalesce(:due, due), last_error = :error, leased_until = NULL,
           attempts = attempts - :uncounted WHERE id = :row_id AND attempts = :attempt AND state = 'sending'""",
        row_id=row_id,
        attempt=attempt,
        state=state,
        due=due,
        error=error,
        uncounted=uncounted,
    )
    return bool(changed)


def _list(values: tuple[Any, ...] | None) -> str | None:
    """One value for `json_each`: a list of any length without building SQL. None means all, an empty one none."""
    return None if values is None else json.dumps(values)


def _row(kept: dict[str, Any]) -> Row:
    name = kept["number"] or named(kept["digest"])
    mail = Mail(kept["message_id"], kept["sender"], kept["recipient"], kept["content"], name)
    return Row(
        id=kept["id"],
        mail=mail,
        state=kept["state"],
        attempts=kept["attempts"],
        created=from_text(kept["created"]),
        due=from_text(kept["due"]),
        leased_until=from_text_or_none(kept["leased_until"]),
        last_error=kept["last_error"],
        sent=from_text_or_none(kept["sent"]),
        waiting_since=from_text_or_none(kept["waiting_since"]),
    )
