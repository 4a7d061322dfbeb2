"""What is left in the files after an erasure: nothing."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable

import pytest

from bot.conversation.ports import Erased, Turn
from bot.storage.sqlite import SqliteStore
from tests.support.sqlite import Opener, foreign, together
from tests.support.storage import NOON, a_lead, a_mail, all_bytes, at, register

SECRET = "Gunvor Ängsäter".encode()


def tell(user: str, secret: bytes) -> Callable[[Turn], None]:
    """Work that puts `secret` everywhere a visitor's words can go."""

    def work(turn: Turn) -> None:
        text = secret.decode()
        number = turn.take_number(2026)
        turn.add_lead(user, a_lead(number), {"name": text})
        mail = a_mail(number)
        turn.add_mail(type(mail)(text, text, text, secret * 1000, number), NOON)
        turn.save_conversation(user, text * 50, NOON)
        turn.remember_update(user, "u1", text, NOON)

    return work


def by_turn(store: SqliteStore) -> Awaitable[Erased]:
    """As when the visitor asks for it."""
    return store.transact(lambda turn: turn.erase_user("web:1"))


async def by_age(store: SqliteStore) -> int:
    """As when time has passed."""
    row = await store.claim(at(1), at(5))
    assert row is not None
    await store.mark_sent(row.id, row.attempts, at(1))
    return await store.forget(at(10), at(10), at(10))


@pytest.mark.parametrize("erase", [by_turn, by_age])
async def test_when_an_erasure_returns_the_words_are_in_no_file(
    opened: Opener, store: SqliteStore, erase: Callable[[SqliteStore], Awaitable[object]]
) -> None:
    await store.transact(tell("web:1", SECRET))
    await store.transact(register("web:2", at(20)))
    assert all_bytes(opened.path.parent).count(SECRET) > 1000
    await erase(store)
    assert SECRET not in all_bytes(opened.path.parent)
    assert [lead.user for lead in await store.leads()] == ["web:2"]


async def test_a_reader_that_hinders_the_erasure_only_delays_it(opened: Opener, store: SqliteStore) -> None:
    await store.transact(tell("web:1", SECRET))
    with foreign(opened.path) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM leads").fetchall()
        assert await by_turn(store) == Erased(1, 1, 1), "nobody waits for the reader"
        assert SECRET in all_bytes(opened.path.parent)
        connection.execute("ROLLBACK")
    await store.transact(lambda turn: turn.save_conversation("web:2", "{}", NOON))
    assert SECRET not in all_bytes(opened.path.parent)


async def test_the_file_is_rewritten_by_the_daily_forgetting_when_something_was_erased(
    opened: Opener, store: SqliteStore
) -> None:
    await store.transact(register("web:1"))
    await store.forget(at(-9), at(-9), at(-9))
    assert opened.count("VACUUM") == 0, "nothing was erased"
    await by_turn(store)
    assert opened.count("VACUUM") == 0, "anybody can ask for this as often as they like"
    await store.close()
    store = opened()  # it is remembered
    await store.forget(at(-9), at(-9), at(-9))
    assert opened.count("VACUUM") == 1
    await store.forget(at(-9), at(-9), at(-9))
    assert opened.count("VACUUM") == 1
    await store.transact(register("web:2"))
    await store.erase_lead("KP-2026-0002")
    assert opened.count("VACUUM") == 2


@pytest.mark.parametrize("seed", [32, 33])  # leave something when the file is not rewritten (SQLite 3.40)
async def test_after_much_coming_and_going_nothing_is_left_of_the_erased(
    opened: Opener, store: SqliteStore, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be had again, no secret
    said: dict[str, list[bytes]] = {f"user{index}": [] for index in range(60)}

    def word(turn: Turn) -> None:
        user = chance.choice(list(said))
        secret = f"MARK{chance.getrandbits(64):016x}"
        said[user].append(secret.encode())
        turn.save_conversation(user, secret * chance.randrange(1, 400), NOON)
        if chance.random() < 0.3:
            number = turn.take_number(2026)
            turn.add_lead(user, a_lead(number), {"name": secret * chance.randrange(1, 30)})
            mail = a_mail(number)
            turn.add_mail(type(mail)(number, "s", "r", secret.encode() * chance.randrange(1, 800), number), NOON)
        turn.remember_update(user, str(chance.random()), secret * 3, NOON)

    for _ in range(4):
        for _ in range(10):
            await together(store, *[word] * 10)
        erased = chance.sample(sorted(said), 20)
        for user in erased:
            await store.transact(lambda turn, user=user: turn.erase_user(user))
        await store.forget(at(-9), at(-9), at(-9))
        kept = all_bytes(opened.path.parent)
        gone = [secret for user in erased for secret in said[user]]
        assert len(gone) > 10
        assert [secret for secret in gone if secret in kept] == []
        for user in erased:
            said[user].clear()
