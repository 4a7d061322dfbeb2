"""The product behind a door that is mounted in somebody else's bot, whichever library that is written with."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.channels.telegram.door import Backstage


@asynccontextmanager
async def from_environment() -> AsyncIterator[Backstage]:
    """The product as the environment and `.env` say, with its work in the background: a program of its own within
    somebody else's."""
    from bot.app import application, background, make_ready  # the one place where a door opens the house
    from bot.settings import read

    async with application(read()) as app:
        await asyncio.to_thread(make_ready, app)
        async with background(app):
            yield app
