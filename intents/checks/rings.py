"""Follow-ups that lead round and round: a few answers whose buttons only lead to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intents.checks.rule import Base

SMALLEST_WORLD = 4
"""Answers one should be able to reach by pressing follow-ups; with fewer, one goes in a ring. That two answers lead to
each other is no fault by itself."""


def _look(base: Base) -> Iterator[Remark]:
    for language in {answer.entry.language for answer in base.answers}:
        here = {entry_id: versions[-1] for (spoken, entry_id), versions in base.versions.items() if spoken == language}
        ways = {entry_id: tuple(t for t in answer.entry.next if t in here) for entry_id, answer in here.items()}
        for entry_id, answer in here.items():
            reached = _reached(entry_id, ways)
            ring = entry_id in reached and len(reached) < min(SMALLEST_WORLD, len(here))
            if ring and entry_id == min(reached):
                others = ", ".join(sorted(reached - {entry_id}))
                message = (
                    f"uppföljningarna går i ring: härifrån når man bara {others} och så tillbaka hit: låt ett av svaren "
                    "leda vidare till något annat"
                )
                yield Remark(answer.entry.path, answer.line("next"), message)


def _reached(start: str, ways: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The answers that can be reached from `start` by follow-ups, as far as it matters."""
    found: set[str] = set()
    ahead = list(ways[start])
    while ahead and len(found) < SMALLEST_WORLD:
        found.add(one := ahead.pop())
        ahead += [target for target in ways[one] if target not in found]
    return found


RULE = Rule("ring", "warning", "Uppföljningarna leder inte runt i en liten ring.", _look)
