"""Erasing on request and forgetting by age."""

from __future__ import annotations

from bot.conversation.ports import Erased, Turn
from tests.support.storage import (
    NOON,
    FullStore,
    a_question,
    at,
    numbers,
    register,
)
from tests.support.storage_contract import claimed, one_of_each


async def test_a_user_is_erased_with_everything_and_nobody_else_is(store: FullStore, other: FullStore) -> None:
    for user in ("web:1", "web:2", "web:1"):
        await store.transact(register(user))
        await store.transact(lambda turn, user=user: turn.remember_update(user, "u1", "[]", NOON))
    assert await store.transact(lambda turn: turn.erase_user("web:1")) == Erased(1, 2, 2)
    assert numbers(await other.leads()) == ["KP-2026-0002"]
    assert [row.mail.subject_number for row in await other.rows()] == ["KP-2026-0002"]
    assert await other.transact(lambda turn: (turn.conversation("web:1"), turn.seen("web:1", "u1"))) == (None, None)
    assert None not in await other.transact(lambda turn: (turn.conversation("web:2"), turn.seen("web:2", "u1")))
    assert await store.transact(lambda turn: turn.erase_user("web:1")) == Erased(0, 0, 0)


async def test_the_receipt_counts_as_undelivered_only_what_nobody_can_have_received(store: FullStore) -> None:
    ids = await one_of_each(store)
    receipts = {state: await store.transact(lambda turn, state=state: turn.erase_user(f"web:{state}")) for state in ids}
    assert {state for state, receipt in receipts.items() if receipt.undelivered} == {
        "queued", "waiting", "failed-old", "failed-young",
    }  # fmt: skip
    assert all((receipt.conversations, receipt.leads) == (1, 1) for receipt in receipts.values())
    assert await store.rows() == []
    assert await store.leads() == []


async def test_a_lead_without_mail_is_erased_and_not_called_undelivered(store: FullStore) -> None:
    await store.transact(register("web:1", mailed=False))
    assert await store.transact(lambda turn: turn.erase_user("web:1")) == Erased(1, 1, 0)


async def test_a_worker_that_comes_back_to_an_erased_mail_changes_nothing(store: FullStore, other: FullStore) -> None:
    await store.transact(register("web:1"))
    row = await claimed(other)
    await store.transact(lambda turn: turn.erase_user("web:1"))
    await store.transact(register("web:2"))
    await claimed(store)
    assert not await other.mark_sent(row.id, row.attempts, at(1)), "the id must not have become another mail's"
    assert [lead.delivered for lead in await other.leads()] == [None]


async def test_one_turn_may_erase_and_begin_anew(store: FullStore, other: FullStore) -> None:
    await store.transact(register("web:1"))

    def work(turn: Turn) -> Erased:
        receipt = turn.erase_user("web:1")
        turn.save_conversation("web:1", "new", at(1))
        return receipt

    assert await store.transact(work) == Erased(1, 1, 1)
    assert await other.transact(lambda turn: turn.conversation("web:1")) == "new"


async def test_a_lead_is_erased_alone(store: FullStore, other: FullStore) -> None:
    await store.transact(register("web:1"))
    await store.transact(register("web:1"))
    assert await store.erase_lead("KP-2026-0001") == Erased(0, 1, 1)
    assert await store.erase_lead("KP-2026-0001") == Erased(0, 0, 0)
    assert await store.erase_lead("KP-1999-0001") == Erased(0, 0, 0)
    assert numbers(await other.leads()) == ["KP-2026-0002"]
    assert len(await other.rows()) == 1
    assert await other.transact(lambda turn: turn.conversation("web:1")) is not None
    row = await claimed(store)
    await store.mark_sent(row.id, row.attempts, at(1))
    assert await store.erase_lead("KP-2026-0002") == Erased(0, 1, 0)


async def test_a_number_once_given_never_comes_again(store: FullStore, other: FullStore) -> None:
    assert await store.transact(register("web:1")) == "KP-2026-0001"
    await store.transact(lambda turn: turn.erase_user("web:1"))
    assert await other.transact(register("web:1")) == "KP-2026-0002"
    await store.erase_lead("KP-2026-0002")
    assert await other.transact(register("web:1")) == "KP-2026-0003"


async def test_old_conversations_are_forgotten_by_when_they_were_last_touched(
    store: FullStore, other: FullStore
) -> None:
    def work(turn: Turn) -> None:
        turn.save_conversation("old", "{}", at(0))
        turn.save_conversation("touched again", "{}", at(0))
        turn.save_conversation("just in time", "{}", at(10))
        turn.remember_update("old", "u1", "[]", at(0))
        turn.remember_update("just in time", "u1", "[]", at(0))
        turn.remember_update("just in time", "u2", "[]", at(10))

    await store.transact(work)
    await store.transact(lambda turn: turn.save_conversation("touched again", "{}", at(20)))
    assert await store.forget(at(10), at(-99), at(-99)) == 1
    users = ("old", "touched again", "just in time")
    assert await other.transact(lambda turn: [turn.conversation(user) for user in users]) == [None, "{}", "{}"]
    assert await other.transact(lambda turn: turn.seen("old", "u1")) is None
    assert await other.transact(lambda turn: turn.seen("just in time", "u1")) is None
    assert await other.transact(lambda turn: turn.seen("just in time", "u2")) == "[]"


async def test_leads_are_forgotten_by_when_they_were_delivered_and_never_before(
    store: FullStore, other: FullStore
) -> None:
    for minutes in range(4):
        await store.transact(register(f"web:{minutes}", at(minutes)))
    for sent_at in (9, 10, 11):
        row = await claimed(store, 5)
        await store.mark_sent(row.id, row.attempts, at(sent_at))
    assert await store.forget(at(-99), at(10), at(-99)) == 1
    assert numbers(await other.leads()) == ["KP-2026-0002", "KP-2026-0003", "KP-2026-0004"]
    assert [row.mail.subject_number for row in await other.rows()] == numbers(await other.leads())
    assert await store.forget(at(-99), at(1_000_000), at(-99)) == 2
    assert numbers(await other.leads()) == ["KP-2026-0004"], "an undelivered lead is never too old"
    assert await other.transact(register()) == "KP-2026-0005"


async def test_questions_are_forgotten_by_when_they_were_asked(store: FullStore, other: FullStore) -> None:
    for minutes in (8, 9, 10, 11):
        await store.transact(lambda turn, minutes=minutes: turn.log_question(a_question(at(minutes))))
    assert await store.forget(at(-99), at(-99), at(10)) == 2
    assert await other.forget(at(-99), at(-99), at(10)) == 0
    assert await other.forget(at(-99), at(-99), at(12)) == 2
