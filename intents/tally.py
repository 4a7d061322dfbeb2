"""What a matcher does with questions whose right answer is known, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from intents.matcher import Matcher
    from intents.model import Verdict

Outcome = Literal["right", "asked", "wrong", "lost", "false answer", "false options", "turned down"]
"""Of a question with an answer: answered right, offered among the options, answered wrong, or none of these. Of one
about something else: answered, met with options, or turned down."""


def outcome(verdict: Verdict, expect: Collection[str]) -> Outcome:
    """What became of one question. `expect`: the ids that are right; empty when it must be turned down."""
    if not expect:
        foreign: dict[str, Outcome] = {"answer": "false answer", "clarify": "false options", "refuse": "turned down"}
        return foreign[verdict.decision]
    if verdict.decision == "answer":
        return "right" if verdict.id in expect else "wrong"
    offered = verdict.decision == "clarify" and any(candidate.id in expect for candidate in verdict.candidates)
    return "asked" if offered else "lost"


@dataclass(slots=True)
class Tally:
    """Outcomes of many questions."""

    inside: int = 0
    """Questions with an answer."""
    outside: int = 0
    """Questions about something else."""
    right: int = 0
    asked: int = 0
    wrong: int = 0
    false: int = 0
    """Questions about something else that were answered."""

    @classmethod
    def of(cls, matcher: Matcher, questions: Iterable[tuple[str | None, str]]) -> Tally:
        """From (id of the right answer, None for none, and question) pairs."""
        tally = cls()
        for entry, text in questions:
            became = outcome(matcher.match(text), () if entry is None else (entry,))
            if entry is None:
                tally.outside += 1
                tally.false += became == "false answer"
            else:
                tally.inside += 1
                tally.right += became == "right"
                tally.asked += became == "asked"
                tally.wrong += became == "wrong"
        return tally
