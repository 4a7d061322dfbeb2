"""A guide that is ready at once: the registers that ship, a handful of answers, and a reader that only sees keywords."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bot.conversation.guide import Answers, Guide, Policy
from intents import (
    Candidate,
    Countries,
    Entry,
    Gazetteer,
    Goals,
    KnowledgeBase,
    Source,
    Theme,
    Verdict,
    text_key,
)
from intents.model import Explanation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intents import Language, Matcher

DAY = date(2026, 11, 23)
REGISTERS = Path(__file__).resolve().parents[2] / "faq" / "registers"
KEYWORDS = {
    "vem-kan-soka": ("soka", "apply"),
    "bidragets-storlek": ("pengar", "money"),
    "partnerlander": ("lander",),
    "civilsamhalle-och-universitet": ("foreningar",),
    "personuppgifter": ("uppgifter",),
}
"""What each answer is found by. A text with the keywords of several is asked back about."""


class ReadsKeywordsOnly:
    """Stands in for a matcher: an exact phrasing gives its answer, else only keywords are seen."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._exact = {text_key(way): entry.id for entry in entries.values() for way in entry.ways}

    def match(self, text: str) -> Verdict:
        """The verdict on `text`."""
        if exact := self._exact.get(text_key(text)):
            return Verdict(text, "answer", exact, 1.0, (Candidate(exact, 1.0),), Explanation("exact"))
        words = set(text_key(text).split())
        found = [entry for entry, keywords in KEYWORDS.items() if not words.isdisjoint(keywords)]
        candidates = tuple(Candidate(entry, 0.9 / len(found)) for entry in found)
        if len(found) == 1:
            return Verdict(text, "answer", found[0], 0.9, candidates, Explanation("model"))
        return Verdict(text, "clarify" if found else "refuse", None, 0.0, candidates, Explanation("model"))


def an_entry(entry_id: str, question: str, **given: Any) -> Entry:
    """One answer of the small base."""
    return Entry(**{
        "id": entry_id, "theme": "grund", "language": "sv", "question": question, "phrasings": (),
        "body": f"Svaret om {entry_id}.\n\n- en punkt\n- en **till**",
        "sources": (Source("https://icld.example/sida", "2024"),), "reviewed": DAY,
    } | given)  # fmt: skip


def small_knowledge() -> KnowledgeBase:
    """Five answers in three themes; one of them in English, too."""
    entries = (
        an_entry("vem-kan-soka", "Vem kan söka?", next=("bidragets-storlek", "borttagen"), action="lead"),
        an_entry(
            "vem-kan-soka", "Who can apply?", language="en", body="Municipalities and regions.", next=("partnerlander",)
        ),
        an_entry(
            "bidragets-storlek", "Hur mycket pengar kan vi få?", theme="ekonomi", next=("vem-kan-soka",),
            sources=(Source("seed", "2026-09"), Source("https://icld.example/pengar", "2025-2026 (odaterad)")),
        ),
        an_entry("partnerlander", "Vilka länder kan vi samarbeta med?", theme="ekonomi", sources=()),
        an_entry("civilsamhalle-och-universitet", "Kan föreningar vara med?"),
        an_entry(
            "personuppgifter", "Hur hanteras mina uppgifter?", theme="om-tjansten", phrasings=("personuppgifter",),
            sources=(Source("tjansten", "2026-11-23"),), action="human",
            body="Samtal sparas {conversation_days} dagar, anmälan {lead_days} dagar och frågor {question_days} dagar.",
        ),
    )  # fmt: skip
    themes = (
        Theme("grund", {"sv": "Grunderna", "en": "The basics"}),
        Theme("ekonomi", {"sv": "Pengar", "en": "Money"}),
        Theme("tom", {"sv": "Tom", "en": "Empty"}),
        Theme("om-tjansten", {"sv": "Om tjänsten", "en": "About the service"}),
    )
    return KnowledgeBase(themes, entries, {}, {}, "liten")


def keyword_fitting(_: KnowledgeBase, entries: Mapping[str, Entry], __: Language) -> Matcher:
    """In place of fitting a matcher."""
    return cast("Matcher", ReadsKeywordsOnly(entries))


@lru_cache(maxsize=1)
def small_guide() -> Guide:
    """The small base with the registers that ship. Safe to share: a guide never changes."""
    answers = Answers(small_knowledge(), DAY, keyword_fitting)
    return Guide(answers, Gazetteer.load(REGISTERS), Countries.load(REGISTERS), Goals.load(REGISTERS), Policy())
