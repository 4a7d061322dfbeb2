"""Answers too long for a door, or for somebody reading in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base

TELEGRAM = 4_096
"""Characters of one Telegram message."""
READ_IN_CHAT = 1_200
"""Characters of an answer that still fit a phone's screen or two."""
BUTTON = 120
"""Characters of a question that a button can show."""


def _look(base: Base) -> Iterator[Remark]:
    for answer in base.answers:
        entry, length = answer.entry, len(base.texts[answer.entry.path])
        whole = length + sum(len(source.url) + len(source.dated) + 20 for source in entry.sources) + 40
        if whole > TELEGRAM:
            message = f"svaret är {whole} tecken med källor; Telegram tar {TELEGRAM} i ett meddelande: korta det, eller dela det i två svar"
            yield Remark(entry.path, answer.body_line, message)
        elif length > READ_IN_CHAT:
            message = f"svaret är {length} tecken; i en chatt läses sällan mer än {READ_IN_CHAT}: korta det, eller dela det i två svar"
            yield Remark(entry.path, answer.body_line, message, "advice")
        if len(entry.question) > BUTTON:
            message = f"frågan är {len(entry.question)} tecken, och en knapp visar {BUTTON}: korta den"
            yield Remark(entry.path, answer.line("question"), message, "advice")


RULE = Rule(
    "langd", "warning", "Svaret får plats i ett meddelande, också i Telegram, och går att läsa i en chatt.", _look
)
