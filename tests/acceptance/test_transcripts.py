"""Whole dialogues, from the first hello to the mail in the box of a real SMTP server, or to no mail at all."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App, application
from bot.conversation.messages import Incoming, Outgoing
from tests.support.conversation import clock, settings_for
from tests.support.smtp import smtp_server
from tests.support.transcripts import play, read, transcripts

FOLDER = Path(__file__).parent / "transcripts"


class Process:
    """The product over one data folder; it can be ended, and started again by whoever comes next."""

    def __init__(self, folder: Path, port: int, live_knowledge) -> None:
        self._settings = settings_for(folder, smtp_url=SecretStr(f"smtp://127.0.0.1:{port}"))
        self._knowledge = live_knowledge
        self._stack = AsyncExitStack()
        self._app: App | None = None

    async def app(self) -> App:
        """The running product, started if need be."""
        if self._app is None:
            self._app = await self._stack.enter_async_context(application(self._settings, clock(), self._knowledge))
        return self._app

    async def handle(self, incoming: Incoming) -> Outgoing:
        """One message."""
        return await (await self.app()).runner.handle(incoming)

    async def end(self) -> None:
        """End the process."""
        self._app = None
        await self._stack.aclose()


@pytest.mark.parametrize("path", transcripts(FOLDER), ids=lambda path: path.stem)
async def test_transcript(path: Path, tmp_path: Path, live_knowledge) -> None:
    said = read(path.read_text("utf-8"), path.name)  # noqa: ASYNC240 - a small local file
    assert said[-1].word in {"Mejl", "Inget mejl"}, f"{said[-1].place}: ends neither in a mail nor in none"
    async with smtp_server() as server:
        process = Process(tmp_path, server.port, live_knowledge)

        async def mails() -> list[bytes]:
            await (await process.app()).worker.run_once()
            return [received.content for received in server.received]

        try:
            assert await play(said, process.handle, mails, restart=process.end) > 0
        finally:
            await process.end()
