"""Conversations, updates that come again, and what was said."""

from __future__ import annotations

from bot.conversation.ports import Turn
from tests.support.storage import (
    NOON,
    FullStore,
    a_lead,
    a_question,
)


async def test_somebody_new_has_no_conversation(store: FullStore) -> None:
    assert await store.transact(lambda turn: turn.conversation("web:1")) is None


async def test_a_conversation_is_kept_per_user_and_replaced(store: FullStore, other: FullStore) -> None:
    for user, state in [("web:1", "å1"), ("web:2", "ä2"), ("web:1", "ö3")]:
        await store.transact(lambda turn, user=user, state=state: turn.save_conversation(user, state, NOON))
    assert await other.transact(lambda turn: turn.conversation("web:1")) == "ö3"
    assert await other.transact(lambda turn: turn.conversation("web:2")) == "ä2"


async def test_work_sees_its_own_changes_and_hands_back_its_result(store: FullStore) -> None:
    def work(turn: Turn) -> tuple[str | None, str | None]:
        turn.save_conversation("web:1", "{}", NOON)
        turn.remember_update("web:1", "u1", "[]", NOON)
        return turn.conversation("web:1"), turn.seen("web:1", "u1")

    assert await store.transact(work) == ("{}", "[]")


async def test_half_an_emoji_does_not_lose_the_message(store: FullStore, other: FullStore) -> None:
    half = "vatten \ud83d"

    def work(turn: Turn) -> None:
        turn.save_conversation("web:1", half, NOON)
        turn.log_question(a_question(NOON, half))
        turn.add_lead("web:1", a_lead(turn.take_number(2026)), {"message": half})

    await store.transact(work)
    kept = await other.transact(lambda turn: turn.conversation("web:1"))
    assert kept is not None
    assert kept.startswith("vatten ")
    assert str((await other.leads())[0].document["message"]).startswith("vatten ")
