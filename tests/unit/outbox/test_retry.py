"""When a mail is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import STOCKHOLM
from bot.outbox.retry import between, later, next_try

QUEUED = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("attempts", "pause"),
    [
        (1, MINUTE),
        (2, 2 * MINUTE),
        (3, 4 * MINUTE),
        (9, 256 * MINUTE),
        (10, 6 * HOUR),
        (11, 6 * HOUR),
        (5000, 6 * HOUR),
    ],
)
def test_the_pause_doubles_from_a_minute_to_six_hours(attempts: int, pause: timedelta) -> None:
    assert next_try(attempts, QUEUED, QUEUED, 0.0) == QUEUED + pause


def test_chance_takes_away_at_most_a_fifth() -> None:
    assert next_try(3, QUEUED, QUEUED, 1.0) == QUEUED + timedelta(seconds=192)
    assert next_try(3, QUEUED, QUEUED, 0.5) == QUEUED + timedelta(seconds=216)
    assert next_try(11, QUEUED, QUEUED, 1.0) == QUEUED + timedelta(hours=4, minutes=48)


def test_patience_ends_after_five_days_with_one_last_try() -> None:
    end = QUEUED + 5 * DAY
    assert next_try(20, QUEUED, end - HOUR, 0.0) == end
    assert next_try(21, QUEUED, end, 0.0) is None
    assert next_try(1, QUEUED, end + DAY, 0.0) is None


def test_a_clock_set_back_does_not_lose_the_mail() -> None:
    assert next_try(1, QUEUED, QUEUED - DAY, 0.0) == QUEUED - DAY + MINUTE


@given(
    attempts=st.integers(1, 100_000),
    waited=st.timedeltas(timedelta(0), 6 * DAY),
    jitter=st.floats(0, 1),
)
def test_every_pause_is_within_its_bounds(attempts: int, waited: timedelta, jitter: float) -> None:
    now = later(QUEUED, waited)
    due = next_try(attempts, QUEUED, now, jitter)
    if waited >= 5 * DAY:
        assert due is None
        return
    assert due is not None
    pause = between(now, due)
    assert timedelta(0) < pause <= 6 * HOUR
    assert pause >= MINUTE or between(QUEUED, due) == 5 * DAY
    assert between(QUEUED, due) <= 5 * DAY


@pytest.mark.parametrize(("attempts", "jitter"), [(0, 0.0), (-1, 0.0), (1, -0.1), (1, 1.1), (1, float("nan"))])
def test_numbers_outside_their_range_are_refused(attempts: int, jitter: float) -> None:
    with pytest.raises(ValueError):
        next_try(attempts, QUEUED, QUEUED, jitter)


def test_a_minute_is_a_minute_the_night_summer_time_ends() -> None:
    last_of_summer = datetime(2026, 10, 25, 2, 59, 30, tzinfo=STOCKHOLM)  # 00:59:30 UTC
    due = next_try(1, last_of_summer, last_of_summer, 0.0)
    assert due is not None
    assert due.astimezone(UTC) == datetime(2026, 10, 25, 1, 0, 30, tzinfo=UTC)
    assert due.tzinfo is STOCKHOLM
    assert between(last_of_summer, due) == MINUTE
