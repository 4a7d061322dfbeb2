"""The product over one data folder in this process, which ends in order, or as if the power went."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect
from typing import Any

from pydantic import SecretStr

from bot.app import App, application
from bot.clock import Clock, FixedClock
from bot.conversation.messages import Incoming, Outgoing
from bot.knowledge import LiveKnowledge
from tests.support.conversation import settings_for
from tests.support.doors.base import Doing, Door
from tests.support.smtp import Server

LEASE = timedelta(minutes=6)
"""After this another worker takes over a mail that was being sent."""


class House:
    """The product behind one door.

    A crash is told by the files alone: they are copied at the moment of the crash, with the write-ahead log as it lies
    there, and put back in place of whatever an orderly end makes of them. The next process finds what a killed one
    leaves."""

    def __init__(self, folder: Path, door: Door, live: LiveKnowledge, server: Server, at: Clock) -> None:
        self.door = door
        self._server, self._live, self._clock = server, live, at
        self._settings = settings_for(folder / "data", smtp_url=SecretStr(f"smtp://127.0.0.1:{server.port}"))
        self._image = folder / "image"
        self._stack = AsyncExitStack()
        self._app: App | None = None
        self._freezes = False
        self._heard: list[Outgoing] = []
        """All that the conversation has replied; what came again is not in it."""
        self._told: Outgoing | None = None

    async def open(self) -> None:
        self._app = await self._stack.enter_async_context(application(self._settings, self._clock, self._live))
        self._app.runner.watchers.append(self._hear)
        await self._stack.enter_async_context(self.door.serving(self._app))
        if self._heard and self._told is None:
            self._told = self._heard[-1]  # a greeting

    async def end(self) -> None:
        self._app = None
        await self._stack.aclose()

    async def attend(self, doing: Doing) -> str | None:
        read = await doing
        if read is not None:
            self._told = self._heard[-1]
        return read

    async def cut_off(self, doing: Doing, stored: bool) -> bool:
        assert stored, "within one process a message is stored, or has never come"
        self._freezes = True
        read = await self.attend(doing)
        self._freezes = False
        if read is not None:
            await self._begin_anew()
        return read is not None

    async def repeat(self, doing: Doing) -> str | None:
        before = len(self._heard)
        read = await doing
        assert len(self._heard) == before, "what came again was taken for a new message"
        return read

    async def crash(self) -> None:
        self._freeze()
        await self._begin_anew()

    async def crash_while_sending(self) -> None:
        assert self._app
        self._server.took_one.clear()
        sending = asyncio.create_task(self._app.worker.run_once())
        await self._server.took_one.wait()
        self._freeze()
        await sending
        await self._begin_anew()
        assert self.rows("SELECT state FROM outbox WHERE state <> 'sent'") == [("sending",)]
        assert isinstance(self._clock, FixedClock)
        self._clock.set(self._clock.now() + LEASE)
        await self.deliver()

    def told(self) -> Outgoing | None:
        return self._told

    async def deliver(self) -> list[bytes]:
        assert self._app
        await self._app.worker.run_once()
        return [received.content for received in self._server.received]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(connect(self._settings.data_dir / "partnerskap.db")) as db:
            return db.execute(query).fetchall()

    def _hear(self, _incoming: Incoming, outgoing: Outgoing) -> None:
        self._heard.append(outgoing)
        if self._freezes:
            self._freeze()

    def _freeze(self) -> None:
        """Nothing this process does from now on will have happened."""
        shutil.rmtree(self._image, ignore_errors=True)
        self._image.mkdir()
        for path in self._settings.data_dir.glob("partnerskap.db*"):
            shutil.copy(path, self._image)

    async def _begin_anew(self) -> None:
        await self.end()
        for path in self._settings.data_dir.glob("partnerskap.db*"):
            path.unlink()
        for path in self._image.iterdir():
            shutil.copy(path, self._settings.data_dir)
        await self.open()
