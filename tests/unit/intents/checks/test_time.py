"""Rules about days: reviews that are due, answers that end or have not begun."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intents.checks.review import MOST_DAYS
from intents.knowledge.calendar import AHEAD, SOON
from tests.support.checks import BASTU, DAY, Checked

HEAD_LINE = 11
"""Where `extra` begins in an answer with two phrasings."""


def test_an_overdue_review_is_told_on_its_line(base: Checked) -> None:
    base.answer("Den är varm.", reviewed=(DAY - timedelta(MOST_DAYS + 1)).isoformat())
    finding = base.the_finding("granskning")
    assert (finding.path, finding.line, finding.severity) == (BASTU, 10, "warning")
    base.answer("Den är varm.", reviewed=(DAY - timedelta(MOST_DAYS)).isoformat())
    assert base.findings("granskning") == []


def test_a_review_in_the_future_is_told(base: Checked) -> None:
    base.answer("Den är varm.", reviewed="2026-11-27")
    assert "framtiden" in base.the_finding("granskning").message
    assert base.findings("granskning", date(2026, 11, 27)) == []


def test_an_answer_said_to_nobody_any_more_needs_no_review(base: Checked) -> None:
    base.answer("Den är varm.", reviewed="2020-01-01", extra="valid_until: 2020-12-31")
    assert base.findings("granskning") == []


@pytest.mark.parametrize(
    ("left", "severity"),
    [(-1, "error"), (0, "warning"), (SOON, "warning"), (SOON + 1, "advice"), (AHEAD - 2, "advice"), (AHEAD - 1, None)],
)
def test_an_answer_that_ends_without_a_successor_is_told_the_nearer_the_harder(
    base: Checked, left: int, severity: str | None
) -> None:
    base.answer("Den är varm.", extra=f"valid_until: {DAY + timedelta(left)}")
    found = base.findings("giltighet")
    assert [(one.path, one.line, one.severity) for one in found] == ([(BASTU, HEAD_LINE, severity)] if severity else [])


def test_a_successor_ends_the_worry(base: Checked) -> None:
    base.answer("Den är varm.", extra="valid_until: 2026-12-31")
    base.answer("Den är kall.", "sv/hamnen/bastu@2027.md", extra="valid_from: 2027-01-01")
    assert base.findings("giltighet") == []


def test_a_gap_between_versions_is_told_once(base: Checked) -> None:
    base.answer("Den är varm.", extra="valid_until: 2026-12-30")
    base.answer("Den är kall.", "sv/hamnen/bastu@2027.md", extra="valid_from: 2027-01-01")
    assert base.findings("giltighet") == []


def test_an_answer_that_has_not_begun_is_told(base: Checked) -> None:
    base.answer("Den är varm.", extra="valid_from: 2026-12-01")
    finding = base.the_finding("giltighet")
    assert (finding.path, finding.line) == (BASTU, HEAD_LINE)
    assert "2026-11-30" in finding.message
    assert base.findings("giltighet", date(2026, 12, 1)) == []
