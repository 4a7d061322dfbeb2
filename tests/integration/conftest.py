"""What tests over the web share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.knowledge import LiveKnowledge
from tests.support.web import Reader, Served, reader, served


@pytest.fixture
async def site(tmp_path: Path, live_knowledge: LiveKnowledge) -> AsyncIterator[Served]:
    """The product with the answers that ship."""
    async with served(tmp_path, live_knowledge) as up:
        yield up


@pytest.fixture
async def visitor(site: Served) -> AsyncIterator[Reader]:
    """Somebody who has opened the page."""
    async with reader(site.address) as somebody:
        yield somebody
