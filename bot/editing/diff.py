"""What visitors would meet after an edit and did not before: question by question, grouped by what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.editing.asked import judged
from bot.editing.reasons import Reasons
from intents import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.guide import Answers
    from bot.editing.asked import Asked
    from intents import Language, Verdict

Kind = Literal["wrong", "lost", "asked", "other", "turned down", "options", "offered", "answered"]
KINDS: tuple[Kind, ...] = ("wrong", "lost", "asked", "other", "turned down", "options", "offered", "answered")
"""In the order to be read: a trial question that now gets a wrong answer; an answer that is not given any more; one that
has become a question back; another answer; a question back that has become a refusal; other options to choose from; a
refusal that has become a question back; a question that is now answered."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question that would not meet the same as before."""

    asked: Asked
    kind: Kind
    before: Verdict
    after: Verdict
    reason: str
    """What moved it, in a sentence for editors."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """An answer whose text has changed."""

    id: str
    language: str
    questions: int
    """Questions looked at that get it both before and after."""


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything an edit changes."""

    questions: int
    """Questions looked at."""
    changes: tuple[Change, ...]
    """By kind, as in `KINDS`, then the most asked first."""
    reworded: tuple[Reworded, ...]

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def faults(self) -> int:
        """Trial questions that now get a wrong answer and did not before."""
        return len(self.of("wrong"))


def compare(before: Answers, after: Answers, asked: Sequence[Asked], known: Sequence[Verdict] | None = None) -> Diff:
    """What `after` does otherwise than `before` with the questions `asked`. `known`: the verdicts of `before`, where
    they are at hand already."""
    first = judged(before, asked) if known is None else known
    alike = {language for language in LANGUAGES if _learns_alike(before, after, language)}
    second = [
        was if one.language in alike else after.match(one.text, one.language)
        for one, was in zip(asked, first, strict=True)
    ]
    reasons = Reasons(before, after)
    changes = [
        Change(one, kind, was, now, reasons.of(one, was, now))
        for one, was, now in zip(asked, first, second, strict=True)
        if (kind := kind_of(one, was, now))
    ]
    changes.sort(key=lambda change: (KINDS.index(change.kind), -change.asked.times, change.asked.text))
    return Diff(len(asked), tuple(changes), _reworded(before, after, asked, first, second))


def _learns_alike(before: Answers, after: Answers, language: Language) -> bool:
    """Whether both bases teach the matcher the same for questions in `language`: then so are its verdicts."""
    if not before.entries[language] and not after.entries[language]:
        language = "sv"
    old, new = (
        (
            [(entry.id, entry.ways, entry.body) for entry in answers.entries[language].values()],
            answers.knowledge.foreign.get(language, ()),
            answers.knowledge.trials.get(language, ()),
        )
        for answers in (before, after)
    )
    return bool(old[0]) and old == new


def kind_of(asked: Asked, was: Verdict, now: Verdict) -> Kind | None:
    """How the two verdicts differ for a visitor; None when they do not. How sure they are, and in which order options
    stand, is no difference."""
    if (was.decision, was.id) == (now.decision, now.id):
        moved = was.decision == "clarify" and _options(was) != _options(now)
        return "options" if moved else None
    if asked.trial and _is_wrong(asked, now) and not _is_wrong(asked, was):
        return "wrong"
    if was.decision == now.decision:
        return "other"
    if now.decision == "answer":
        return "answered"
    if was.decision == "answer":
        return "lost" if now.decision == "refuse" else "asked"
    return "offered" if now.decision == "clarify" else "turned down"


def _is_wrong(asked: Asked, verdict: Verdict) -> bool:
    return verdict.decision == "answer" and verdict.id != asked.expect


def _options(verdict: Verdict) -> frozenset[str]:
    return frozenset(candidate.id for candidate in verdict.candidates)


def _reworded(
    before: Answers, after: Answers, asked: Sequence[Asked], first: Sequence[Verdict], second: Sequence[Verdict]
) -> tuple[Reworded, ...]:
    """The answers in both bases that read otherwise now."""
    counts = {
        (entry.id, entry.language): 0
        for answers in after.entries.values()
        for entry in answers.values()
        if (old := before.entries[entry.language].get(entry.id)) and old.body != entry.body
    }
    for one, was, now in zip(asked, first, second, strict=True):
        entry = after.entry(now.id, one.language) if now.id and now.id == was.id else None
        if entry and (entry.id, entry.language) in counts:
            counts[entry.id, entry.language] += 1
    return tuple(Reworded(entry, language, count) for (entry, language), count in counts.items())
