"""The product as the installed command, killed by the operating system."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import AsyncExitStack, closing, suppress
from pathlib import Path
from sqlite3 import connect
from typing import Any

import aiohttp

from bot.conversation.messages import Outgoing
from bot.conversation.runner import load_outgoing
from tests.support.doors.base import Doing, ProcessDoor
from tests.support.smtp import Server

PATIENCE = 60.0
"""Seconds until something that does not happen is a fault."""
COMES = 0.005
"""Seconds for a message to come on its way."""


class Processes:
    """One process of the installed command after the other, over one data folder. Its clock is the machine's."""

    def __init__(self, folder: Path, door: ProcessDoor, server: Server) -> None:
        self.door = door
        self.kills = 0
        self._folder, self._server = folder, server
        self._stack = AsyncExitStack()
        self._process: Process | None = None

    async def open(self) -> None:
        self._process = await self._start(*self.door.command)
        attached = self._stack.enter_async_context(self.door.attached(self._process))
        await asyncio.wait_for(attached, PATIENCE)

    async def end(self) -> None:
        await self._stop(signal.SIGTERM)

    async def attend(self, doing: Doing) -> str | None:
        return await asyncio.wait_for(doing, PATIENCE)

    async def cut_off(self, doing: Doing, stored: bool) -> bool:
        before = self._updates()
        task = asyncio.create_task(doing)
        async with asyncio.timeout(PATIENCE):
            await asyncio.sleep(COMES)
            while stored and self._updates() == before:  # noqa: ASYNC110 - another process tells us nothing
                await asyncio.sleep(0.001)
        await self._stop(signal.SIGKILL)
        task.cancel()
        with suppress(asyncio.CancelledError, aiohttp.ClientError, ConnectionError):
            await task
        await self._begin_anew()
        return True

    async def repeat(self, doing: Doing) -> str | None:
        return await self.attend(doing)

    async def crash(self) -> None:
        await self._stop(signal.SIGKILL)
        await self._begin_anew()

    async def crash_while_sending(self) -> None:
        raise NotImplementedError

    def told(self) -> Outgoing | None:
        stored = self.rows("SELECT replies FROM updates ORDER BY id DESC LIMIT 1")
        return load_outgoing(stored[0][0]) if stored else None

    async def deliver(self) -> list[bytes]:
        worker = await self._start("work", "--once")
        assert await asyncio.wait_for(worker.wait(), PATIENCE) == 0
        return [received.content for received in self._server.received]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(connect(self._folder / "partnerskap.db")) as db:
            return db.execute(query).fetchall()

    def _updates(self) -> list[tuple[Any, ...]]:
        """The last message stored."""
        return self.rows("SELECT max(id) FROM updates")

    async def _begin_anew(self) -> None:
        with closing(connect(self._folder / "partnerskap.db")) as db:
            # As if the minutes had passed for which the dead had claimed a mail.
            db.execute("UPDATE outbox SET leased_until = created WHERE state = 'sending'")
            db.commit()
        await self.open()

    async def _start(self, *command: str) -> Process:
        given = {
            "DATA_DIR": str(self._folder),
            "SMTP_URL": f"smtp://127.0.0.1:{self._server.port}",
            "MAIL_FROM": "guiden@partnerskap.example",
        }
        settings = {f"PARTNERSKAP_{name}": value for name, value in given.items()}
        with (self._folder / "stderr").open("ab") as complaints:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *command, stdin=PIPE, stdout=PIPE, stderr=complaints, cwd=self._folder,
                env=os.environ | settings,
            )  # fmt: skip

    async def _stop(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)
        ended = await asyncio.wait_for(self._process.wait(), PATIENCE)
        self.kills += ended == -signal.SIGKILL
        await self._stack.aclose()
