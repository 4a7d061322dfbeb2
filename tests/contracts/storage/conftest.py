"""What every store promises, whatever it is made of: written against `Store`, `Turn` and `OutboxStore` alone.

What counts is read through a second store over the same database: what the first merely remembers is not kept.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.support.storage import (
    PLACES,
    FullStore,
    Opened,
)


@pytest.fixture(params=sorted(PLACES))
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Opened]:
    """Opens stores over one new database."""
    async with AsyncExitStack() as stack:
        yield Opened(PLACES[request.param](tmp_path), stack)


@pytest.fixture
async def store(opened: Opened) -> FullStore:
    """The store under test."""
    return await opened()


@pytest.fixture
async def other(opened: Opened, store: FullStore) -> FullStore:
    """Another store over the same database, as another process would have it."""
    return await opened()
