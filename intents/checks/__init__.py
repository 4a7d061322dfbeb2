"""The rules a knowledge base is held against: one module each, none of which opens a file or knows what day it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intents.checks import (
    claims,
    contradictions,
    length,
    links,
    parity,
    readability,
    review,
    rings,
    rivals,
    translations,
    trials,
    validity,
    words,
)
from intents.checks.rule import Base, Dictionary, Remark, Rule
from intents.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from intents.countries import Countries
    from intents.knowledge import Loaded

RULES: tuple[Rule, ...] = (
    review.RULE, validity.RULE, rings.RULE, claims.AGREED, claims.NOTICES, contradictions.RULE, parity.RULE, translations.RULE,
    words.RETIRED, words.SPELLING, readability.RULE, length.RULE, links.RULE, trials.REPEATED, trials.FEW, rivals.RIVALS,
    rivals.NEARER,
)  # fmt: skip
"""Every rule, in the order the editors' guide explains them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a look at a knowledge base gave."""

    findings: tuple[Finding, ...]
    """Advice first, in each rule's own order, the most pressing first; then warnings and last errors, by file: what is
    read last is what must be mended."""
    unchecked: tuple[str, ...]
    """What could not be looked at, and why, as Swedish sentences."""

    def count(self, severity: str) -> int:
        """How many findings are that severe."""
        return sum(finding.severity == severity for finding in self.findings)


def look_over(
    loaded: Loaded, day: date, countries: Countries | None = None, dictionary: Dictionary | None = None
) -> Report:
    """Everything there is to say about a knowledge base on `day`: what reading it found, then what each rule finds.

    `countries`: tells which words are names of countries. `dictionary`: the Swedish words there are. What either is
    missing for is told under `unchecked`.
    """
    base = Base(
        day, loaded.answers, loaded.trials, loaded.places, loaded.tables, countries.spellings() if countries else {},
        dictionary, loaded.knowledge,
    )  # fmt: skip
    found = [finding for rule in RULES for finding in _findings(rule, base)]
    every = [*loaded.findings, *dict.fromkeys(found)]
    ranked = [finding for finding in every if finding.severity == "advice"]
    for severity in ("warning", "error"):
        ranked += sorted(finding for finding in every if finding.severity == severity)
    return Report(tuple(ranked), tuple(_unchecked(base)))


def _findings(rule: Rule, base: Base) -> Iterator[Finding]:
    for remark in rule.look(base):
        yield Finding(remark.path, remark.line, remark.message, remark.severity or rule.severity, rule.name)


def _unchecked(base: Base) -> Iterator[str]:
    if base.dictionary is None:
        yield "Stavningen är inte kontrollerad: ingen svensk ordlista är installerad (hunspell-sv eller wswedish)."
    if base.knowledge is None:
        yield "Om svaren tar varandras frågor är inte kontrollerat: rätta felen först."
    for name, what in ((words.WORDS, "Gamla ord"), (claims.CLAIMS, "Uppgifter och förbehåll")):
        if name not in base.tables:
            yield f"{what} är inte kontrollerade: {name} finns inte eller går inte att läsa."


__all__ = ["RULES", "Base", "Dictionary", "Remark", "Report", "Rule", "look_over"]
