"""Answers that lack a translation, and translations of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base


def _look(base: Base) -> Iterator[Remark]:
    swedish = base.places.get("sv", frozenset())
    for language, ids in base.places.items():
        if language == "sv" or not ids:
            continue
        for versions in base.versions.values():
            entry = versions[0].entry
            if entry.language == "sv" and entry.id not in ids:
                message = f"svaret finns inte i {language}/, så den som frågar på det språket får det på svenska: översätt det"
                yield Remark(entry.path, 0, message)
            elif entry.language == language and entry.id not in swedish:
                message = "svaret finns inte på svenska: skriv det i sv/ också, eller ge filen samma id som det svenska"
                yield Remark(entry.path, 0, message, "warning")


RULE = Rule("oversattning", "advice", "Varje svar finns på båda språken, när basen har båda.", _look)
