"""The questions an edit is tried on: every phrasing, the trial questions, and what visitors have asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from intents import LANGUAGES, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.guide import Answers
    from bot.conversation.ports import QuestionRecord
    from intents import Language, Verdict

Origin = Literal["log", "trial", "phrasing"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, however often and wherever it stands."""

    text: str
    language: Language
    origins: frozenset[Origin]
    times: int = 0
    """How often it stands in the log."""
    trial: bool = False
    """Whether its right answer is known."""
    expect: str | None = None
    """That answer's id; None for a trial question about something else, and for what is no trial question."""


def asked_of(bases: Iterable[Answers], log: Iterable[QuestionRecord] = ()) -> list[Asked]:
    """Every phrasing, foreign question and trial question of the `bases`, and the questions in `log`; each text once
    per language. Which answer is right to a trial question, the last of the bases says; an earlier one's is only asked."""
    found: dict[tuple[str, Language], Asked] = {}

    def note(text: str, language: Language, origin: Origin) -> Asked:
        text = clean(text)
        known = found.get((text, language), Asked(text, language, frozenset()))
        found[text, language] = known = replace(known, origins=known.origins | {origin})
        return known

    bases = list(bases)
    for answers in bases:
        for language in LANGUAGES:
            for entry in answers.entries[language].values():
                for way in entry.ways:
                    note(way, language, "phrasing")
            for way in answers.knowledge.foreign.get(language, ()):
                note(way, language, "phrasing")
            for expect, way in answers.knowledge.trials.get(language, ()):
                known = note(way, language, "trial")
                if answers is bases[-1]:
                    found[known.text, language] = replace(known, trial=True, expect=expect)
    for record in log:
        if record.decision != "none-of-these":  # the question itself stands there already
            known = note(record.text, "en" if record.language == "en" else "sv", "log")
            found[known.text, known.language] = replace(known, times=known.times + 1)
    return list(found.values())


def judged(answers: Answers, asked: Iterable[Asked]) -> list[Verdict]:
    """The verdict on each question by itself, without the conversation it stood in."""
    return [answers.match(one.text, one.language) for one in asked]
