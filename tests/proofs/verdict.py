"""What the proof's evidence amounts to. Pure: what happened in, what is wrong with it out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Evidence:
    """What was seen from outside, by number of the lead where nothing else is said."""

    told: list[str] = field(default_factory=list)
    """Each number a person was told, once per person."""
    kept: list[str] = field(default_factory=list)
    """Each lead in the database, in order."""
    unfinished: int = 0
    """People who said all they had to say and got no number."""
    unsent: list[str] = field(default_factory=list)
    """Leads whose mail the database does not call sent in the end."""
    received: list[tuple[str, str]] = field(default_factory=list)
    """Message-ID and checksum of each mail the server took."""
    windows: Counter[str] = field(default_factory=Counter)
    """How often a duplicate of this Message-ID could rightly have arisen: no answer after the dot, or a worker that
    died in an attempt."""


def gathered(journal: Iterable[dict[str, Any]], dead: set[int], kept: list[str], unsent: list[str]) -> Evidence:
    """The evidence in a journal. `dead`: processes that were killed."""
    found = Evidence(kept=kept, unsent=unsent)
    told: dict[int, str] = {}
    people: set[int] = set()
    under_way: dict[int, str] = {}
    for line in journal:
        if line["what"] == "told":
            people.add(line["visitor"])
            told |= {line["visitor"]: line["lead"]} if line["lead"] else {}
        elif line["what"] == "received":
            found.received.append((line["mail"], line["sum"]))
        elif line["what"] == "began":
            under_way[line["life"]] = line["mail"]
        elif line["what"] == "ended" and line["outcome"] == "Uncertain":
            found.windows[line["mail"]] += 1
    # Who died had at most one mail under way: the last it began. It may have been settled; then this allows too much
    # by one, never too little.
    found.windows.update(mail for life, mail in under_way.items() if life in dead)
    found.told, found.unfinished = list(told.values()), len(people) - len(told)
    return found


def faults(evidence: Evidence) -> list[str]:
    """Every broken promise, in words; none is the proof."""
    mailed = defaultdict(set)
    for mail, checksum in evidence.received:
        mailed[number_of(mail)].add((mail, checksum))
    found = [f"{number} was told to {times} people" for number, times in Counter(evidence.told).items() if times > 1]
    found += [f"{number} was told but is not kept" for number in sorted({*evidence.told} - {*evidence.kept})]
    found += [f"{number} is kept but nobody was told" for number in sorted({*evidence.kept} - {*evidence.told})]
    found += [f"{number} was told but never mailed" for number in sorted({*evidence.told} - {*mailed})]
    found += [f"{number} was mailed but never told" for number in sorted({*mailed} - {*evidence.told})]
    found += [f"{number} is called unsent" for number in evidence.unsent]
    for number, copies in sorted(mailed.items()):
        if len(copies) > 1:
            found.append(f"{number} came with {len(copies)} different Message-IDs or contents")
    for mail, times in sorted(Counter(mail for mail, _ in evidence.received).items()):
        if times - 1 > evidence.windows[mail]:
            found.append(f"{mail} came {times} times, with {evidence.windows[mail]} windows for a duplicate")
    wanted = [f"KP-2026-{number:04d}" for number in range(1, len(evidence.kept) + 1)]
    if evidence.kept != wanted:
        found.append(f"the numbers have gaps: {sorted({*wanted} ^ {*evidence.kept})}")
    if evidence.unfinished:
        found.append(f"{evidence.unfinished} people got no number")
    if not evidence.told:
        found.append("nothing happened")
    return found


def number_of(message_id: str) -> str:
    """The lead's number, as its Message-ID has it."""
    found = re.match(r"<(kp-\d+-\d+)\.", message_id or "")
    return found[1].upper() if found else message_id
