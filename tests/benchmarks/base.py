"""The product's own knowledge base, loaded once per process."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from bot.conversation.guide import Answers
from bot.knowledge import shipped
from intents import load_knowledge

DAY = date(2026, 11, 26)
"""Figures are about one day, so that the clock changes none of them."""


@lru_cache(maxsize=1)
def shipped_answers() -> Answers:
    """The answers that come with the package, fitted when first asked."""
    knowledge = load_knowledge(shipped()).knowledge
    if knowledge is None:
        raise SystemExit("the knowledge base has errors: run `partnerskap faq check`")
    return Answers(knowledge, DAY)
