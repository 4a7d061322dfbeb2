"""Holds a small knowledge base against the rules, one at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge import shipped
from intents import Countries, Finding, load_knowledge, look_over
from tests.support.knowledge import entry_text, put

DAY = date(2026, 11, 26)
"""The day the base is looked at, unless a test says another."""
BASTU, SAUNA = "sv/hamnen/bastu.md", "en/hamnen/bastu.md"
BODY = 12
"""The line an answer's text begins on with two phrasings and no extra head lines."""


@dataclass(frozen=True)
class Checked:
    """A knowledge base on disk."""

    root: Path

    def put(self, shown: str, text: str | bytes) -> None:
        """Write a file of it."""
        put(self.root, shown, text)

    def answer(self, body: str, shown: str = BASTU, extra: str = "", reviewed: str = "2026-11-23") -> None:
        """Write an answer with that text; its lines are numbered as `entry_text` says."""
        entry = shown.rsplit("/", 1)[-1].removesuffix(".md").split("@")[0]
        put(self.root, shown, entry_text(entry, body=body, extra=extra, reviewed=reviewed))

    def findings(self, rule: str, day: date = DAY, dictionary: Collection[str] | None = None) -> list[Finding]:
        """What one rule says."""
        report = look_over(load_knowledge(self.root), day, Countries.load(shipped() / "registers"), dictionary)
        return [finding for finding in report.findings if finding.rule == rule]

    def the_finding(self, rule: str, day: date = DAY, dictionary: Collection[str] | None = None) -> Finding:
        """The one thing the rule says."""
        (finding,) = self.findings(rule, day, dictionary)
        return finding
