"""While a matcher is fitted to what an editor has just saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intents import Candidate, Explanation, Verdict, text_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intents import Matcher


class Meanwhile:
    """The matcher of the version before, with what can be had at once of the new one: its phrasings word for word, and
    nothing that it no longer answers."""

    def __init__(self, ways: Mapping[str, Sequence[str]], before: Matcher) -> None:
        """`ways`: id → every way to ask, of the new version; `before`: fitted to the one before."""
        self.before = before
        self._ids = frozenset(ways)
        self._exact = {text_key(way): entry_id for entry_id, given in ways.items() for way in given}

    def match(self, text: str) -> Verdict:
        """The verdict on `text`."""
        if (owner := self._exact.get(text_key(text))) is not None:
            return Verdict(text, "answer", owner, 1.0, (Candidate(owner, 1.0),), Explanation("exact"))
        found = self.before.match(text)
        left = tuple(candidate for candidate in found.candidates if candidate.id in self._ids)
        if len(left) == len(found.candidates):
            return found
        decision = found.decision if found.id in self._ids or (found.decision == "clarify" and left) else "refuse"
        return replace(found, decision=decision, id=found.id if decision == "answer" else None, candidates=left)
