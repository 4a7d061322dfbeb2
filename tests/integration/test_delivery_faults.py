"""Delivery when the machine itself fails: a disk that fills, a database that is locked, two workers at once."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from bot.clock import FixedClock
from bot.errors import StorageError
from bot.outbox.delivery import Outcome
from bot.outbox.model import Mail
from bot.outbox.transports.smtp import SmtpTransport
from bot.outbox.worker import Summary, Worker
from bot.storage.sqlite import SqliteStore
from tests.support.commands import Commands, a_whole_form, joined
from tests.support.smtp import Server, smtp_server
from tests.support.storage import NOON, register

SENDER = "guiden@kommun.example"


class ThenSomethingHappens:
    """The real transport; `happens` once the server has said yes."""

    def __init__(self, server: Server, happens: Callable[[], None]) -> None:
        self._transport = SmtpTransport.from_url(f"smtp://127.0.0.1:{server.port}", local_hostname="localhost")
        self._happens = happens

    async def deliver(self, mail: Mail) -> Outcome:
        outcome = await self._transport.deliver(mail)
        self._happens()
        return outcome

    async def close(self) -> None:
        await self._transport.close()


@contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """A disk of two megabytes at `place`. Skips where that is not allowed."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    try:
        ended = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("this system has no mount")
    if ended.returncode:
        pytest.skip(f"no small disk may be mounted here: {ended.stderr.strip() or 'mount refuses'}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """No byte more fits on the disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def no_file_may_grow(folder: Path) -> Iterator[None]:
    """As with a quota: no file may be larger than the log is now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program writes, and takes its time."""
    with closing(sqlite3.connect(folder / "partnerskap.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def one_mail(folder: Path) -> AsyncIterator[SqliteStore]:
    """A store with one lead's mail in its outbox, that does not wait long for others."""
    store = SqliteStore.open(folder / "partnerskap.db", busy_timeout=0.05)
    try:
        await store.transact(register())
        yield store
    finally:
        await store.close()


@pytest.mark.parametrize("trouble", ["a full disk", "a quota", "a locked database"])
async def test_a_yes_that_could_not_be_written_down_is_not_asked_for_again(tmp_path: Path, trouble: str) -> None:
    begin = {"a full disk": full, "a quota": no_file_may_grow, "a locked database": locked}[trouble]
    folder = tmp_path / "disk"
    with ExitStack() as around, ExitStack() as inside:
        if trouble == "a full disk":
            around.enter_context(small_disk(folder))
        async with one_mail(folder) as store, smtp_server() as server:
            transport = ThenSomethingHappens(server, lambda: inside.enter_context(begin(folder)))
            clock = FixedClock(NOON)
            worker = Worker(store, transport, clock, jitter=lambda: 0.0)
            for _ in range(2):
                with pytest.raises(StorageError):
                    await worker.run_once()
            assert [row.state for row in await store.rows()] == ["sending"]
            clock.set(NOON + timedelta(minutes=10))  # the claim has lapsed
            inside.close()
            assert await worker.run_once() == Summary()
            assert [row.state for row in await store.rows()] == ["sent"]
            assert len(server.received) == 1


async def test_two_workers_that_deliver_at_the_same_time_never_send_the_same_mail(command: Commands) -> None:
    dead = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": SENDER}
    script = joined([line for number in range(6) for line in a_whole_form(f"u{number}")])
    await asyncio.to_thread(command.process, "chat", "--json", stdin=script, **dead)
    await asyncio.to_thread(command.process, "outbox", "retry")
    async with smtp_server(slow=0.7) as server:
        settings = {"smtp_url": f"smtp://127.0.0.1:{server.port}", "mail_from": SENDER}
        ended = await asyncio.gather(
            *(asyncio.to_thread(command.process, "work", "--once", **settings) for _ in range(3))
        )
    assert [said.status for said in ended] == [0, 0, 0]
    assert server.most_at_once >= 2, "they did deliver at the same time"
    ids = [message_from_bytes(mail.content)["Message-ID"] for mail in server.received]
    assert len(ids) == len(set(ids)) == 6


def test_the_longest_delivery_fits_many_times_into_the_lease() -> None:
    longest = 60.0 + 5.0
    transport = SmtpTransport.from_url("smtp://127.0.0.1:9")
    assert (transport._timeout, transport._connect_timeout) <= (60.0, 15.0)
    assert timedelta(seconds=longest) * 4 < timedelta(minutes=5)
