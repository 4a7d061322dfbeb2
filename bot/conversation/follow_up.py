"""A question that leans on the answer before it: "och hur länge då?", "kostar det nåt?", "mer om det".

What it can be about is near that answer: what the answer leads on to, and its own area. Inside, a question that says
little is given the benefit of the doubt; outside, even a clear one is asked about first, for "det" may be something
else altogether. A question that does not lean is never touched, and neither is one after a change of subject.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intents import Candidate, Explanation, Verdict, text_key

if TYPE_CHECKING:
    from bot.conversation.guide import Answers

MORE = "more"
"""The rule of a verdict that shows what the last answer leads on to."""
MOST_WORDS = 7
"""A longer question says itself what it is about."""
LIKELY = 0.25
"""Probability from which the best entry near the last answer is taken as meant."""
_LEANING = {
    "sv": frozenset(
        ["och", "men", "da", "det", "den", "de", "dem", "dom", "detta", "dessa", "dar", "sen", "mer", "annars", "ocksa"]
    ),
    "en": frozenset(
        [
            "and",
            "but",
            "then",
            "it",
            "its",
            "that",
            "they",
            "them",
            "this",
            "these",
            "there",
            "more",
            "also",
            "otherwise",
        ]
    ),
}
"""Words, folded, that point back."""
_MORE = frozenset(
    text_key(text)
    for text in (
        "mer", "mer om det", "mer om det där", "mera", "mer info", "berätta mer", "berätta mer om det", "och mer", "utveckla",
        "förklara mer", "kan du berätta mer", "mer information", "fortsätt", "läs mer", "jag vill veta mer", "vad mer",
        "more", "more about that", "tell me more", "more info", "go on", "continue", "what else", "more information",
    )
)  # fmt: skip


def in_light_of(answers: Answers, verdict: Verdict, last: str | None, language: str) -> Verdict:
    """`verdict` as it is to be understood right after the answer `last`; itself when it does not lean on that."""
    before = answers.entry(last, language) if last else None
    if before is None:
        return verdict
    words = text_key(verdict.text).split()
    if " ".join(words) in _MORE:
        onward = tuple(Candidate(entry, 0.0) for entry in before.next if answers.entry(entry, language))
        why = Explanation(MORE)
        return Verdict(verdict.text, "clarify", None, 0.0, onward, why) if onward else verdict
    if not 0 < len(words) <= MOST_WORDS or verdict.explanation.rule in {"exact", "slip"}:
        return verdict
    if not _LEANING["en" if language == "en" else "sv"].intersection(words):
        return verdict
    area = {entry.id for entry in answers.in_language(language) if entry.theme == before.theme}
    near = {before.id, *before.next, *area}
    best = next(iter(verdict.candidates), None)
    if verdict.decision == "answer" and verdict.id not in near:
        return replace(verdict, decision="clarify", id=None, candidates=verdict.candidates[:2])
    if verdict.decision == "clarify" and best and best.id in near and best.confidence >= LIKELY:
        return replace(verdict, decision="answer", id=best.id)
    return verdict
