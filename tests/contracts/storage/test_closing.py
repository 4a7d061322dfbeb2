"""Closing, and opening again."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StorageError
from tests.support.storage import (
    FullStore,
    Opened,
    numbers,
    register,
)
from tests.support.storage_contract import claimed


async def test_closing_finishes_what_is_under_way(store: FullStore, other: FullStore) -> None:
    tasks = [asyncio.create_task(store.transact(register(f"web:{index}"))) for index in range(20)]
    await asyncio.sleep(0)  # handed over, not yet answered
    await store.close()
    given = await asyncio.gather(*tasks)
    assert sorted(numbers(await other.leads())) == sorted(given)
    assert len(given) == 20


async def test_a_closed_store_says_so_and_closing_again_does_no_harm(store: FullStore) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StorageError, match="stängd"):
        await store.transact(register())
    with pytest.raises(StorageError, match="stängd"):
        await store.leads()


async def test_a_new_store_finds_everything_the_closed_one_kept(opened: Opened, store: FullStore) -> None:
    await store.transact(register())
    row = await claimed(store)
    await store.close()
    again = await opened()
    assert numbers(await again.leads()) == ["KP-2026-0001"]
    assert await again.rows() == [row]
    assert await again.transact(register()) == "KP-2026-0002"
