"""On every day to come each answer has exactly one version, or it is told which is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents import Entry, uncovered
from intents.knowledge.calendar import overtaken, stretches
from tests.support.guide import an_entry

TODAY = date(2026, 11, 26)
DAYS = st.none() | st.integers(-40, 60).map(lambda number: TODAY + timedelta(days=number))


def version(first: date | None = None, last: date | None = None, **given: object) -> Entry:
    return an_entry("bastu", "Bastu?", **({"valid_from": first, "valid_until": last} | given))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=5), st.integers(1, 50))
def test_the_stretches_say_of_every_day_what_looking_at_each_day_says(
    given_versions: Sequence[tuple[date | None, date | None]], days: int
) -> None:
    versions = [version(first, last) for first, last in given_versions]
    told: dict[date, list[Entry]] = {}
    for first, last, valid in stretches(versions, TODAY, TODAY + timedelta(days=days - 1)):
        for number in range((last - first).days + 1):
            assert told.setdefault(first + timedelta(days=number), valid) is valid, "no day is told twice"
    looked = [TODAY + timedelta(days=number) for number in range(days)]
    assert told == {day: [entry for entry in versions if entry.valid_on(day)] for day in looked}


def test_an_answer_without_dates_is_valid_always() -> None:
    assert list(uncovered([version()], TODAY)) == []


@pytest.mark.parametrize(
    ("versions", "told"),
    [
        (
            [(None, date(2026, 12, 31))],
            ["advice bastu: svaret gäller till och med 2026-12-31, om 35 dagar, och ingen version tar vid"],
        ),
        (
            [(date(2027, 1, 1), None)],
            ["warning bastu: svaret gäller först från 2027-01-01, och ingen version gäller från 2026-11-26"],
        ),
        ([(None, date(2026, 12, 31)), (date(2027, 1, 1), None)], []),
        (
            [(None, date(2026, 12, 31)), (date(2027, 1, 3), None)],
            ["advice bastu: svaret gäller till och med 2026-12-31, om 35 dagar, och ingen version tar vid"],
        ),
        (
            [(None, date(2027, 1, 1)), (date(2027, 1, 1), None)],
            ["error bastu: gäller samtidigt som bastu från 2027-01-01 till och med 2027-01-01"],
        ),
        ([(None, date(2029, 1, 1))], []),
    ],
    ids=["ends", "not-yet", "follow-each-other", "gap", "overlap", "ends-beyond-two-years"],
)
def test_what_is_missing_or_double_is_told_with_its_days(
    versions: list[tuple[date | None, date | None]], told: list[str]
) -> None:
    entries = [version(first, last, path="bastu") for first, last in versions]
    found = [
        f"{finding.severity} {finding.path}: {finding.message.partition(': ')[0]}"
        for finding in uncovered(entries, TODAY)
    ]
    assert found == told


def test_each_language_is_looked_at_by_itself() -> None:
    entries = [version(path="sv"), version(None, date(2026, 12, 31), language="en", path="en")]
    assert [finding.path for finding in uncovered(entries, TODAY)] == ["en"]


@pytest.mark.parametrize(("earlier", "later", "told"), [(23, 23, 0), (23, 25, 0), (25, 23, 1)])
def test_a_later_version_that_has_not_been_looked_at_since_is_told(earlier: int, later: int, told: int) -> None:
    entries = [
        version(None, date(2026, 12, 31), reviewed=date(2026, 11, earlier), path="bastu.md"),
        version(date(2027, 1, 1), None, reviewed=date(2026, 11, later), path="bastu@2027.md"),
    ]
    findings = list(overtaken(entries))
    assert [(finding.path, finding.severity) for finding in findings] == [("bastu@2027.md", "warning")] * told
