"""The digest of the day."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.outbox.digest import Facts, Numbers
from bot.outbox.model import Mail
from tests.support.storage import (
    NOON,
    FullStore,
    a_mail,
    at,
    numbers,
    register,
)
from tests.support.storage_contract import claimed

DAY = 24 * 60
"""Minutes."""


async def digest_of_day(store: FullStore, minutes: float) -> Facts | None:
    """What the digest of that day tells; None when none is queued."""
    found: list[Facts] = []

    def compose(facts: Facts) -> Mail:
        found.append(facts)
        return replace(a_mail("dagsbesked"), message_id=f"<{minutes}@icld.example>")

    moment = at(minutes)
    assert await store.queue_digest(moment.date(), moment, compose) == bool(found)
    return found[0] if found else None


async def test_the_first_day_is_noted_and_the_next_tells_of_it(store: FullStore, other: FullStore) -> None:
    assert await digest_of_day(store, 0) is None
    for minutes in (1, 2, 700):
        await store.transact(register(now=at(minutes)))
    monday = NOON.date()
    facts = await digest_of_day(other, DAY)
    assert facts == Facts(monday, monday, (Numbers(2026, 1, 3),), (), tuple(numbers(await store.leads())))
    assert await digest_of_day(store, DAY) is None, "once a day"
    digest = (await store.rows())[-1]
    assert (digest.mail.subject_number, digest.mail.message_id) == ("dagsbesked-2026-11-24", "<1440@icld.example>")
    assert await digest_of_day(store, 2 * DAY) == Facts(
        monday + timedelta(1), monday + timedelta(1), (), (), facts.waiting
    ), "no lead is a digest too; the one before is no lead"


async def test_no_number_falls_between_two_digests_and_none_is_in_both(store: FullStore) -> None:
    await digest_of_day(store, 0)
    given = [await store.transact(register(now=at(minutes))) for minutes in (-5, 5, DAY - 13 * 60, DAY - 11 * 60, DAY)]
    first, second = await digest_of_day(store, DAY), await digest_of_day(store, 4 * DAY)
    assert first is not None and second is not None
    assert [*first.numbers, *second.numbers] == [Numbers(2026, 1, 3), Numbers(2026, 4, len(given))]
    assert (second.since, second.until) == (NOON.date() + timedelta(1), NOON.date() + timedelta(3))


async def test_a_digest_tells_what_was_erased_what_waits_and_what_failed(store: FullStore) -> None:
    await digest_of_day(store, 0)
    for minutes in range(4):
        await store.transact(register(f"web:{minutes}", at(minutes)))
    sent, failed = await claimed(store, 4), await claimed(store, 4)
    await store.mark_sent(sent.id, sent.attempts, at(5))
    await store.mark_failed(failed.id, failed.attempts, "550")
    await store.erase_lead("KP-2026-0003")
    day = NOON.date()
    assert await digest_of_day(store, DAY) == Facts(
        day, day, (Numbers(2026, 1, 4),), ("KP-2026-0003",), ("KP-2026-0004",), ("KP-2026-0002",)
    )


async def test_each_year_is_told_for_itself(store: FullStore) -> None:
    await digest_of_day(store, 0)
    for year in (2026, 2026, 2027):
        await store.transact(register(year=year))
    facts = await digest_of_day(store, DAY)
    assert facts is not None
    assert list(map(str, facts.numbers)) == ["KP-2026-0001–0002", "KP-2027-0001"]


async def test_a_clock_that_was_wrong_for_a_while_silences_no_day_and_tells_no_number_twice(store: FullStore) -> None:
    await digest_of_day(store, 0)
    await store.transact(register(now=at(5)))
    far = 3000 * DAY
    await store.transact(register(now=at(far), year=2035))
    assert (await digest_of_day(store, far + DAY)) is not None
    for day in (1, 2):
        await store.transact(register(now=at(day * DAY - 13 * 60)))
        facts = await digest_of_day(store, day * DAY)
        assert facts is not None
        assert (facts.since, facts.until) == (at((day - 1) * DAY).date(), at((day - 1) * DAY).date())
        assert list(map(str, facts.numbers)) == [f"KP-2026-{day + 1:04d}"]


async def test_two_processes_queue_one_digest(store: FullStore, other: FullStore) -> None:
    await digest_of_day(store, 0)
    found = await asyncio.gather(*(digest_of_day(one, DAY) for one in (store, other, store, other)))
    assert len([facts for facts in found if facts]) == 1
    assert len(await store.rows()) == 1


async def test_a_digest_is_delivered_like_any_mail_and_forgotten_in_time(store: FullStore) -> None:
    for day in range(4):
        await digest_of_day(store, day * DAY)
    row = await claimed(store, 5 * DAY)
    assert await store.mark_sent(row.id, row.attempts, at(5 * DAY))
    await store.forget(at(0), at(3 * DAY), at(0))
    assert [row.mail.subject_number for row in await store.rows()] == ["dagsbesked-2026-11-26"]
    await store.forget(at(0), at(90 * DAY), at(0))
    assert await digest_of_day(store, 3 * DAY) is None, "the last one is remembered"
    facts = await digest_of_day(store, 4 * DAY)
    assert facts is not None and facts.since == at(3 * DAY).date()
