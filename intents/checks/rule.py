"""What a rule is, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from intents.plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from intents.checks.unseen import Unseen
    from intents.knowledge.base import Asked, KnowledgeBase
    from intents.knowledge.entries import Written
    from intents.knowledge.tables import Table
    from intents.model import Language, Severity


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a rule has to say about one place."""

    path: str
    line: int
    message: str
    """What is wrong and what to do, in the editors' language."""
    severity: Severity | None = None
    """When it is another than the rule's own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for in a knowledge base."""

    name: str
    """As findings show it and the editors' guide explains it."""
    severity: Severity
    about: str
    """What it looks for, in one Swedish sentence."""
    look: Callable[[Base], Iterable[Remark]]


class Dictionary(Protocol):
    """Knows which words a language has."""

    def __contains__(self, word: object, /) -> bool: ...


@dataclass(frozen=True)
class Base:
    """The knowledge base as rules see it."""

    day: date
    """The day it is looked at; nothing else tells a rule what day it is."""
    answers: tuple[Written, ...]
    trials: Mapping[Language, tuple[Asked, ...]] = field(default_factory=dict)
    places: Mapping[Language, frozenset[str]] = field(default_factory=dict)
    """Language → the ids that have a file, sound or not."""
    tables: Mapping[str, Table] = field(default_factory=dict)
    """The editors' own tables, by file name."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """How a country is named, in either language, as noun or adjective → its code."""
    dictionary: Dictionary | None = None
    """The Swedish words there are; None when no dictionary is installed."""
    knowledge: KnowledgeBase | None = None
    """What the matcher would be fitted to; None while errors stop it."""

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """File → the answer as a visitor reads it."""
        return {answer.entry.path: plain_text(answer.entry.body) for answer in self.answers}

    @cached_property
    def versions(self) -> Mapping[tuple[Language, str], list[Written]]:
        """(Language, id) → the dated versions of the answer, oldest first; usually one."""
        found: dict[tuple[Language, str], list[Written]] = {}
        for answer in sorted(self.answers, key=lambda one: one.entry.valid_from or one.entry.reviewed.min):
            found.setdefault((answer.entry.language, answer.entry.id), []).append(answer)
        return found

    @cached_property
    def unseen(self) -> Mapping[Language, list[Unseen]]:
        """Language → what the matcher says about each phrasing when it has not seen it; costs seconds."""
        from intents.checks.unseen import judge_unseen

        if self.knowledge is None:
            return {}
        return {language: judge_unseen(self.knowledge, self.day, language) for language in self.places}

    def place(self, language: Language, entry_id: str, phrasing: str) -> tuple[str, int]:
        """File and line where a way to ask for an answer stands."""
        return self._phrasing_places.get((language, entry_id, phrasing), ("", 0))

    @cached_property
    def _phrasing_places(self) -> Mapping[tuple[Language, str, str], tuple[str, int]]:
        found: dict[tuple[Language, str, str], tuple[str, int]] = {}
        for answer in self.answers:
            for text, path, line in answer.places():
                found.setdefault((answer.entry.language, answer.entry.id, text), (path, line))
        return found
