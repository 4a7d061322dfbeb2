"""What a folder of answers becomes once it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from intents.knowledge.entries import Written
    from intents.knowledge.tables import Table
    from intents.model import Entry, Finding, Language

Trial = tuple[str | None, str]
"""The id of the right answer, None when the question is about something else, and the question."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of answers, as menus show it."""

    slug: str
    labels: Mapping[str, str]
    """Language → heading."""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Every answer in every language, as loaded at one moment."""

    themes: tuple[Theme, ...]
    entries: tuple[Entry, ...]
    foreign: Mapping[str, tuple[str, ...]]
    """Language → questions about other things."""
    trials: Mapping[str, tuple[Trial, ...]]
    """Language → questions that show how sure the matcher may be."""
    version: str
    """Fingerprint of all files read: changes when anything in them does."""

    def on(self, day: date, language: Language) -> dict[str, Entry]:
        """The answers that hold on `day` in one language, by id."""
        return {e.id: e for e in self.entries if e.language == language and e.valid_on(day)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a list, and the line it stands on there."""

    id: str | None
    """Of the right answer; None when the question is about something else."""
    text: str
    line: int


@dataclass(slots=True)
class Loaded:
    """What a look at the folder gave: the knowledge base, unless something stops it, and every finding."""

    knowledge: KnowledgeBase | None
    findings: list[Finding] = field(default_factory=list)
    answers: tuple[Written, ...] = ()
    """The answers that could be read, with where everything in them stands, whether or not others stop the version."""
    trials: Mapping[Language, tuple[Asked, ...]] = field(default_factory=dict)
    """Language → its trial questions, with where they stand."""
    themes: tuple[Theme, ...] = ()
    """Those that could be read, whether or not anything stops the version."""
    places: Mapping[Language, frozenset[str]] = field(default_factory=dict)
    """Language → the ids that have a file, sound or not."""
    tables: Mapping[str, Table] = field(default_factory=dict)
    """What rules go by, by file name: see `intents.checks`."""

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop this version from being used."""
        return [finding for finding in self.findings if finding.severity == "error"]
