"""Takes mails from the outbox and delivers them, at least once each.

Never exactly once: no mail server can promise that. A duplicate has the same bytes and the same Message-ID, so that
the receiver's mail program or a person can see it is one. The windows in which one can arise:

1. *No answer after the final dot.* The connection was lost, the time ran out or the answer was gibberish after the
   content had gone (`Uncertain`): the server may have accepted.
2. *Accepted, but the process died* – or was cancelled, or lost its power – before `mark_sent` was on the disk. The
   claim lapses after the lease and another worker delivers again. Answering QUIT falls into this window.
3. *Accepted, but the storage could not write it down.* The worker remembers and writes it before it claims anything
   more, so a duplicate takes that the process ends first, or that another worker finds the claim lapsed.
4. *A delivery that outlasts its lease.* Another worker claims the mail while this one is still at it. The lease, five
   minutes, is four times the longest delivery over SMTP, so it takes a machine that was asleep, or a clock put forward.
5. *A person asks for it*: `partnerskap outbox retry` on a mail that failed because of (1).
6. *A backup is put back*: what was sent after it was made is unsent in it.

`docs/leverans.md` says the same to who runs it.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.clock import Clock
from bot.errors import StorageError
from bot.outbox.circuit import Circuit
from bot.outbox.delivery import Accepted, Deferred, Outcome, Rejected, ServerFault, Transport, Uncertain, plain
from bot.outbox.model import OutboxStore, Row
from bot.outbox.retry import between, later, next_try

log = logging.getLogger("partnerskap.outbox")

SHORTEST_NAP = 1.0
"""Seconds; so that a row which is due but never claimed does not make the loop spin."""
LONGEST_NAP = 30.0
"""Seconds; so that a mail queued by another process, or a clock that was moved, is noticed."""
STORAGE_NAP = 10.0
"""Seconds to leave a storage that cannot be used."""

Tally = Literal["sent", "waiting", "failed", "faults", "taken_over"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What one round came to, in mails."""

    sent: int = 0
    waiting: int = 0
    """To be tried again later."""
    failed: int = 0
    """Given up; a person must look."""
    faults: int = 0
    """Given back because the server, not the mail, was at fault; ends the round."""
    taken_over: int = 0
    """Tried, but the claim had lapsed meanwhile and another worker has the mail."""


class Worker:
    """Delivers what is due, one mail at a time. Several workers may share one outbox, in one process or many."""

    def __init__(
        self,
        store: OutboxStore,
        transport: Transport,
        clock: Clock,
        *,
        lease: timedelta = timedelta(minutes=5),
        jitter: Callable[[], float],
    ) -> None:
        """`lease`: how long a claim holds; longer than any delivery. `jitter` gives a number 0–1 each call."""
        self._store = store
        self._transport = transport
        self._clock = clock
        self._lease = lease
        self._jitter = jitter
        self._circuit = Circuit()
        self._unrecorded: list[tuple[Row, datetime]] = []

    @property
    def circuit(self) -> Circuit:
        """Whether the server is left in peace just now; for health checks."""
        return self._circuit

    async def run_once(self) -> Summary:
        """Deliver all that is due and end. Raises StorageError when the outbox cannot be read or written."""
        return await self._round(asyncio.Event())

    async def run(self, stop: asyncio.Event, wake: asyncio.Event) -> None:
        """Deliver until `stop` is set, the mail under way included. Set `wake` when a mail has been queued; without
        it the worker looks when the next row is due, at least every half minute."""
        while not stop.is_set():
            # Cleared before the round: a mail queued while it runs must not be slept over.
            wake.clear()
            try:
                await self._round(stop)
                seconds = nap(self._clock.now(), await self._store.next_due(), self._circuit)
            except StorageError as error:
                log.error("Utkorgen går inte att läsa eller skriva; nytt försök strax. %s", plain(str(error)))
                seconds = STORAGE_NAP
            await _rest(stop, wake, seconds)
        await self._last_words()

    async def _round(self, stop: asyncio.Event) -> Summary:
        await self._record_the_unrecorded()
        tally: Counter[str] = Counter()
        # A server fault blocks the circuit, and so ends the round.
        while not stop.is_set() and not self._circuit.blocks(self._clock.now()):
            now = self._clock.now()
            row = await self._store.claim(now, later(now, self._lease))
            if row is None:
                break
            tally[await self._record(row, await self._deliver(row))] += 1
        return Summary(**tally)

    async def _deliver(self, row: Row) -> Outcome:
        try:
            return await self._transport.deliver(row.mail)
        except Exception as error:  # a fault in our own code must cost one mail a delay, not all mails the worker
            kind = type(error).__name__
            frame = traceback.extract_tb(error.__traceback__)[-1]
            # Where, but not the error's text: it may quote the mail.
            log.error("%s: oväntat fel %s i %s rad %s.", _name(row), kind, frame.filename, frame.lineno)
            return Uncertain(f"Ett oväntat fel i programmet ({kind}) avbröt försöket; mejlet kan ha kommit fram.")

    async def _record(self, row: Row, outcome: Outcome) -> Tally:
        now = self._clock.now()
        if isinstance(outcome, ServerFault):
            self._circuit = self._circuit.after_fault(now)
        elif not isinstance(outcome, Uncertain):
            self._circuit = self._circuit.after_answer()
        match outcome:
            case Accepted(reply):
                return await self._sent(row, now, reply)
            case Deferred(reason) | Uncertain(reason):
                return await self._wait(row, now, reason)
            case Rejected(reason):
                return await self._fail(row, reason)
            case ServerFault(reason):
                return await self._give_back(row, now, reason)

    async def _sent(self, row: Row, now: datetime, reply: str) -> Tally:
        try:
            ours = await self._store.mark_sent(row.id, row.attempts, now)
        except StorageError:
            self._unrecorded.append((row, now))
            raise
        if ours:
            log.info("%s: skickat, försök %s. %s", _name(row), row.attempts, plain(reply))
            return "sent"
        return _taken_over(row, "är skickat och kan komma i två exemplar med samma Message-ID")

    async def _wait(self, row: Row, now: datetime, reason: str) -> Tally:
        since = row.waiting_since or now
        due = next_try(row.attempts, since, now, self._jitter())
        if due is None:
            return await self._fail(row, f"Gav upp efter fem dygn och {row.attempts} försök. {reason}")
        if await self._store.mark_waiting(row.id, row.attempts, due, reason, since):
            log.warning("%s: väntar till %s. %s", _name(row), due.isoformat(), plain(reason, 400))
            return "waiting"
        return _taken_over(row, "skulle ha väntat")

    async def _fail(self, row: Row, reason: str) -> Tally:
        if await self._store.mark_failed(row.id, row.attempts, reason):
            log.error("%s: går inte att skicka, en människa behöver titta. %s", _name(row), plain(reason, 400))
            return "failed"
        return _taken_over(row, "skulle ha lagts åt sidan")

    async def _give_back(self, row: Row, now: datetime, reason: str) -> Tally:
        due = later(now, self._circuit.pause(now))
        if await self._store.release(row.id, row.attempts, due, reason):
            log.error("%s: ligger kvar till %s. %s", _name(row), due.isoformat(), plain(reason, 400))
        else:
            _taken_over(row, "skulle ha lämnats tillbaka")
        return "faults"

    async def _record_the_unrecorded(self) -> None:
        """Write down the deliveries the storage refused, before anything more is claimed. Raises StorageError."""
        while self._unrecorded:
            row, when = self._unrecorded[0]
            if await self._store.mark_sent(row.id, row.attempts, when):
                log.info("%s: skickat, försök %s; nu även bokfört.", _name(row), row.attempts)
            else:
                _taken_over(row, "är skickat och kan komma i två exemplar med samma Message-ID")
            del self._unrecorded[0]

    async def _last_words(self) -> None:
        try:
            await self._record_the_unrecorded()
        except StorageError as error:
            names = ", ".join(_name(row) for row, _ in self._unrecorded)
            log.error("Skickat men inte bokfört, kan komma i två exemplar: %s. %s", names, plain(str(error)))


def nap(now: datetime, next_due: datetime | None, circuit: Circuit) -> float:
    """Seconds to sleep when nothing more can be done at `now`: until the next row is due and the server may be tried,
    within the shortest and the longest nap."""
    if next_due is None:
        return LONGEST_NAP
    wanted = max(between(now, next_due), circuit.pause(now)).total_seconds()
    return min(max(wanted, SHORTEST_NAP), LONGEST_NAP)


async def _rest(stop: asyncio.Event, wake: asyncio.Event, seconds: float) -> None:
    """Sleep until either event is set or the time has passed."""
    waits = [asyncio.ensure_future(event.wait()) for event in (stop, wake)]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


def _taken_over(row: Row, what: str) -> Tally:
    log.warning("%s: %s, men en annan arbetare har tagit över det.", _name(row), what)
    return "taken_over"


def _name(row: Row) -> str:
    """The mail in a log line: its number and row, never an address."""
    return f"Mejl {plain(row.mail.subject_number, 40)} (rad {row.id})"
