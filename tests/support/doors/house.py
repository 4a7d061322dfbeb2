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
from bot.conversation.messages import Incoming, Outgoing
from bot.knowledge import LiveKnowledge
from tests.support.conversation import MOMENT, clock, settings_for
from tests.support.doors.base import Door
from tests.support.smtp import Server

LEASE = timedelta(minutes=6)
"""After this another worker takes over a mail that was being sent."""


class House:
    """The product behind one door.

    A crash is told by the files alone: they are copied at the moment of the crash, with the write-ahead log as it lies
    there, and put back in place of whatever an orderly end makes of them. The next process finds what a killed one
    leaves."""

    def __init__(self, folder: Path, door: Door, live: LiveKnowledge, server: Server) -> None:
        self.door, self.server, self.folder = door, server, folder
        self.heard: list[Outgoing] = []
        """What the conversation replied, newest last; a message that came again is not in it."""
        self._settings = settings_for(
            folder / "data", smtp_url=SecretStr(f"smtp://127.0.0.1:{server.port}")
        )
        self._live, self._clock, self._image = live, clock(), folder / "image"
        self._stack = AsyncExitStack()
        self._app: App | None = None
        self._freezes = False

    async def open(self) -> None:
        """Begin, over what is in the folder."""
        self._app = await self._stack.enter_async_context(application(self._settings, self._clock, self._live))
        self._app.runner.watchers.append(self._hear)
        await self._stack.enter_async_context(self.door.serving(self._app))

    async def end(self) -> None:
        """End in order."""
        self._app = None
        await self._stack.aclose()

    def freeze_when_stored(self, wanted: bool) -> None:
        """Each message now stored may be the last: nothing the process does after it will have happened."""
        self._freezes = wanted

    def freeze(self) -> None:
        """Nothing this process does from now on will have happened."""
        shutil.rmtree(self._image, ignore_errors=True)
        self._image.mkdir()
        for path in self._settings.data_dir.glob("partnerskap.db*"):
            shutil.copy(path, self._image)

    async def crash(self) -> None:
        """Let the frozen moment be the last one, and begin anew."""
        await self.end()
        for path in self._settings.data_dir.glob("partnerskap.db*"):
            path.unlink()
        for path in self._image.iterdir():
            shutil.copy(path, self._settings.data_dir)
        shutil.rmtree(self._image)
        await self.open()

    async def deliver(self) -> list[bytes]:
        """Send what is due; every mail that has arrived by now."""
        assert self._app
        await self._app.worker.run_once()
        return [received.content for received in self.server.received]

    async def crash_while_sending(self) -> None:
        """The server takes a mail, and the process ends before that is written down; then the claim runs out."""
        assert self._app
        self.server.took_one.clear()
        sending = asyncio.create_task(self._app.worker.run_once())
        await self.server.took_one.wait()
        self.freeze()
        await sending
        await self.crash()
        assert [state for (state,) in self.rows("SELECT state FROM outbox WHERE state <> 'sent'")] == ["sending"]
        self._clock.set(MOMENT + LEASE)
        await self.deliver()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What is stored, seen over a connection of its own: only what is committed counts."""
        with closing(connect(self._settings.data_dir / "partnerskap.db")) as db:
            return db.execute(query).fetchall()

    def _hear(self, _incoming: Incoming, outgoing: Outgoing) -> None:
        self.heard.append(outgoing)
        if self._freezes:
            self.freeze()
