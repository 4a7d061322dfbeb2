"""Leads come back as they were."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.clock import STOCKHOLM
from tests.support.storage import (
    NOON,
    FullStore,
    a_document,
    a_lead,
    at,
    numbers,
    register,
)


async def test_leads_come_back_as_they_were_oldest_first(store: FullStore, other: FullStore) -> None:
    await store.transact(register("web:1", at(5)))
    await store.transact(register("web:2", at(3)))
    await store.transact(register("web:3", at(5)))
    leads = await other.leads()
    assert numbers(leads) == ["KP-2026-0002", "KP-2026-0001", "KP-2026-0003"]
    first = leads[0]
    assert (first.user, first.received, first.delivered) == ("web:2", at(3), None)
    assert first.document == a_document("KP-2026-0002")


async def test_leads_of_one_user_are_theirs_alone(store: FullStore, other: FullStore) -> None:
    for user in ("web:1", "web:2", "web:1"):
        await store.transact(register(user))
    assert numbers(await other.leads("web:1")) == ["KP-2026-0001", "KP-2026-0003"]
    assert await other.leads("web:3") == []


async def test_moments_come_back_in_swedish_time_and_in_order_through_the_hour_that_comes_twice(
    store: FullStore, other: FullStore
) -> None:
    early = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM, fold=0)
    late = datetime(2026, 10, 25, 2, 10, tzinfo=STOCKHOLM, fold=1)
    await store.transact(register("web:late", late))
    await store.transact(register("web:early", early))
    leads = await other.leads()
    assert [lead.user for lead in leads] == ["web:early", "web:late"]
    assert [lead.received.utcoffset() for lead in leads] == [timedelta(hours=2), timedelta(hours=1)]
    assert [lead.received.isoformat() for lead in leads] == [early.isoformat(), late.isoformat()]
    assert all(lead.received.tzinfo is STOCKHOLM for lead in leads)


async def test_a_moment_without_time_zone_is_refused(store: FullStore) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await store.transact(lambda turn: turn.save_conversation("web:1", "{}", NOON.replace(tzinfo=None)))
    assert await store.transact(lambda turn: turn.conversation("web:1")) is None


async def test_a_lead_without_number_is_refused(store: FullStore) -> None:
    with pytest.raises(ValueError, match="number"):
        await store.transact(lambda turn: turn.add_lead("web:1", a_lead(None), {}))
    assert await store.leads() == []
