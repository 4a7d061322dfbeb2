"""Both libraries, polled and by webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.knowledge import LiveKnowledge
from tests.support.telegram import (
    BotApi,
    bot_api,
)
from tests.support.telegram_bots import LIBRARIES, MODES, Served, bot


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as server:
        yield server


@pytest.fixture
async def served(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str, mode: str
) -> AsyncIterator[Served]:
    async with bot(api, tmp_path, live_knowledge, library, mode) as up:
        yield up
