"""What `faq diff` costs on a large log: ten thousand different questions, none of them a stored phrasing, asked of the
shipped base and of one that lacks every tenth phrasing. Run: `python -m tests.benchmarks.editing`."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from bot.conversation.guide import Answers
from bot.editing.asked import Asked
from bot.editing.diff import compare
from intents import text_key
from tests.benchmarks.base import DAY, shipped_answers

QUESTIONS = 10_000


def questions(answers: Answers) -> list[Asked]:
    """Pieces of stored phrasings put together, the same every time."""
    chance = random.Random(1)  # noqa: S311 - nothing is guarded by it
    ways = [way for entry in answers.entries["sv"].values() for way in entry.ways]
    stored = {text_key(way) for way in (*ways, *answers.knowledge.foreign["sv"])}
    found: dict[str, Asked] = {}
    while len(found) < QUESTIONS:
        one, other = chance.choice(ways).split(), chance.choice(ways).split()
        text = " ".join([*one[: chance.randint(1, len(one))], *other[: chance.randint(1, 4)]])
        if text_key(text) not in stored:
            found[text] = Asked(text, "sv", frozenset({"log"}), 1)
    return list(found.values())


def main() -> None:
    """Print how long it takes, without the two fits."""
    before = shipped_answers()
    fewer = [
        replace(entry, variants=tuple(way for n, way in enumerate(entry.variants) if n % 10))
        for entry in before.knowledge.entries
    ]
    after = Answers(replace(before.knowledge, entries=tuple(fewer), version="färre"), DAY)
    asked = questions(before)
    before.matcher("sv"), after.matcher("sv")
    wall, cpu = time.perf_counter(), time.process_time()
    found = compare(before, after, asked)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{len(asked)} questions, {len(found.changes)} changes: {wall:.1f} s, of which processor {cpu:.1f} s")


if __name__ == "__main__":
    main()
