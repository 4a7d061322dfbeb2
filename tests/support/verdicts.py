"""Texts to be matched, and what every verdict keeps."""

from __future__ import annotations

from functools import lru_cache

from intents import Candidate, Verdict
from tests.support.knowledge import ENGLISH, SWEDISH, swedish, texts

TEXTS = texts(200)


PHRASINGS = [(entry, phrasing) for entry, given_texts in SWEDISH.items() for phrasing in given_texts]


STRANGE = [
    "",
    " \n\t ",
    "?!",
    "🛥️🛥️",
    "\x00\x1b[31m",
    "\u202ehur bokar vi bastun\u202c",
    "\ud800",
    "\u200b",
    "ö",
    "1",
    "1234567890",
    "Как забронировать сауну?",
    "申请桑拿",
    "كيف نحجز الساونا",
    "hur 申请 бастун 🛥️ bastu",
    "<script>alert(1)</script>",
    "'; DROP TABLE leads; --",
    "a" * 5_000,
    "bastu " * 5_000,
    "𝖇𝖆𝖘𝖙𝖚",
    "e\u0301" * 500,
]


@lru_cache(maxsize=1)
def verdicts() -> tuple[Verdict, ...]:
    return tuple(swedish().match(text) for text in TEXTS)


def check(verdict: Verdict, text: str) -> None:
    """What holds for every verdict."""
    assert verdict.text == text
    assert verdict.decision in {"answer", "clarify", "refuse"}
    assert (verdict.id is not None) == (verdict.decision == "answer")
    confidences = [candidate.confidence for candidate in verdict.candidates]
    assert all(0 <= confidence <= 1 for confidence in [*confidences, verdict.confidence])
    assert sum(confidences) <= 1 + 1e-5  # each is rounded
    assert confidences == sorted(confidences, reverse=True)
    assert len({candidate.id for candidate in verdict.candidates}) == len(confidences)
    assert {candidate.id for candidate in verdict.candidates} <= set(SWEDISH) | set(ENGLISH)
    if verdict.decision == "answer":
        assert verdict.candidates[0] == Candidate(verdict.id or "", verdict.confidence)
    if verdict.decision == "clarify":
        assert 1 <= len(confidences) <= 3
    if confidences:
        assert verdict.confidence == confidences[0]
