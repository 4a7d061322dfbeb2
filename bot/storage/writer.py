"""One thread that owns the connection. What has queued up while it was at the disk is committed together.

A commit waits for the disk, a few milliseconds, however much is in it. So the thread takes all that waits, runs each
piece of work in a savepoint of its own, and commits once: a piece that raises is undone alone, and its exception goes
to its own caller; when the commit fails nobody's work is saved and every caller of the group is told.

A caller that is cancelled changes nothing: work handed over is run once and saved as a whole, or fails as a whole,
whether or not somebody still waits for the outcome. Who asks again is recognised by the id of the update.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.errors import StorageError
from bot.storage.faults import CLOSED, LOST, translated
from bot.storage.session import Session

T = TypeVar("T")
GROUP_LIMIT = 256
"""Most pieces of work in one commit: the first of them waits for the last, and so do other processes."""
_log = logging.getLogger("partnerskap.storage")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one piece of work: a value, or an error. Not raised across threads, but carried."""

    value: T | None = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work that waits for the thread."""

    work: Callable[[Session], Any]
    answer: Callable[[Outcome[Any]], None]
    """Called once, in the thread, when the outcome is final."""
    writes: bool


class Writer:
    """The thread and its queue. Safe to use from any thread and any event loop."""

    def __init__(self, connect: Callable[[], Session]) -> None:
        """Start the thread and open the connection in it; raises what `connect` raises."""
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        opened: Future[None] = Future()
        # A daemon: a program that ends without closing loses nothing that was confirmed, and must not hang.
        self._thread = threading.Thread(target=self._serve, args=(connect, opened), name="storage", daemon=True)
        self._thread.start()
        opened.result()

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a transaction; what it gives back, once it is on disk."""
        return await self._call(work, writes=True)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run `work`, one SELECT, outside any transaction: it sees what is committed and waits for no lock."""
        return await self._call(work, writes=False)

    async def close(self) -> None:
        """Finish everything handed over, then close the connection. More than once does no harm."""
        with self._lock:
            self._closed = True
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    async def _call(self, work: Callable[[Session], T], *, writes: bool) -> T:
        loop = asyncio.get_running_loop()
        final: asyncio.Future[Outcome[T]] = loop.create_future()

        def answer(outcome: Outcome[T]) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_settle, final, outcome)

        with self._lock:
            if self._closed:
                raise StorageError(CLOSED)
            self._queue.put(Job(work, answer, writes))
        outcome = await final
        if outcome.error is not None:
            raise outcome.error
        return outcome.value  # type: ignore[return-value]  # a value that is None is T's own None

    def _serve(self, connect: Callable[[], Session], opened: Future[None]) -> None:
        try:
            session = connect()
        except BaseException as error:
            opened.set_exception(error)
            return
        opened.set_result(None)
        more = True
        while more:
            jobs, more = self._take()
            try:
                _process(session, jobs)
            except BaseException as error:
                # Not foreseen. Nobody may wait for ever: who has an answer already ignores this one.
                # Where, but not the error's text: it may quote what somebody wrote.
                frame = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{type(error).__name__} i {Path(frame.filename).name} rad {frame.lineno}"
                _log.error("Lagringens tråd snubblade och går vidare: %s.", where)
                session.rollback()
                _answer(jobs, Outcome(error=error))
        try:
            session.close()
        except StorageError as error:
            _log.error("Databasen stängdes inte som den ska. %s", error)

    def _take(self) -> tuple[list[Job], bool]:
        """What waits, at least one, and whether there may come more."""
        jobs: list[Job] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == GROUP_LIMIT:
                return jobs, True
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False


def _settle(final: asyncio.Future[Outcome[T]], outcome: Outcome[T]) -> None:
    if not final.done():
        final.set_result(outcome)
    elif outcome.error is not None:
        _log.warning("Något som ingen längre väntade på misslyckades: %s", type(outcome.error).__name__)


def _process(session: Session, jobs: list[Job]) -> None:
    writes = [job for job in jobs if job.writes]
    while writes:
        writes = _commit_together(session, writes)
    for job in jobs:
        if not job.writes:
            job.answer(_attempt(session, job))


def _commit_together(session: Session, jobs: list[Job]) -> list[Job]:
    """Run jobs as one transaction and answer them. Those not begun are given back: some faults (a full disk, a broken
    file) make SQLite undo the whole transaction, and what comes after must not believe that it is still in one."""
    try:
        session.begin()
    except StorageError as error:
        _answer(jobs, Outcome(error=error))
        return []
    outcomes: list[Outcome[Any]] = []
    for job in jobs:
        outcomes.append(_attempt_in_savepoint(session, job))
        if not session.db.conn.in_transaction:
            break
    begun, rest = jobs[: len(outcomes)], jobs[len(outcomes) :]
    failure = _commit(session)
    if failure is None:
        session.tidy()
    for job, outcome in zip(begun, outcomes, strict=True):
        # One's own exception says more than that the commit failed, and is as true: nothing was saved.
        job.answer(outcome if failure is None or outcome.error else Outcome(error=_again(failure)))
    return rest


def _commit(session: Session) -> StorageError | None:
    try:
        if not session.db.conn.in_transaction:
            return session.fault or StorageError(LOST)
        session.commit()
    except StorageError as error:
        session.rollback()
        return error
    return None


def _attempt_in_savepoint(session: Session, job: Job) -> Outcome[Any]:
    try:
        with translated(), session.db.atomic():
            outcome = _attempt(session, job)
            if outcome.error is not None:
                raise outcome.error
            return outcome
    except BaseException as error:
        return Outcome(error=error)


def _attempt(session: Session, job: Job) -> Outcome[Any]:
    session.fault = None
    try:
        value = job.work(session)
    except BaseException as error:
        return Outcome(error=error)
    # Work that caught a fault and went on has not done what it thinks.
    return Outcome(value=value) if session.fault is None else Outcome(error=session.fault)


def _again(error: StorageError) -> StorageError:
    """The same error for one more caller: raised objects collect tracebacks and are not shared."""
    copy = StorageError(str(error))
    copy.__cause__ = error.__cause__
    return copy


def _answer(jobs: list[Job], outcome: Outcome[Any]) -> None:
    for job in jobs:
        error = outcome.error
        job.answer(Outcome(error=_again(error)) if isinstance(error, StorageError) else outcome)
