"""Looking at the outbox, and sending again."""

from __future__ import annotations

from tests.support.storage import (
    FullStore,
    at,
    register,
)
from tests.support.storage_contract import LEASE, claimed, one_of_each


async def test_rows_come_failed_first_then_oldest_first(store: FullStore, other: FullStore) -> None:
    ids = await one_of_each(store)
    order = ["failed-old", "failed-young", "sent", "waiting", "sending", "queued"]
    assert [row.id for row in await other.rows()] == [ids[state] for state in order]


async def test_rows_can_be_chosen_by_state(store: FullStore) -> None:
    ids = await one_of_each(store)
    assert [row.id for row in await store.rows(("waiting", "queued"))] == [ids["waiting"], ids["queued"]]
    assert [row.state for row in await store.rows(("failed",))] == ["failed", "failed"]
    assert await store.rows(()) == []


async def test_retry_makes_failed_and_waiting_due_and_touches_nothing_else(store: FullStore, other: FullStore) -> None:
    ids = await one_of_each(store)
    untouched = await store.rows(("sent", "sending", "queued"))
    assert await store.retry(None, at(12)) == 3
    assert await other.rows(("sent", "sending", "queued")) == untouched
    again = await other.rows(("waiting",))
    assert {row.id for row in again} == {ids["failed-old"], ids["waiting"], ids["failed-young"]}
    assert {row.due for row in again} == {at(12)}
    assert {row.attempts for row in again} == {1}, "attempt numbers tell claims apart and never start over"


async def test_retry_of_given_rows_leaves_the_others(store: FullStore) -> None:
    ids = await one_of_each(store)
    assert await store.retry((), at(12)) == 0
    assert await store.retry((ids["failed-young"], ids["sent"], ids["sending"], ids["queued"], 4711), at(12)) == 1
    assert [row.id for row in await store.rows(("failed",))] == [ids["failed-old"]]
    assert (await store.rows(("waiting",)))[0].due == at(30)
    assert await store.retry((ids["failed-old"], ids["waiting"]), at(13)) == 2


async def test_a_retried_mail_is_claimed_with_a_new_attempt_number(store: FullStore) -> None:
    await store.transact(register())
    row = await claimed(store)
    await store.mark_failed(row.id, row.attempts, "550")
    await store.retry((row.id,), at(1))
    assert (await claimed(store, 1)).attempts == 2


async def test_next_due_is_when_claim_finds_something(store: FullStore, other: FullStore) -> None:
    assert await store.next_due() is None
    await store.transact(register("web:1", at(2)))
    assert await other.next_due() == at(2)
    row = await claimed(store, 2)
    assert await other.next_due() == at(2 + LEASE), "another's claim may lapse"
    await store.transact(register("web:2", at(3)))
    assert await other.next_due() == at(3)
    second = await claimed(store, 3)
    await store.mark_waiting(second.id, second.attempts, at(4), "451")
    assert await other.next_due() == at(4)
    third = await claimed(store, 4)
    await store.mark_failed(third.id, third.attempts, "550")
    await store.mark_sent(row.id, row.attempts, at(4))
    assert await other.next_due() is None, "sent and failed wait for nothing"


async def test_the_oldest_undelivered_is_what_still_waits(store: FullStore, other: FullStore) -> None:
    assert await store.oldest_undelivered() is None
    for minutes in (0, 1, 2):
        await store.transact(register(now=at(minutes)))
    assert await other.oldest_undelivered() == at(0)
    first = await claimed(store, 3)
    assert await other.oldest_undelivered() == at(0), "one being sent is not delivered"
    await store.mark_sent(first.id, first.attempts, at(3))
    second = await claimed(store, 3)
    await store.mark_failed(second.id, second.attempts, "no")
    assert await other.oldest_undelivered() == at(2)
