"""Trial questions: that they try something, and that every answer has enough of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule
from intents.knowledge.questions import TRIALS
from intents.text import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base

FEWEST, MOST, PER = 2, 3, 20
"""An answer needs one trial question for every `PER` phrasings, but at least and at most so many: with one, chance says
how well it does; from three on, another says little more about it."""


def _repeated(base: Base) -> Iterator[Remark]:
    stored: dict[tuple[str, str], str] = {}
    for answer in base.answers:
        for text, path, line in answer.places():
            stored.setdefault((answer.entry.language, key(text)), f"{path}:{line}")
    for language, asked in base.trials.items():
        seen: dict[str, int] = {}
        for one in asked:
            name, path = key(one.text), f"{language}/{TRIALS}"
            if place := stored.get((language, name)):
                message = (
                    f"provfrågan ”{one.text}” står ordagrant i {place}, och prövar därför ingenting: "
                    "skriv den på ett annat sätt, eller ta bort den"
                )
                yield Remark(path, one.line, message)
            elif name in seen:
                yield Remark(path, one.line, f"provfrågan står redan på rad {seen[name]}: ta bort den ena")
            seen.setdefault(name, one.line)


def _few(base: Base) -> Iterator[Remark]:
    for language, asked in base.trials.items():
        path = f"{language}/{TRIALS}"
        if not any(answer.entry.language == language for answer in base.answers):
            continue
        if not asked:
            message = (
                "det finns inga provfrågor, så ingen vet hur säker boten får vara: skriv några frågor per svar, "
                "svarets id, tabb och frågan, som inte står bland formuleringarna"
            )
            yield Remark(path, 0, message)
            continue
        count: dict[str | None, int] = {}
        for one in asked:
            count[one.id] = count.get(one.id, 0) + 1
        for (spoken, entry_id), versions in base.versions.items():
            needed = min(MOST, max(FEWEST, len(versions[-1].entry.ways) // PER))
            has = count.get(entry_id, 0)
            if spoken == language and has < needed:
                message = f"`{entry_id}` har {has} provfrågor och behöver {needed}: lägg till frågor som inte står bland formuleringarna"
                yield Remark(path, 0, message)


REPEATED = Rule("provfraga-upprepad", "warning", "Ingen provfråga står också bland formuleringarna.", _repeated)
FEW = Rule(
    "provfragor", "advice", f"Varje svar har provfrågor: minst {FEWEST}, fler när det har många formuleringar.", _few
)
