"""How long a faulty server is left in peace."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from bot.clock import STOCKHOLM
from bot.outbox.circuit import Circuit

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)


def test_a_new_circuit_blocks_nothing() -> None:
    assert not Circuit().blocks(NOW)
    assert Circuit().pause(NOW) == timedelta(0)


def test_the_pause_grows_from_half_a_minute_to_a_quarter_of_an_hour() -> None:
    circuit, pauses = Circuit(), []
    for _ in range(8):
        circuit = circuit.after_fault(NOW)
        pauses.append(circuit.pause(NOW).total_seconds())
    assert pauses == [30, 60, 120, 240, 480, 900, 900, 900]
    assert all(first <= second for first, second in pairwise(pauses))


def test_very_many_faults_are_no_trouble() -> None:
    assert Circuit(faults=10**6).after_fault(NOW).pause(NOW) == timedelta(minutes=15)


def test_it_blocks_until_the_pause_is_over_and_not_longer() -> None:
    circuit = Circuit().after_fault(NOW)
    assert circuit.blocks(NOW + timedelta(seconds=29))
    assert not circuit.blocks(NOW + timedelta(seconds=30))
    assert circuit.faults == 1


def test_an_answer_forgets_all_faults() -> None:
    circuit = Circuit().after_fault(NOW).after_fault(NOW).after_answer()
    assert not circuit.blocks(NOW)
    assert circuit.after_fault(NOW).pause(NOW) == timedelta(seconds=30)


def test_a_clock_set_back_does_not_block_for_hours() -> None:
    assert not Circuit().after_fault(NOW).blocks(NOW - timedelta(hours=1))


def test_the_pause_is_real_time_the_night_summer_time_ends() -> None:
    last_of_summer = datetime(2026, 10, 25, 2, 59, 50, tzinfo=STOCKHOLM)
    circuit = Circuit().after_fault(last_of_summer)
    assert circuit.pause(last_of_summer) == timedelta(seconds=30)
    assert not circuit.blocks(datetime(2026, 10, 25, 2, 0, 20, fold=1, tzinfo=STOCKHOLM))
