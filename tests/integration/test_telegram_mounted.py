"""The conversation in a bot that somebody else has written, with the lines README.md shows."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.locale import say
from tests.support.commands import ROOT
from tests.support.telegram import ANNA, GROUP, TOKEN, BotApi, bot_api

README = (ROOT / "README.md").read_text("utf-8")
OWN_BOTS = {"aiogram": "tests.support.own_bot_aiogram", "ptb": "tests.support.own_bot_ptb"}
"""Library → a program that takes the lines in."""


def lines(library: str) -> str:
    """The indented lines that begin by importing the adapter."""
    found = re.search(rf"^    from bot\.channels\.telegram_{library} .*\n(?:    .*\n)+", README, re.MULTILINE)
    assert found, f"README.md shows nothing for {library}"
    return "\n".join(line[4:] for line in found[0].splitlines())


@pytest.fixture(params=OWN_BOTS)
async def own_bot(request: pytest.FixtureRequest, tmp_path: Path, harbour: Path) -> AsyncIterator[BotApi]:
    """The bot, at work in a process of its own; stopped as an operator stops it."""
    async with bot_api() as api:
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-W", "error", "-m", OWN_BOTS[request.param], api.address, TOKEN, lines(request.param),
            cwd=ROOT, stderr=asyncio.subprocess.PIPE,
            env=os.environ | {"PARTNERSKAP_DATA_DIR": str(tmp_path), "PARTNERSKAP_FAQ_DIR": str(harbour)},
        )  # fmt: skip
        try:
            await api.until(lambda: "getUpdates" in api.tried, patience=60)
            yield api
        finally:
            if running.returncode is None:
                running.terminate()
            _, told = await asyncio.wait_for(running.communicate(), 90)
        assert "Traceback" not in told.decode()
        assert running.returncode in {0, -15}
    assert (tmp_path / "partnerskap.db").is_file()


@pytest.mark.slow
async def test_the_conversation_is_held_in_a_bot_of_somebody_elses(own_bot: BotApi) -> None:
    await own_bot.say("Vad är klockan?")
    await own_bot.say("Vem kan söka?", GROUP)
    await own_bot.say("Hur bokar vi bastun?")
    await own_bot.until(lambda: len(own_bot.texts()) == 2)
    assert "Så här är det." in own_bot.texts()[-1]
    await own_bot.press("Anmäl intresse")
    await own_bot.until(lambda: say("sv", "ask.organisation") in own_bot.texts(ANNA)[-1])
    assert own_bot.texts(GROUP) == []
    assert "setMyCommands" not in own_bot.tried  # the menu is theirs
