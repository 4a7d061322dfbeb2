"""The worker: what each outcome does to a row, to the round, and to the next one."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from bot.errors import StorageError
from bot.outbox.circuit import Circuit
from bot.outbox.delivery import Accepted, Deferred, Outcome, Rejected, ServerFault, Uncertain
from bot.outbox.model import Mail
from bot.outbox.transports.memory import MemoryTransport
from bot.outbox.worker import Summary
from tests.support.outbox import ANY_MOMENT, a_mail
from tests.support.worker import Bench, CallsFirst

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


# --- one round ---


async def test_an_empty_outbox_is_a_round_of_nothing() -> None:
    assert await Bench(0).worker.run_once() == Summary()


async def test_all_that_is_due_is_sent_once() -> None:
    bench = Bench(3)
    assert await bench.worker.run_once() == Summary(sent=3)
    assert await bench.worker.run_once() == Summary()
    assert [mail.subject_number for mail in bench.memory.delivered] == ["KP-2026-0001", "KP-2026-0002", "KP-2026-0003"]
    row = bench.store.row(1)
    assert (row.state, row.sent, row.attempts) == ("sent", ANY_MOMENT, 1)


async def test_the_claim_holds_for_the_lease() -> None:
    leases: list[datetime | None] = []
    bench = Bench(1, transport=CallsFirst(Accepted(), lambda: leases.append(bench.store.row(1).leased_until)))
    await bench.worker.run_once()
    assert leases == [ANY_MOMENT + 5 * MINUTE]


@pytest.mark.parametrize("outcome", [Deferred("451 vänta"), Uncertain("tystnad")])
async def test_a_mail_that_must_wait_comes_back_in_a_minute(outcome: Outcome) -> None:
    bench = Bench(1, outcome)
    assert await bench.worker.run_once() == Summary(waiting=1)
    row = bench.store.row(1)
    assert (row.state, row.attempts, row.due) == ("waiting", 1, ANY_MOMENT + MINUTE)
    assert row.last_error is not None and ("451" in row.last_error or "tystnad" in row.last_error)
    bench.pass_time(MINUTE - SECOND)
    assert await bench.worker.run_once() == Summary()
    bench.pass_time(SECOND)
    assert await bench.worker.run_once() == Summary(sent=1)


async def test_each_attempt_sends_the_same_mail() -> None:
    bench = Bench(1, Deferred("451"), Uncertain("tystnad"))
    for _ in range(3):
        await bench.worker.run_once()
        bench.pass_time(6 * 60 * MINUTE)
    assert bench.memory.attempted == [a_mail("KP-2026-0001")] * 3


@pytest.mark.parametrize("outcome", [Deferred("451 vänta"), Uncertain("tystnad")])
async def test_patience_runs_out_after_five_days(outcome: Outcome) -> None:
    bench = Bench(1, outcome, outcome, outcome)
    assert await bench.worker.run_once() == Summary(waiting=1)
    bench.pass_time(5 * DAY - SECOND)
    assert await bench.worker.run_once() == Summary(waiting=1)
    bench.pass_time(MINUTE)
    assert await bench.worker.run_once() == Summary(failed=1)
    row = bench.store.row(1)
    assert row.state == "failed"
    assert row.last_error is not None and row.last_error.startswith("Gav upp efter fem dygn och 3 försök.")


async def test_patience_begins_when_the_server_asks_for_it_and_not_while_it_is_down() -> None:
    bench = Bench(1, ServerFault("nere"), Deferred("451 vänta"))
    await bench.worker.run_once()
    bench.pass_time(6 * DAY)
    assert await bench.worker.run_once() == Summary(waiting=1)
    bench.pass_time(MINUTE)
    assert await bench.worker.run_once() == Summary(sent=1)


async def test_a_mail_a_person_sends_again_gets_all_patience_anew() -> None:
    bench = Bench(1, *[Deferred("452 full")] * 3)
    await bench.worker.run_once()
    bench.pass_time(5 * DAY)
    assert await bench.worker.run_once() == Summary(failed=1)
    await bench.store.retry(None, bench.clock.now())
    assert await bench.worker.run_once() == Summary(waiting=1)


async def test_a_clock_set_back_by_days_holds_no_mail_up() -> None:
    bench = Bench(2, Deferred("451 vänta"))
    bench.clock.set(ANY_MOMENT - 2 * DAY)
    assert await bench.worker.run_once() == Summary(sent=1, waiting=1)
    bench.clock.set(ANY_MOMENT - 4 * DAY)
    assert await bench.worker.run_once() == Summary(sent=1)


async def test_a_rejected_mail_is_put_aside_with_the_reason() -> None:
    bench = Bench(1, Rejected("550 okänd"))
    assert await bench.worker.run_once() == Summary(failed=1)
    assert (bench.store.row(1).state, bench.store.row(1).last_error) == ("failed", "550 okänd")
    bench.pass_time(DAY)
    assert await bench.worker.run_once() == Summary()


async def test_one_bad_mail_never_stops_the_others() -> None:
    bench = Bench(4, Rejected("550"), Deferred("451"), Uncertain("tystnad"))
    assert await bench.worker.run_once() == Summary(sent=1, waiting=2, failed=1)


async def test_a_fault_in_the_program_costs_one_mail_a_delay(caplog: pytest.LogCaptureFixture) -> None:
    def fall() -> None:
        bench.store.calls.append("fell")
        if bench.store.calls.count("fell") == 1:
            raise KeyError("anna@kommun.example")

    bench = Bench(2, transport=CallsFirst(Accepted(), fall))
    assert await bench.worker.run_once() == Summary(sent=1, waiting=1)
    assert "KeyError" in (bench.store.row(1).last_error or "")
    assert "KeyError" in caplog.text and "anna" not in caplog.text


# --- the server's faults ---


async def test_a_server_fault_ends_the_round_and_counts_no_attempt() -> None:
    bench = Bench(3, Accepted(), ServerFault("535 fel lösenord"))
    assert await bench.worker.run_once() == Summary(sent=1, faults=1)
    row = bench.store.row(2)
    assert (row.attempts, row.due, row.last_error) == (0, ANY_MOMENT + 30 * SECOND, "535 fel lösenord")
    assert bench.store.row(3).attempts == 0
    assert bench.worker.circuit == Circuit(1, ANY_MOMENT + 30 * SECOND)


async def test_no_mail_is_even_claimed_while_the_server_is_left_in_peace() -> None:
    bench = Bench(2, ServerFault("nere"))
    await bench.worker.run_once()
    bench.store.calls.clear()
    bench.pass_time(29 * SECOND)
    assert await bench.worker.run_once() == Summary()
    assert bench.store.calls == []
    bench.pass_time(SECOND)
    assert await bench.worker.run_once() == Summary(sent=2)


async def test_the_pause_grows_while_the_server_is_at_fault_and_is_forgotten_when_it_answers() -> None:
    bench = Bench(1, *[ServerFault("nere")] * 7, Deferred("451"), ServerFault("nere"))
    pauses = []
    for _ in range(7):
        assert await bench.worker.run_once() == Summary(faults=1)
        pause = bench.worker.circuit.pause(bench.clock.now())
        pauses.append(pause.total_seconds())
        bench.pass_time(pause)
    assert pauses == [30, 60, 120, 240, 480, 900, 900]
    assert await bench.worker.run_once() == Summary(waiting=1)
    assert bench.worker.circuit == Circuit()
    bench.pass_time(MINUTE)
    await bench.worker.run_once()
    assert bench.worker.circuit.pause(bench.clock.now()) == 30 * SECOND


async def test_an_uncertain_end_says_nothing_about_the_server() -> None:
    bench = Bench(2, ServerFault("nere"), Uncertain("tystnad"), Accepted())
    await bench.worker.run_once()
    bench.pass_time(30 * SECOND)
    assert await bench.worker.run_once() == Summary(sent=1, waiting=1)
    assert bench.worker.circuit == Circuit()
    bench = Bench(1, ServerFault("nere"), Uncertain("tystnad"))
    await bench.worker.run_once()
    bench.pass_time(30 * SECOND)
    await bench.worker.run_once()
    assert bench.worker.circuit.faults == 1


async def test_a_server_down_for_weeks_fails_no_mail() -> None:
    bench = Bench(1, ServerFault("nere"))
    bench.pass_time(30 * DAY)
    assert await bench.worker.run_once() == Summary(faults=1)
    assert bench.store.row(1).state == "waiting"


# --- claims and storage ---


@pytest.mark.parametrize(
    "outcome", [Accepted(), Deferred("451"), Rejected("550"), Uncertain("tystnad"), ServerFault("nere")]
)
async def test_a_claim_that_lapsed_meanwhile_is_left_to_who_has_it(outcome: Outcome) -> None:
    def sleep_too_long() -> None:
        bench.pass_time(6 * MINUTE)
        claim = bench.store.claim(bench.clock.now(), bench.clock.now() + 5 * MINUTE)
        with pytest.raises(StopIteration):
            claim.send(None)

    bench = Bench(1, transport=CallsFirst(outcome, sleep_too_long))
    summary = await bench.worker.run_once()
    assert summary == (Summary(faults=1) if isinstance(outcome, ServerFault) else Summary(taken_over=1))
    row = bench.store.row(1)
    assert (row.state, row.attempts, row.last_error) == ("sending", 2, None)


async def test_a_mail_whose_worker_died_is_taken_up_when_its_lease_lapses() -> None:
    bench = Bench(1)
    await bench.store.claim(ANY_MOMENT, ANY_MOMENT + 5 * MINUTE)
    assert await bench.worker.run_once() == Summary()
    bench.pass_time(5 * MINUTE)
    assert await bench.worker.run_once() == Summary(sent=1)
    assert bench.store.row(1).attempts == 2


async def test_a_yes_the_storage_refused_is_written_down_before_anything_else() -> None:
    bench = Bench(2)
    bench.store.broken = {"mark_sent"}
    for _ in range(2):
        with pytest.raises(StorageError):
            await bench.worker.run_once()
    bench.store.broken = set()
    bench.pass_time(6 * MINUTE)  # the lease has lapsed: a claim would deliver a second time
    assert await bench.worker.run_once() == Summary(sent=1)
    assert [mail.subject_number for mail in bench.memory.delivered] == ["KP-2026-0001", "KP-2026-0002"]
    assert (bench.store.row(1).state, bench.store.row(1).sent) == ("sent", ANY_MOMENT)


async def test_a_cancelled_delivery_leaves_the_row_to_its_lease() -> None:
    never = asyncio.Event()
    under_way = asyncio.Event()

    class Hangs(MemoryTransport):
        async def deliver(self, mail: Mail) -> Outcome:
            under_way.set()
            await never.wait()
            return Accepted()

    bench = Bench(1, transport=Hangs())
    round_ = asyncio.create_task(bench.worker.run_once())
    await under_way.wait()
    round_.cancel()
    with pytest.raises(asyncio.CancelledError):
        await round_
    assert bench.store.row(1).state == "sending"


# --- what is logged ---


async def test_log_lines_carry_row_and_number_and_no_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="partnerskap.outbox")
    words = "550 <anna@kommun.example>\nförsta raden"
    bench = Bench(5, Accepted(words), Deferred(words), Rejected(words), Uncertain(words), ServerFault(words))
    await bench.worker.run_once()
    assert [record.name for record in caplog.records] == ["partnerskap.outbox"] * 5
    for row_id, record in enumerate(caplog.records, start=1):
        line = record.getMessage()
        assert f"KP-2026-{row_id:04} (rad {row_id})" in line
        assert "@" not in line and "\n" not in line and "första raden" in line
