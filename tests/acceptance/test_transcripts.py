"""Whole dialogues, from the first hello to the mail in the box of a real SMTP server."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import application
from tests.support.conversation import clock, settings_for
from tests.support.smtp import smtp_server
from tests.support.transcripts import play, read, transcripts

FOLDER = Path(__file__).parent / "transcripts"


@pytest.mark.parametrize("path", transcripts(FOLDER), ids=lambda path: path.stem)
async def test_transcript(path: Path, tmp_path: Path, live_knowledge) -> None:
    async with smtp_server() as server:
        said = read(path.read_text("utf-8"), path.name)  # noqa: ASYNC240 - a small local file
        settings = settings_for(tmp_path, smtp_url=SecretStr(f"smtp://127.0.0.1:{server.port}"))
        async with application(settings, clock(), live_knowledge) as app:

            async def mails() -> list[bytes]:
                await app.worker.run_once()
                return [received.content for received in server.received]

            assert await play(said, app.runner.handle, mails) > 0
