"""How much personal data the question log lets through, and how much it takes that is none. `make privacy`.

Recall: of the seeded texts with an invented person's data in them, the share in which none of it is left.
Precision: of the questions people ask, as the knowledge base has them, the share that is kept as it was asked. With a file
of more questions (one JSON object with `text` a line) as argument those are counted, too.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import shipped
from bot.leads.mask import mask
from intents import load_knowledge
from tests.support.personal import items, left

LEAST_RECALL, LEAST_OF_A_KIND, LEAST_PRECISION = 0.985, 0.95, 0.99
"""Floors, held by a test."""


@dataclass(frozen=True, slots=True)
class Recall:
    """What was found, by kind."""

    seeded: Counter[str]
    missed: Counter[str]
    through: tuple[str, ...]
    """The texts that kept some of it, before and after."""

    def of(self, kind: str) -> float:
        """The share found of one kind."""
        return 1 - self.missed[kind] / self.seeded[kind]

    @property
    def all(self) -> float:
        """The share found."""
        return 1 - self.missed.total() / self.seeded.total()


def recall() -> Recall:
    """The seeded set through the mask."""
    seeded: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    through = []
    for item in items():
        seeded[item.kind] += 1
        if left(item, kept := mask(item.text)):
            missed[item.kind] += 1
            through.append(f"{item.kind}: {item.text!r} → {kept!r}")
    return Recall(seeded, missed, tuple(through))


def questions() -> list[str]:
    """Every phrasing and trial question that ships, in both languages, and those that belong elsewhere."""
    knowledge = load_knowledge(shipped()).knowledge
    assert knowledge is not None
    ways = [way for entry in knowledge.entries for way in entry.ways]
    trials = [text for told in knowledge.trials.values() for _, text in told]
    foreign = [text for told in knowledge.foreign.values() for text in told]
    return [*ways, *trials, *foreign]


def changed(asked: list[str]) -> list[str]:
    """Those that are not kept as they were asked."""
    return [text for text in asked if mask(text) != text]


def main() -> int:
    """Print both figures. 1 when one is below its floor."""
    found = recall()
    print(f"Återfunna personuppgifter: {found.all:.1%} av {found.seeded.total()} texter")
    for kind in found.seeded:
        print(f"  {kind:<20}{found.of(kind):>7.1%} av {found.seeded[kind]}")
    for text in found.through:
        print(f"  slapp igenom – {text}")
    sets = {"kunskapsbasens frågor": questions()}
    for name in sys.argv[1:]:
        sets[name] = [json.loads(line)["text"] for line in Path(name).read_text("utf-8").splitlines()]
    kept = {}
    for name, asked in sets.items():
        touched = changed(asked)
        kept[name] = 1 - len(touched) / len(asked)
        print(f"Frågor som sparas ordagrant: {kept[name]:.2%} av {len(asked)} ({name})")
        for text in touched[:20]:
            print(f"  ändras – {text!r} → {mask(text)!r}")
    fine = found.all >= LEAST_RECALL and all(found.of(kind) >= LEAST_OF_A_KIND for kind in found.seeded)
    return 0 if fine and min(kept.values()) >= LEAST_PRECISION else 1


if __name__ == "__main__":
    sys.exit(main())
