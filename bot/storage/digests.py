"""The day's digest as SQL. Each keeps the last number of each year that it told, so that the next goes on from there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.clock import STOCKHOLM
from bot.outbox.digest import Facts, Numbers
from bot.outbox.model import Mail
from bot.storage.session import Session


def queue(session: Session, day: date, now: datetime, compose: Callable[[Facts], Mail]) -> bool:
    """The digest and its mail, once a day. The last one is the last that was made, whatever its day: a clock that was
    wrong for a while must not silence the days after."""
    if session.value("SELECT 1 FROM digests WHERE day = :day", day=day.isoformat()):
        return False
    before = session.rows("SELECT day, numbers FROM digests ORDER BY id DESC LIMIT 1")
    known = {int(year): last for year, last in json.loads(before[0]["numbers"]).items()} if before else {}
    told = known | {year: last for year, last in _told(session, day).items() if last > known.get(year, 0)}
    session.change(
        "INSERT INTO digests (day, numbers) VALUES (:day, :numbers)", day=day.isoformat(), numbers=json.dumps(told)
    )
    if not before:
        return False
    numbers = tuple(
        Numbers(year, known.get(year, 0) + 1, last) for year, last in told.items() if last > known.get(year, 0)
    )
    yesterday = day - timedelta(days=1)
    mail = compose(
        Facts(
            since=min(date.fromisoformat(before[0]["day"]), yesterday),
            until=yesterday,
            numbers=numbers,
            erased=_erased(session, numbers),
            waiting=_in_state(session, "queued", "sending", "waiting"),
            failed=_in_state(session, "failed"),
        )
    )
    session.change(
        """INSERT INTO outbox (digest, message_id, sender, recipient, content, state, created, due)
           VALUES (:day, :message_id, :sender, :recipient, :content, 'queued', :now, :now)""",
        day=day.isoformat(),
        message_id=mail.message_id,
        sender=mail.sender,
        recipient=mail.recipient,
        content=mail.content,
        now=now,
    )
    return True


def forget(session: Session, before: date) -> None:
    """Erase digests and their mails from days before; the last one stays, the next goes on from it."""
    session.change(
        "DELETE FROM digests WHERE day < :before AND id < (SELECT max(id) FROM digests)", before=before.isoformat()
    )


def _told(session: Session, day: date) -> dict[int, int]:
    """The last number of each year given before `day` began. Numbers only grow, so those before the day's first.
    Leads from further ahead were received by a wrong clock, and are told at once."""
    rows = session.rows(
        """SELECT year, coalesce((SELECT min(CAST(substr(number, 9) AS INTEGER)) - 1 FROM leads
           WHERE number LIKE printf('KP-%04d-%%', year) AND received >= :midnight AND received < :horizon), last) AS last
           FROM numbers ORDER BY year""",
        midnight=datetime.combine(day, time(), STOCKHOLM),
        horizon=datetime.combine(day + timedelta(days=3), time(), STOCKHOLM),
    )
    return {row["year"]: row["last"] for row in rows}


def _erased(session: Session, numbers: tuple[Numbers, ...]) -> tuple[str, ...]:
    """Those of the numbers whose lead is not kept any more."""
    given = [f"KP-{one.year:04d}-{number:04d}" for one in numbers for number in range(one.first, one.last + 1)]
    kept = session.rows(
        "SELECT number FROM leads WHERE number IN (SELECT value FROM json_each(:given))", given=json.dumps(given)
    )
    return tuple(sorted(set(given) - {row["number"] for row in kept}))


def _in_state(session: Session, *states: str) -> tuple[str, ...]:
    rows = session.rows(
        """SELECT number FROM outbox WHERE number IS NOT NULL
           AND state IN (SELECT value FROM json_each(:states)) ORDER BY id""",
        states=json.dumps(states),
    )
    return tuple(row["number"] for row in rows)
