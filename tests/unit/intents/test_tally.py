"""Outcomes, and what they add up to."""

from __future__ import annotations

import pytest

from intents import Candidate, Tally, Verdict
from intents.model import Decision
from intents.tally import outcome
from tests.support.knowledge import FOREIGN, SWEDISH, swedish


def verdict(decision: Decision, *ids: str) -> Verdict:
    shown = tuple(Candidate(entry, 0.4) for entry in ids)
    return Verdict("?", decision, ids[0] if decision == "answer" else None, 0.4, shown)


@pytest.mark.parametrize(
    ("found", "expect", "became"),
    [
        (verdict("answer", "bastu"), ["bastu"], "right"),
        (verdict("answer", "bastu"), ["el", "bastu"], "right"),
        (verdict("answer", "bastu"), ["el"], "wrong"),
        (verdict("clarify", "el", "bastu"), ["bastu"], "asked"),
        (verdict("clarify", "el"), ["bastu"], "lost"),
        (verdict("refuse", "bastu"), ["bastu"], "lost"),
        (verdict("answer", "bastu"), [], "false answer"),
        (verdict("clarify", "bastu"), [], "false options"),
        (verdict("refuse"), [], "turned down"),
    ],
)
def test_every_verdict_has_its_outcome(found: Verdict, expect: list[str], became: str) -> None:
    assert outcome(found, expect) == became


def test_a_tally_counts_each_question_once() -> None:
    asked: list[tuple[str | None, str]] = [(entry, texts[0]) for entry, texts in SWEDISH.items()]
    others: list[tuple[str | None, str]] = [(None, text) for text in FOREIGN]
    swapped: list[tuple[str | None, str]] = [("ingen-sådan", SWEDISH["bastu"][0]), (None, SWEDISH["bastu"][0])]
    tally = Tally.of(swedish(), [*asked, *others, *swapped])
    assert (tally.inside, tally.outside) == (len(asked) + 1, len(others) + 1)
    assert (tally.right, tally.asked, tally.wrong, tally.false) == (len(asked), 0, 1, 1)
