"""`partnerskap serve` with a token, as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.commands import Commands
from tests.support.telegram import ANNA, TOKEN, bot_api
from tests.support.telegram_bots import LIBRARIES


@asynccontextmanager
async def serving(command: Commands, **settings: str) -> AsyncIterator[Process]:
    """The process, ended at the latest when the block is left."""
    process = await asyncio.create_subprocess_exec(
        *command.command("serve", "--port", "0"), stdout=PIPE, stderr=PIPE, cwd=command.folder,
        env=os.environ | command.environment(settings),
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
async def test_the_bot_answers_beside_the_web_chat_until_asked_to_stop(command: Commands, library: str) -> None:
    async with bot_api() as api:
        settings = {"telegram_token": TOKEN, "telegram_api_url": api.address, "telegram_library": library}
        async with serving(command, **settings) as process:
            number = await api.say("Hur bokar vi bastun?")
            await api.until(lambda: len(api.texts(ANNA)) == 2, patience=60)
            assert "Så här är det." in api.texts(ANNA)[-1]
            process.send_signal(signal.SIGINT)
            out, err = await asyncio.wait_for(process.communicate(), 90)
        assert process.returncode == 0
        assert out.decode().startswith("Partnerskapsguiden finns på http://127.0.0.1:")
        assert "ERROR" not in err.decode()
        assert TOKEN not in out.decode() + err.decode()
        await api.settled()  # what was answered was confirmed before the end, and does not come again
        assert number


@pytest.mark.slow
@pytest.mark.parametrize("library", LIBRARIES)
async def test_a_wrong_token_is_told_and_ends_it(command: Commands, library: str) -> None:
    async with bot_api() as api:
        settings = {"telegram_token": f"{TOKEN[:-1]}X", "telegram_api_url": api.address, "telegram_library": library}
        async with serving(command, **settings) as process:
            _, err = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 1
        assert err.decode().startswith("PARTNERSKAP_TELEGRAM_TOKEN: Telegram känner ingen bot med den. ")
        assert len(err.decode().strip().splitlines()) == 1
