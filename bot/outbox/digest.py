"""The day's digest: each morning one mail that says which numbers came and what has not gone out, also when none came.

So the inbox itself shows a gap, and a morning without the mail shows that nothing at all gets through.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.errors import StorageError
from bot.outbox.delivery import plain
from bot.outbox.model import Mail
from bot.outbox.notice import notice

MORNING = 6
"""The hour, in Sweden, from which the digest of the day before goes out: what the night delayed has had its chance."""
LOOK_EVERY = 60.0
"""Seconds between two looks whether a new day has begun."""
_MOST_NAMED = 20
"""Mails told one by one; of more than that, how many."""
_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_log = logging.getLogger("partnerskap.outbox")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of one year that were given in the time the digest is about; `first` to `last`, both given."""

    year: int
    first: int
    last: int

    def __str__(self) -> str:
        start = f"KP-{self.year:04d}-{self.first:04d}"
        return start if self.first == self.last else f"{start}–{self.last:04d}"

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What one digest tells. No number falls between two digests, and none is in both."""

    since: date
    """The first day it is about: the day of the digest before."""
    until: date
    """The last: yesterday, but for an outage the same day as `since`."""
    numbers: tuple[Numbers, ...] = ()
    erased: tuple[str, ...] = ()
    """Numbers among these whose lead has been erased since, on request."""
    waiting: tuple[str, ...] = ()
    """Numbers of leads, from whenever, whose mail has not gone out yet."""
    failed: tuple[str, ...] = ()
    """Numbers of leads whose mail was given up."""


class DigestStore(Protocol):
    """What the digest needs from storage."""

    async def queue_digest(self, day: date, now: datetime, compose: Callable[[Facts], Mail]) -> bool:
        """Put the digest about the days before `day` in the outbox, once, in one transaction with what it tells.
        False when that has been done; also on the very first day, which has no day before and is only noted."""
        ...


def named(day: str) -> str:
    """How the digest of a day (as `2026-11-24`) is called in lists, file names and its Message-ID."""
    return f"dagsbesked-{day}"


def digest_mail(facts: Facts, *, sender: str, recipient: str, token: str, now: datetime) -> Mail:
    """The digest as a mail."""
    count = sum(map(len, facts.numbers))
    came = ", ".join(map(str, facts.numbers)) or "inga anmälningar"
    subject = f"{_when(facts)}: {came}, {_left(facts)} (Partnerskapsguiden)"
    lines = [f"{_period(facts)} kom {_leads(count)}{': ' + came if count else ''}."]
    if facts.erased:
        lines.append(f"Raderade på begäran sedan dess: {_list(facts.erased)}. De kan saknas i inkorgen.")
    lines.append(_state(facts))
    lines.append("")
    if count:
        lines.append(
            "Varje nummer ska finnas som ett eget mejl i inkorgen. Saknas något: titta i skräpposten, och be sedan den "
            "som sköter Partnerskapsguiden att titta med partnerskap outbox list."
        )
    lines += [
        "Beskedet kommer varje morgon, också när inget har kommit in. Uteblir det når troligen inga anmälningar fram.",
        "Den som sköter guiden stänger av beskedet med PARTNERSKAP_DIGEST=off.",
        "",
    ]  # fmt: skip
    name = named((facts.until + timedelta(days=1)).isoformat())
    return notice(name, subject, "\n".join(lines), sender=sender, recipient=recipient, token=token, now=now)


def _when(facts: Facts) -> str:
    return "Igår" if facts.since == facts.until else f"{facts.since.isoformat()} – {facts.until.isoformat()}"


def _period(facts: Facts) -> str:
    if facts.since == facts.until:
        return f"Igår, {_day(facts.until)},"
    return f"{_day(facts.since).capitalize()} till {_day(facts.until)}"


def _left(facts: Facts) -> str:
    told = [f"{len(facts.waiting)} väntar"] if facts.waiting else []
    told += [f"{len(facts.failed)} {'MISSLYCKAT' if len(facts.failed) == 1 else 'MISSLYCKADE'}"] if facts.failed else []
    return ", ".join(told) or "inget väntar"


def _state(facts: Facts) -> str:
    told = []
    if facts.failed:
        told.append(
            f"MISSLYCKADE mejl: {_list(facts.failed)}. De skickas inte igen av sig själva: orsaken visas av partnerskap "
            "outbox list, och partnerskap outbox retry skickar dem igen."
        )
    if facts.waiting:
        told.append(f"Väntar på att komma iväg: {_list(facts.waiting)}. Nya försök görs av sig själva.")
    return "\n".join(told) or "Inget väntar: alla mejl har gått iväg."


def _leads(count: int) -> str:
    return {0: "inga intresseanmälningar", 1: "en intresseanmälan"}.get(count, f"{count} intresseanmälningar")


def _list(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" och {more} till" if more > 0 else "")


def _day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


class Digest:
    """Sees to it that each day has its digest, for as long as a worker runs."""

    def __init__(self, store: DigestStore, clock: Clock, compose: Callable[[Facts, datetime], Mail]) -> None:
        """`compose` makes the mail of what the storage tells, at a moment."""
        self._store = store
        self._clock = clock
        self._compose = compose
        self._seen: date | None = None

    async def queue(self) -> bool:
        """Queue the day's digest when it is time and it is not there. Whether it was. Raises StorageError."""
        # Wall clock on purpose: six in the morning is six also when summer time begins.
        now = self._clock.now()
        day = (now - timedelta(hours=MORNING)).date()
        if day == self._seen:
            return False
        queued = await self._store.queue_digest(day, now, lambda facts: self._compose(facts, now))
        self._seen = day
        return queued

    async def run(self, stop: asyncio.Event, wake: asyncio.Event) -> None:
        """Look until `stop` is set; set `wake` when there is a mail to be sent."""
        while not stop.is_set():
            try:
                if await self.queue():
                    wake.set()
            except StorageError as error:
                _log.error("Dagsbeskedet kunde inte läggas i utkorgen; nytt försök strax. %s", plain(str(error)))
            try:
                await asyncio.wait_for(stop.wait(), LOOK_EVERY)
            except TimeoutError:
                continue
