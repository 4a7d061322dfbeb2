"""Counted registrations, twins, texts of consents."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.ports import Turn
from tests.support.storage import (
    NOON,
    FullStore,
    a_lead,
    all_bytes,
    at,
    numbers,
    register,
)


async def test_registrations_are_counted_by_kind_and_key_within_the_time(store: FullStore, other: FullStore) -> None:
    def mark(turn: Turn) -> None:
        for minutes, kind, key in (
            (0, "user", "web:1"),
            (5, "user", "web:1"),
            (5, "address", "web:1"),
            (5, "user", "web:2"),
        ):
            turn.mark_registered(kind, key, at(minutes))

    await store.transact(mark)

    async def count(kind: str, key: str, since: float) -> int:
        return await other.transact(lambda turn: turn.registered(kind, key, at(since)))

    assert [await count("user", "web:1", since) for since in (0, 1, 5, 6)] == [2, 1, 1, 0]
    assert (await count("address", "web:1", 0), await count("user", "web:2", 0), await count("all", "", 0)) == (1, 1, 0)


async def test_who_erases_everything_is_counted_all_the_same(store: FullStore) -> None:
    await store.transact(register())
    await store.transact(lambda turn: turn.mark_registered("user", "web:1", NOON))
    await store.transact(lambda turn: turn.erase_user("web:1"))
    assert await store.transact(lambda turn: turn.registered("user", "web:1", NOON)) == 1


async def test_a_counted_registration_is_undone_with_its_transaction(store: FullStore) -> None:
    def mark(turn: Turn) -> None:
        turn.mark_registered("user", "web:1", NOON)
        raise ValueError("undone")

    with pytest.raises(ValueError, match="undone"):
        await store.transact(mark)
    assert await store.transact(lambda turn: turn.registered("user", "web:1", NOON)) == 0


async def test_whom_a_registration_counts_for_is_in_no_file_and_forgotten_within_a_day(
    store: FullStore, tmp_path: Path
) -> None:
    secret = "192.0.2.77"
    await store.transact(lambda turn: turn.mark_registered("address", secret, NOON))
    assert secret.encode() not in all_bytes(tmp_path / "data")
    day = 24 * 60

    async def left() -> int:
        return await store.transact(lambda turn: turn.registered("address", secret, at(-9)))

    await store.transact(lambda turn: turn.mark_registered("user", "web:1", at(day)))
    assert await left() == 1
    await store.transact(lambda turn: turn.mark_registered("user", "web:1", at(day + 1)))
    assert await left() == 0
    await store.transact(lambda turn: turn.mark_registered("address", secret, NOON))
    await store.forget(at(-99), at(-99), at(-99), at(1))
    assert await left() == 0


async def test_leads_are_found_by_their_address_in_any_case_from_a_moment_on(
    store: FullStore, other: FullStore
) -> None:
    def add(turn: Turn) -> None:
        for minutes, email in (
            (0, "Anna@Falun.example"),
            (5, "anna@falun.example"),
            (5, "bo@falun.example"),
            (6, "' OR 1=1 --"),
        ):
            number = turn.take_number(2026)
            turn.add_lead("web:1", a_lead(number, at(minutes)), {"number": number, "contact": {"email": email}})

    await store.transact(add)

    async def found(email: str, since: float) -> list[str]:
        return numbers(await other.transact(lambda turn: turn.leads_from(email, at(since))))

    assert await found("ANNA@falun.example", 0) == ["KP-2026-0001", "KP-2026-0002"]
    assert await found("anna@falun.example", 1) == ["KP-2026-0002"]
    assert await found("' OR 1=1 --", 0) == ["KP-2026-0004"]
    assert await found("%", 0) == []


async def test_a_text_of_consent_is_kept_once_and_outlives_the_leads(store: FullStore, other: FullStore) -> None:
    for minutes, version in ((0, "sv-1"), (5, "sv-1"), (6, "en-1")):
        await store.transact(
            lambda turn, minutes=minutes, version=version: turn.keep_consent(
                version, version[:2], f"Får vi? {version}", at(minutes)
            )  # type: ignore[misc]
        )
    await store.forget(at(99), at(99), at(99), at(99))
    kept = await other.consents()
    assert [(text.version, text.language, text.text, text.first_used) for text in kept] == [
        ("sv-1", "sv", "Får vi? sv-1", at(0)),
        ("en-1", "en", "Får vi? en-1", at(6)),
    ]


async def test_the_last_number_of_each_year_is_told(store: FullStore) -> None:
    for year in (2026, 2026, 2027):
        await store.transact(register(year=year))
    assert await store.numbers_given() == {2026: 2, 2027: 1}
