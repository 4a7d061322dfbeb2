"""What was stored comes back."""

from __future__ import annotations

from dataclasses import replace

from bot.storage.sqlite import SqliteStore
from tests.support.storage import NOON, a_question, at, register


async def test_questions_come_back_oldest_first_from_a_moment_on(store: SqliteStore) -> None:
    for minutes in (2, 1, 3):
        await store.transact(lambda turn, minutes=minutes: turn.log_question(a_question(at(minutes), f"{minutes}?")))
    assert await store.questions() == [a_question(at(minutes), f"{minutes}?") for minutes in (1, 2, 3)]
    assert [question.text for question in await store.questions(at(2))] == ["2?", "3?"]


async def test_what_was_offered_comes_back_with_the_question(store: SqliteStore) -> None:
    offered = replace(a_question(at(1)), decision="clarify", options=("bastu", "landstrom"))
    await store.transact(lambda turn: turn.log_question(offered))
    assert await store.questions() == [offered]


async def test_the_outbox_is_summed_up_with_every_state(store: SqliteStore) -> None:
    empty = {"queued": 0, "sending": 0, "waiting": 0, "sent": 0, "failed": 0}
    assert await store.outbox_summary() == empty
    for _ in range(3):
        await store.transact(register())
    row = await store.claim(NOON, at(5))
    assert row is not None
    assert await store.outbox_summary() == empty | {"queued": 2, "sending": 1}
    await store.mark_failed(row.id, 1, "550")
    assert await store.outbox_summary() == empty | {"queued": 2, "failed": 1}
