"""Who may send a mail, and what became of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.support.storage import (
    NOON,
    FullStore,
    a_mail,
    at,
    numbered,
    register,
)
from tests.support.storage_contract import LEASE, claimed, only_row


async def test_a_mail_is_due_at_once_and_comes_out_byte_for_byte(store: FullStore, other: FullStore) -> None:
    await store.transact(register())
    row = await other.claim(NOON, at(LEASE))
    assert row is not None
    assert row.mail == a_mail("KP-2026-0001")
    assert (row.state, row.attempts, row.created, row.due) == ("sending", 1, NOON, NOON)
    assert (row.leased_until, row.last_error, row.sent) == (at(LEASE), None, None)
    assert await store.rows() == [row]


async def test_nothing_is_claimed_when_nothing_is_due(store: FullStore) -> None:
    assert await store.claim(NOON, at(LEASE)) is None
    await store.transact(register(now=at(1)))
    assert await store.claim(NOON, at(LEASE)) is None
    assert await store.claim(at(1), at(LEASE)) is not None


async def test_what_has_been_due_longest_is_claimed_first(store: FullStore) -> None:
    for minutes in (3, 1, 2):
        await store.transact(register(now=at(minutes)))
    given = [numbered(await store.claim(at(10), at(20))) for _ in range(3)]
    assert given == ["KP-2026-0002", "KP-2026-0003", "KP-2026-0001"]


async def test_what_was_put_off_is_due_from_then_and_not_from_when_it_was_made(store: FullStore) -> None:
    await store.transact(register(now=NOON))
    row = await claimed(store)
    assert await store.mark_waiting(row.id, row.attempts, at(9), "nej")
    await store.transact(register(now=at(8)))
    assert numbered(await store.claim(at(10), at(20))) == "KP-2026-0002"


async def test_a_claim_holds_while_the_lease_lasts_and_no_longer(store: FullStore, other: FullStore) -> None:
    await store.transact(register())
    first = await claimed(store)
    assert await other.claim(at(LEASE) - timedelta(seconds=1), at(20)) is None
    second = await other.claim(at(LEASE), at(20))
    assert second is not None
    assert (second.id, second.attempts, second.leased_until) == (first.id, 2, at(20))


async def test_who_lost_the_claim_changes_nothing(store: FullStore, other: FullStore) -> None:
    await store.transact(register())
    late = await claimed(store)
    holder = await claimed(other, LEASE)
    assert not await store.mark_sent(late.id, late.attempts, at(6))
    assert not await store.mark_waiting(late.id, late.attempts, at(6), "sen")
    assert not await store.mark_failed(late.id, late.attempts, "sen")
    assert not await store.release(late.id, late.attempts, at(6), "sen")
    assert await other.rows() == [holder]
    assert (await other.leads())[0].delivered is None
    assert await other.mark_sent(holder.id, holder.attempts, at(7))


async def test_who_is_late_but_was_not_replaced_still_has_the_claim(store: FullStore) -> None:
    await store.transact(register())
    row = await claimed(store)
    assert await store.mark_sent(row.id, row.attempts, at(LEASE + 60))


async def test_two_workers_never_get_the_same_row(store: FullStore, other: FullStore) -> None:
    for _ in range(20):
        await store.transact(register())
    claims = await asyncio.gather(*((store, other)[n % 2].claim(at(1), at(LEASE)) for n in range(30)))
    given = [numbered(row) for row in claims if row is not None]
    assert sorted(given) == [f"KP-2026-{n:04d}" for n in range(1, 21)]


async def test_sent_is_written_on_the_row_and_on_its_lead_and_is_final(store: FullStore, other: FullStore) -> None:
    await store.transact(register("web:1"))
    await store.transact(register("web:2", at(1)))
    row = await claimed(store)
    assert await store.mark_sent(row.id, row.attempts, at(2))
    sent = (await other.rows(("sent",)))[0]
    assert (sent.id, sent.state, sent.sent, sent.leased_until, sent.attempts) == (row.id, "sent", at(2), None, 1)
    assert [lead.delivered for lead in await other.leads()] == [at(2), None]
    assert not await store.mark_sent(row.id, row.attempts, at(3))
    assert not await store.mark_failed(row.id, row.attempts, "ändå inte")
    assert numbered(await store.claim(at(60), at(65))) == "KP-2026-0002"
    assert await store.claim(at(60), at(65)) is None


async def test_a_waiting_mail_is_tried_again_when_due_and_counts_its_attempts(store: FullStore) -> None:
    await store.transact(register())
    for attempt in (1, 2, 3):
        row = await claimed(store, attempt * 10)
        assert row.attempts == attempt
        assert await store.mark_waiting(row.id, row.attempts, at(attempt * 10 + 10), f"451 försök {attempt}")
        waiting = await only_row(store)
        assert (waiting.state, waiting.due, waiting.leased_until) == ("waiting", at(attempt * 10 + 10), None)
        assert waiting.last_error == f"451 försök {attempt}"
        assert await store.claim(at(attempt * 10 + 9), at(100)) is None


async def test_how_long_a_mail_has_waited_is_kept_until_a_person_sends_it_again(store: FullStore) -> None:
    await store.transact(register())
    for minutes in (0, 10):
        row = await claimed(store, minutes)
        assert await store.mark_waiting(row.id, row.attempts, at(minutes + 10), "451", at(minutes))
        assert (await only_row(store)).waiting_since == NOON
    await store.retry(None, at(20))
    assert (await only_row(store)).waiting_since is None


async def test_what_a_clock_since_set_back_put_off_is_claimed_at_once(store: FullStore, other: FullStore) -> None:
    await store.transact(register())
    hours, later = 60, 24 * 60
    row = await claimed(store)
    assert await store.mark_waiting(row.id, row.attempts, at(6 * hours), "451")
    assert await store.claim(at(-59), at(0)) is None, "as long as six hours and a little may be meant"
    assert (await claimed(store, -2 * later)).id == row.id
    assert await other.claim(at(-2 * later + LEASE - 1), at(0)) is None
    assert (await claimed(other, -4 * later)).id == row.id, "a claim by the clock of before, too"


async def test_a_failed_mail_is_never_tried_again_by_itself(store: FullStore, other: FullStore) -> None:
    await store.transact(register())
    row = await claimed(store)
    assert await store.mark_failed(row.id, row.attempts, "550 okänd mottagare")
    failed = await only_row(other)
    assert (failed.state, failed.last_error, failed.leased_until) == ("failed", "550 okänd mottagare", None)
    assert await other.claim(at(1_000_000), at(1_000_001)) is None
    assert (await other.leads())[0].delivered is None


async def test_a_released_claim_does_not_count(store: FullStore, other: FullStore) -> None:
    await store.transact(register())
    row = await claimed(store)
    assert await store.release(row.id, row.attempts, at(10), "servern svarar inte")
    released = await only_row(other)
    assert (released.state, released.attempts, released.due) == ("waiting", 0, at(10))
    assert released.last_error == "servern svarar inte"
    assert not await store.mark_sent(row.id, row.attempts, at(1))
    assert await other.claim(at(9), at(20)) is None
    assert (await claimed(other, 10)).attempts == 1


async def test_what_is_not_there_cannot_be_settled(store: FullStore) -> None:
    assert not await store.mark_sent(17, 1, NOON)
    assert not await store.mark_waiting(17, 1, NOON, "")
    assert not await store.mark_failed(17, 1, "")
    assert not await store.release(17, 1, NOON, "")
