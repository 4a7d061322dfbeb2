"""Updates that come again, the conversation shown again, and what visitors thought of answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.conversation.ports import Reaction, ReactionRecord, Turn
from tests.support.storage import (
    NOON,
    FullStore,
    all_bytes,
    at,
    register,
)


async def test_an_update_seen_before_gets_the_replies_given_then(store: FullStore, other: FullStore) -> None:
    assert await store.transact(lambda turn: turn.seen("web:1", "u1")) is None
    await store.transact(lambda turn: turn.remember_update("web:1", "u1", '["hej"]', NOON))
    assert await other.transact(lambda turn: turn.seen("web:1", "u1")) == '["hej"]'
    assert await other.transact(lambda turn: turn.seen("web:1", "u2")) is None
    assert await other.transact(lambda turn: turn.seen("web:2", "u1")) is None, "ids are each user's own"


async def test_what_was_replied_first_stands(store: FullStore) -> None:
    await store.transact(lambda turn: turn.remember_update("web:1", "u1", "first", NOON))
    await store.transact(lambda turn: turn.remember_update("web:1", "u1", "second", at(1)))
    assert await store.transact(lambda turn: turn.seen("web:1", "u1")) == "first"


def said(
    text: str | None, update_id: str, *, user: str = "web:1", in_form: bool = False, minutes: float = 0
) -> Callable[[Turn], None]:
    """Work: `user` said `text`."""
    return lambda turn: turn.remember_update(user, update_id, f"to {text}", at(minutes), text, in_form)


async def told(store: FullStore, user: str = "web:1") -> list[str | None]:
    """What `user` reads as their own."""
    return [exchange.said for exchange in await store.history(user, 99)]


async def test_what_was_said_comes_back_in_order_with_its_replies_and_nobody_elses(
    store: FullStore, other: FullStore
) -> None:
    for update_id, text in [("b", "åäö"), ("a", None), ("c", "sist")]:
        await store.transact(said(text, update_id))
    await store.transact(said("någon annans", "a", user="web:2"))
    shown = await other.history("web:1", 99)
    assert [(one.update_id, one.said, one.replies, one.at, one.reaction) for one in shown] == [
        ("b", "åäö", "to åäö", NOON, None), ("a", None, "to None", NOON, None), ("c", "sist", "to sist", NOON, None),
    ]  # fmt: skip
    assert [one.said for one in await other.history("web:1", 2)] == [None, "sist"], "the last ones, oldest first"
    assert await other.history("web:3", 99) == []


async def test_what_was_said_in_a_form_that_is_taken_back_is_forgotten_alone(
    store: FullStore, other: FullStore
) -> None:
    for text, in_form in [("fråga", False), ("form", True), ("skickat", False), ("form 2", True), ("namn", True)]:
        await store.transact(said(text, text, in_form=in_form))
    await store.transact(said("namn", "n", user="web:2", in_form=True))
    assert await store.transact(lambda turn: turn.forget_said("web:1", form_only=True)) == 2
    assert await told(other) == ["fråga", "form", "skickat"]
    assert await told(other, "web:2") == ["namn"]
    assert await store.transact(lambda turn: turn.forget_said("web:1", form_only=True)) == 0
    assert await store.transact(lambda turn: turn.forget_said("web:1", form_only=False)) == 3
    assert await told(other) == []


async def test_what_was_said_goes_with_the_user_with_the_lead_and_with_age(store: FullStore, other: FullStore) -> None:
    await store.transact(said("ett", "1"))
    await store.transact(lambda turn: turn.erase_user("web:1"))
    assert await told(other) == []
    await store.transact(said("två", "2"))
    number = await store.transact(register("web:1"))
    await store.erase_lead(number)
    assert await told(other) == []
    await store.transact(said("gammalt", "3", minutes=9))
    await store.transact(said("nytt", "4", minutes=10))
    await store.forget(at(10), at(-99), at(-99))
    assert await told(other) == ["nytt"]


async def test_what_was_said_and_taken_back_is_in_no_file(store: FullStore, tmp_path: Path) -> None:
    await store.transact(said("Vattenfrågan hos Åsa Öberg", "1", in_form=True))
    assert "Vattenfrågan hos Åsa Öberg".encode() in all_bytes(tmp_path / "data")
    await store.transact(lambda turn: turn.forget_said("web:1", form_only=True))
    assert "Vattenfrågan".encode() not in all_bytes(tmp_path / "data")


def a_reaction(reaction: Reaction = "up", word: str | None = None, minutes: float = 0) -> ReactionRecord:
    """As kept."""
    return ReactionRecord(at(minutes), "bidragets-storlek", reaction, word, "abc123", "Hur mycket [namn]?")


async def test_a_reaction_is_one_per_answer_and_the_last_one_counts(store: FullStore, other: FullStore) -> None:
    await store.transact(said("fråga", "1"))
    await store.transact(lambda turn: turn.keep_reaction("web:1", "1", a_reaction("down", "för långt")))
    await store.transact(lambda turn: turn.keep_reaction("web:1", "1", a_reaction("up", None, 1)))
    await store.transact(lambda turn: turn.keep_reaction("web:2", "1", a_reaction("down", None, 2)))
    assert await other.reactions() == [a_reaction("up", "för långt", 1), a_reaction("down", None, 2)]
    assert [one.reaction for one in await other.history("web:1", 9)] == ["up"]


async def test_reactions_go_with_the_user_and_are_nameless_before_they_are_gone(
    store: FullStore, other: FullStore
) -> None:
    for user, minutes in [("web:1", 0), ("web:2", 5), ("web:3", 10)]:
        await store.transact(
            lambda turn, user=user, minutes=minutes: turn.keep_reaction(user, "1", a_reaction(minutes=minutes))
        )
    await store.transact(lambda turn: turn.erase_user("web:1"))
    assert [one.at for one in await other.reactions()] == [at(5), at(10)]
    assert await store.forget(at(10), at(-99), at(-99)) == 0
    await store.transact(lambda turn: (turn.erase_user("web:2"), turn.erase_user("web:3")))
    assert [one.at for one in await other.reactions()] == [at(5)], "nobody can be found behind the older one"
    assert await store.forget(at(10), at(-99), at(6)) == 1
    assert await other.reactions() == []
