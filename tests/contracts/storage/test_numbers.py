"""Numbers without gaps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.conversation.ports import Turn
from tests.support.storage import (
    FullStore,
    register,
)
from tests.support.storage_contract import Broken


async def test_numbers_have_no_gaps_when_fifty_register_at_once_and_some_fail(store: FullStore) -> None:
    def work(index: int) -> Callable[[Turn], str]:
        def sometimes(turn: Turn) -> str:
            number = register(f"web:{index}")(turn)
            if index % 5 == 0:
                raise Broken
            return number

        return sometimes

    results = await asyncio.gather(*(store.transact(work(index)) for index in range(50)), return_exceptions=True)
    assert sum(isinstance(result, Broken) for result in results) == 10
    assert sorted(result for result in results if isinstance(result, str)) == [f"KP-2026-{n:04d}" for n in range(1, 41)]


async def test_numbers_have_no_gaps_when_two_processes_register(store: FullStore, other: FullStore) -> None:
    given = await asyncio.gather(*((store, other)[index % 2].transact(register(f"web:{index}")) for index in range(50)))
    assert sorted(given) == [f"KP-2026-{n:04d}" for n in range(1, 51)]


async def test_each_year_counts_for_itself(store: FullStore) -> None:
    years = [2026, 2026, 2027, 2026, 2027]
    given = [await store.transact(lambda turn, year=year: turn.take_number(year)) for year in years]
    assert given == ["KP-2026-0001", "KP-2026-0002", "KP-2027-0001", "KP-2026-0003", "KP-2027-0002"]


async def test_a_year_with_many_leads_does_not_run_out_of_digits(store: FullStore) -> None:
    given = await store.transact(lambda turn: [turn.take_number(2026) for _ in range(10_001)])
    assert given[-3:] == ["KP-2026-9999", "KP-2026-10000", "KP-2026-10001"]
