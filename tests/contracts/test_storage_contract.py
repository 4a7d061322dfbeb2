"""What every store promises, whatever it is made of. Written against `Store`, `Turn` and `OutboxStore` alone.

What counts is read through a second store over the same database: what the first merely remembers is not kept.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import STOCKHOLM
from bot.conversation.ports import Erased, Reaction, ReactionRecord, Turn
from bot.errors import StorageError
from bot.outbox.digest import Facts, Numbers
from bot.outbox.model import Mail, Row
from tests.support.storage import (
    NOON,
    PLACES,
    FullStore,
    Opened,
    a_document,
    a_lead,
    a_mail,
    a_question,
    all_bytes,
    at,
    numbered,
    numbers,
    register,
)

LEASE = 5
"""Minutes."""


class Broken(Exception):
    """The work did not go well."""


@pytest.fixture(params=sorted(PLACES))
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Opened]:
    """Opens stores over one new database."""
    async with AsyncExitStack() as stack:
        yield Opened(PLACES[request.param](tmp_path), stack)


@pytest.fixture
async def store(opened: Opened) -> FullStore:
    """The store under test."""
    return await opened()


@pytest.fixture
async def other(opened: Opened, store: FullStore) -> FullStore:
    """Another store over the same database, as another process would have it."""
    return await opened()


async def claimed(store: FullStore, minutes: float = 0) -> Row:
    """A row that is there to be claimed, claimed."""
    row = await store.claim(at(minutes), at(minutes + LEASE))
    assert row is not None
    return row


async def only_row(store: FullStore) -> Row:
    """The one row of the outbox."""
    (row,) = await store.rows()
    return row


# --- conversations -------------------------------------------------------------------------------------------------


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


# --- one transaction -----------------------------------------------------------------------------------------------


async def test_work_that_raises_leaves_nothing_and_gives_its_number_back(store: FullStore, other: FullStore) -> None:
    error = Broken()

    def work(turn: Turn) -> None:
        register("web:1")(turn)
        turn.remember_update("web:1", "u1", "[]", NOON)
        turn.log_question(a_question(NOON))
        raise error

    with pytest.raises(Broken) as caught:
        await store.transact(work)
    assert caught.value is error
    assert await other.leads() == []
    assert await other.rows() == []
    assert await other.transact(lambda turn: (turn.conversation("web:1"), turn.seen("web:1", "u1"))) == (None, None)
    assert await other.forget(at(1), at(1), at(1)) == 0
    assert await store.transact(register("web:1")) == "KP-2026-0001"


async def test_an_erasure_that_raises_erases_nothing(store: FullStore, other: FullStore) -> None:
    await store.transact(register("web:1"))

    def work(turn: Turn) -> None:
        turn.erase_user("web:1")
        raise Broken

    with pytest.raises(Broken):
        await store.transact(work)
    assert numbers(await other.leads()) == ["KP-2026-0001"]
    assert len(await other.rows()) == 1


async def test_nothing_is_seen_before_the_work_is_done(store: FullStore, other: FullStore) -> None:
    added, go_on = threading.Event(), threading.Event()

    def work(turn: Turn) -> None:
        register()(turn)
        added.set()
        assert go_on.wait(30)

    task = asyncio.create_task(store.transact(work))
    try:
        assert await asyncio.to_thread(added.wait, 30)
        assert await other.leads() == []
        assert await other.rows() == []
    finally:
        go_on.set()
        await task
    assert len(await other.leads()) == len(await other.rows()) == 1


async def test_a_call_that_has_returned_is_seen_by_others_at_once(store: FullStore, other: FullStore) -> None:
    for count in range(1, 6):
        await store.transact(register())
        assert len(await other.leads()) == count


async def test_a_cancelled_callers_work_is_whole_or_absent_and_never_twice(store: FullStore, other: FullStore) -> None:
    runs: list[int] = []

    def work(index: int) -> Callable[[Turn], str]:
        def counted(turn: Turn) -> str:
            runs.append(index)
            return register(f"web:{index}")(turn)

        return counted

    tasks = [asyncio.create_task(store.transact(work(index))) for index in range(30)]
    for index, task in enumerate(tasks):
        if index % 3 == 0:
            await asyncio.sleep(0)
            task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    await store.transact(register("web:last"))  # everything handed over before has been run by now
    assert sum(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes) >= 1
    assert len(runs) == len(set(runs))
    leads = await other.leads()
    assert sorted(numbers(leads)) == [f"KP-2026-{index + 1:04d}" for index in range(len(leads))]
    assert sorted(numbers(leads)) == sorted(row.mail.subject_number for row in await other.rows())
    assert {outcome for outcome in outcomes if isinstance(outcome, str)} <= set(numbers(leads))


# --- numbers -------------------------------------------------------------------------------------------------------


async def test_numbers_have_no_gaps_when_fifty_register_at_once_and_some_fail(store: FullStore) -> None:
    def work(index: int) -> Callable[[Turn], str]:
        def sometimes(turn: Turn) -> str:
            number = register(f"web:{index}")(turn)
            if index % 5 == 0:
                raise Broken
            return number

        return sometimes

    results = await asyncio.gather(*(store.transact(work(index)) for index in range(50)), return_exceptions=True)
    assert sum(isinstance(result, Broken) for result in results) == 10
    assert sorted(result for result in results if isinstance(result, str)) == [f"KP-2026-{n:04d}" for n in range(1, 41)]


async def test_numbers_have_no_gaps_when_two_processes_register(store: FullStore, other: FullStore) -> None:
    given = await asyncio.gather(*((store, other)[index % 2].transact(register(f"web:{index}")) for index in range(50)))
    assert sorted(given) == [f"KP-2026-{n:04d}" for n in range(1, 51)]


async def test_each_year_counts_for_itself(store: FullStore) -> None:
    years = [2026, 2026, 2027, 2026, 2027]
    given = [await store.transact(lambda turn, year=year: turn.take_number(year)) for year in years]
    assert given == ["KP-2026-0001", "KP-2026-0002", "KP-2027-0001", "KP-2026-0003", "KP-2027-0002"]


async def test_a_year_with_many_leads_does_not_run_out_of_digits(store: FullStore) -> None:
    given = await store.transact(lambda turn: [turn.take_number(2026) for _ in range(10_001)])
    assert given[-3:] == ["KP-2026-9999", "KP-2026-10000", "KP-2026-10001"]


# --- updates that come again ---------------------------------------------------------------------------------------


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


# --- the conversation shown again ------------------------------------------------------------------------------------


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


# --- what visitors thought of answers --------------------------------------------------------------------------------


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


# --- leads ---------------------------------------------------------------------------------------------------------


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


# --- outbox: claiming ----------------------------------------------------------------------------------------------


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


# --- outbox: settling ----------------------------------------------------------------------------------------------


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


# --- outbox: looking and retrying ----------------------------------------------------------------------------------


async def one_of_each(store: FullStore) -> dict[str, int]:
    """A row in every state and one more that failed; their ids. The younger failed first."""
    ids: dict[str, int] = {}
    for minutes, state in enumerate(("failed-old", "sent", "waiting", "failed-young", "sending", "queued")):
        await store.transact(register(f"web:{state}", at(minutes)))
    for state in ("failed-old", "sent", "waiting", "failed-young", "sending"):
        row = await store.claim(at(10), at(60))
        assert row is not None
        ids[state] = row.id
    assert await store.mark_failed(ids["failed-young"], 1, "550")
    assert await store.mark_failed(ids["failed-old"], 1, "550")
    assert await store.mark_sent(ids["sent"], 1, at(11))
    assert await store.mark_waiting(ids["waiting"], 1, at(30), "451")
    ids["queued"] = (await store.rows(("queued",)))[0].id
    return ids


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


# --- the day's digest ----------------------------------------------------------------------------------------------


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


# --- erasing -------------------------------------------------------------------------------------------------------


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


# --- forgetting by age ---------------------------------------------------------------------------------------------


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


# --- closing -------------------------------------------------------------------------------------------------------


async def test_closing_finishes_what_is_under_way(store: FullStore, other: FullStore) -> None:
    tasks = [asyncio.create_task(store.transact(register(f"web:{index}"))) for index in range(20)]
    await asyncio.sleep(0)  # handed over, not yet answered
    await store.close()
    given = await asyncio.gather(*tasks)
    assert sorted(numbers(await other.leads())) == sorted(given)
    assert len(given) == 20


async def test_a_closed_store_says_so_and_closing_again_does_no_harm(store: FullStore) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StorageError, match="stängd"):
        await store.transact(register())
    with pytest.raises(StorageError, match="stängd"):
        await store.leads()


async def test_a_new_store_finds_everything_the_closed_one_kept(opened: Opened, store: FullStore) -> None:
    await store.transact(register())
    row = await claimed(store)
    await store.close()
    again = await opened()
    assert numbers(await again.leads()) == ["KP-2026-0001"]
    assert await again.rows() == [row]
    assert await again.transact(register()) == "KP-2026-0002"


# --- guards: counted registrations, twins, texts of consents


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
