"""Counting what a matcher does with questions whose right answer is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents import Matcher
from intents.tally import outcome


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its label."""

    text: str
    expect: tuple[str, ...]
    """Ids any of which is right; empty when the question must be turned down."""
    kind: str


def count(matcher: Matcher, questions: Iterable[Asked]) -> Counter[str]:
    """How many questions came to each outcome, and how many ranked a right entry first."""
    counts = Counter[str]()
    for asked in questions:
        verdict = matcher.match(asked.text)
        counts[outcome(verdict, asked.expect)] += 1
        counts["n"] += 1
        counts["first"] += bool(verdict.candidates) and verdict.candidates[0].id in asked.expect
    return counts


def row(name: str, counts: Counter[str]) -> str:
    """A line of the table for questions in scope."""
    n = counts["n"] or 1
    answered = (counts["right"] + counts["wrong"]) or 1
    cells = [
        f"{counts['right'] / n:.1%}", f"{(counts['right'] + counts['asked']) / n:.1%}", f"{counts['wrong'] / n:.1%}",
        f"{counts['wrong'] / answered:.1%}", f"{counts['first'] / n:.1%}",
    ]  # fmt: skip
    return f"| {name} | {counts['n']} | " + " | ".join(cells) + " |"


def foreign_row(name: str, counts: Counter[str]) -> str:
    """A line of the table for questions to be turned down."""
    n = counts["n"] or 1
    cells = [f"{counts[what] / n:.1%}" for what in ("false answer", "false options", "turned down")]
    return f"| {name} | {counts['n']} | " + " | ".join(cells) + " |"


def tables(matcher: Matcher, questions: Sequence[Asked]) -> list[str]:
    """Both tables, by kind and in all."""
    inside = [asked for asked in questions if asked.expect]
    outside = [asked for asked in questions if not asked.expect]
    lines = []
    if inside:
        lines += ["| fråga | antal | rätt | rätt eller motfråga | fel | fel av besvarade | rätt svar först |",
                  "|---|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
        lines += [row(kind, count(matcher, of_kind)) for kind, of_kind in _by_kind(inside)]
        lines += [row("**alla**", count(matcher, inside)), ""]
    if outside:
        lines += ["| ska avböjas | antal | felaktigt svar | motfråga | avböjd |", "|---|---:|---:|---:|---:|"]
        lines += [foreign_row(kind, count(matcher, of_kind)) for kind, of_kind in _by_kind(outside)]
        lines += [foreign_row("**alla**", count(matcher, outside)), ""]
    return lines


def _by_kind(questions: Iterable[Asked]) -> list[tuple[str, list[Asked]]]:
    found: dict[str, list[Asked]] = {}
    for asked in questions:
        found.setdefault(asked.kind, []).append(asked)
    return sorted(found.items())


def reliability(matcher: Matcher, questions: Iterable[Asked]) -> list[str]:
    """Whether probability means probability: of the questions given so much, how many were right."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for asked in questions:
        verdict = matcher.match(asked.text)
        if verdict.candidates and verdict.explanation.rule in {"model", "little"}:
            best = verdict.candidates[0]
            bins.setdefault(min(int(best.confidence * 10), 9), []).append((best.confidence, best.id in asked.expect))
    lines = ["| sannolikhet | antal | i medeltal | rätt |", "|---|---:|---:|---:|"]
    for tenth, found in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in found) / len(found)
        right = sum(was_right for _, was_right in found) / len(found)
        lines.append(f"| {tenth / 10:.1f}–{(tenth + 1) / 10:.1f} | {len(found)} | {mean:.1%} | {right:.1%} |")
    return lines
