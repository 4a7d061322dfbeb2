"""A store over a real file of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.storage.sqlite import SqliteStore
from tests.support.sqlite import Opener


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opener]:
    """Opens stores over one new file."""
    async with AsyncExitStack() as stack:
        yield Opener(tmp_path / "data" / "partnerskap.db", stack)


@pytest.fixture
async def store(opened: Opener) -> SqliteStore:
    """The store under test."""
    return opened()
