"""What people asked in vain, and which of those questions ask for the same thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.editing.words import roots, worth
from intents import clean, text_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.conversation.guide import Answers
    from bot.conversation.ports import QuestionRecord, ReactionRecord
    from intents import Language

Why = Literal["refused", "none-of-these", "down"]
"""Turned down; asked back about, and none of the options was it; answered, and given a thumb down."""
LIKELY = 0.5
"""Share of what "something else" leaves from which the best entry is where a question may belong."""
WITHIN = 10.0
"""How many times less likely about an entry than what is just offered as an option a question may be, and still belong
to that entry: an editor is to judge."""
EVERYDAY, FEW = 0.001, 20
"""A word that is more than this share of all stored words, and stands more often than this, says nothing by itself."""
BEGINNING = 4
"""Letters that tell what a compound begins with: visum, visumansökan."""
ALONE = 0.2
"""What a part that only one question has is worth beside one that others have too."""
ALIKE = 0.3
"""How like two questions must be, 0–1, to ask for the same thing."""


@dataclass(frozen=True, slots=True)
class Missed:
    """One question asked in vain."""

    text: str
    """Masked."""
    language: Language
    whys: frozenset[Why]
    times: int
    not_these: frozenset[str]
    """Answers that were shown and not what was meant."""
    words: tuple[str, ...] = ()
    """What was written beside a thumb, masked."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that miss the same thing."""

    language: Language
    members: tuple[Missed, ...]
    """The most asked first."""
    target: str | None
    """The answer they may belong to; None when there seems to be none."""

    @property
    def times(self) -> int:
        """How often they were asked."""
        return sum(one.times for one in self.members)


@dataclass(slots=True)
class _Heard:
    """What is known of one question so far."""

    times: int = 0
    whys: set[Why] = field(default_factory=set)
    not_these: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)


def missed_in(
    answers: Answers, questions: Iterable[QuestionRecord], thumbs: Iterable[ReactionRecord]
) -> tuple[list[Missed], int]:
    """The questions asked in vain, once each; and how often others were that are taken care of since: they have got an
    answer, or an editor has put them among the questions about other things."""
    heard: dict[tuple[str, Language], _Heard] = {}

    def note(text: str, language: str, why: Why, not_these: Iterable[str], word: str | None = None) -> None:
        one = heard.setdefault((clean(text), "en" if language == "en" else "sv"), _Heard())
        one.times += 1
        one.whys.add(why)
        one.not_these.update(not_these)
        one.words += [word] if word else []

    for record in questions:
        if record.decision == "refuse":
            note(record.text, record.language, "refused", ())
        elif record.decision == "none-of-these":
            note(record.text, record.language, "none-of-these", record.options)
    for thumb in thumbs:
        if thumb.reaction != "up" and thumb.asked and not _own_question(answers, thumb):
            note(thumb.asked, spoken(answers, thumb.asked), "down", [thumb.entry_id], thumb.word)
    found, solved = [], 0
    for (text, language), one in heard.items():
        verdict = answers.match(text, language)
        outside = verdict.explanation.rule == "foreign"
        if not text_key(text) or outside or (verdict.id and verdict.id not in one.not_these):
            solved += one.times
        else:
            whys, shown = frozenset(one.whys), frozenset(one.not_these)
            found.append(Missed(text, language, whys, one.times, shown, tuple(one.words)))
    return found, solved


def disliked(answers: Answers, thumbs: Iterable[ReactionRecord]) -> list[tuple[str, int, list[str]]]:
    """Answers with thumbs down: id, how many, and what was written beside them; the most disliked first."""
    counts: Counter[str] = Counter()
    words: dict[str, list[str]] = {}
    for thumb in thumbs:
        if thumb.reaction != "up" and answers.entry(thumb.entry_id, "sv"):
            counts[thumb.entry_id] += 1
            words.setdefault(thumb.entry_id, []).extend([thumb.word] if thumb.word else [])
    return [
        (entry, count, words[entry]) for entry, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def gaps_in(answers: Answers, missed: Sequence[Missed]) -> list[Gap]:
    """The questions grouped: those that seem to belong to the same answer, and of the rest those that share their
    words. The most asked first. Questions of nothing but everyday words are in none."""
    near: dict[tuple[Language, str], list[Missed]] = {}
    rest: dict[Language, list[Missed]] = {}
    common = {language: _common(answers, language) for language in {one.language for one in missed}}
    for one in sorted(missed, key=lambda one: (-one.times, one.text)):
        held = common[one.language]
        if all(held[root] > max(EVERYDAY * held.total(), FEW) for root in roots(one.text, one.language)):
            continue
        target = _likely(answers, one)
        if target:
            near.setdefault((one.language, target), []).append(one)
        else:
            rest.setdefault(one.language, []).append(one)
    gaps = [Gap(language, tuple(members), target) for (language, target), members in near.items()]
    for language, members in rest.items():
        gaps += [Gap(language, tuple(group), None) for group in _alike(members, language, common[language])]
    return sorted(gaps, key=lambda gap: (-gap.times, -len(gap.members), gap.members[0].text))


def spoken(answers: Answers, text: str) -> Language:
    """The language a question is read in when nothing says which."""
    from bot.conversation.asking import verdict

    return "en" if verdict(answers, text)[1] == "en" else "sv"


def _own_question(answers: Answers, thumb: ReactionRecord) -> bool:
    """Whether the answer was chosen from a menu: then the thumb is about its text."""
    entries = (answers.entries[language].get(thumb.entry_id) for language in answers.entries)
    return any(entry and text_key(entry.question) == text_key(thumb.asked or "") for entry in entries)


def _likely(answers: Answers, one: Missed) -> str | None:
    """The answer a question may belong to."""
    verdict = answers.match(one.text, one.language)
    why = verdict.explanation
    if not why.limits or why.rule == "foreign" or (1.0 - why.foreign) * WITHIN < 1.0 - why.limits.offer:
        return None
    left = [candidate for candidate in verdict.candidates if candidate.id not in one.not_these]
    total = sum(candidate.confidence for candidate in left) or 1.0
    best = left[0] if left else None
    return best.id if best and best.confidence / total >= LIKELY else None


def _common(answers: Answers, language: Language) -> Counter[str]:
    """In how many stored questions each part stands."""
    stored = [way for entry in answers.entries[language].values() for way in entry.ways]
    every = (*stored, *answers.knowledge.foreign.get(language, ()))
    return Counter(part for way in every for part in _parts(way, language))


def _alike(members: Sequence[Missed], language: Language, common: Mapping[str, int]) -> list[list[Missed]]:
    """Questions grouped by the words they share: each joins the group it is most like on average, if like enough."""
    held = Counter(part for one in members for part in _parts(one.text, language))
    groups: list[tuple[list[Missed], dict[str, float]]] = []
    for one in members:
        own = _weights(_parts(one.text, language), common, held)
        scored = [
            (sum(weight * seen.get(part, 0.0) for part, weight in own.items()) / len(group), -place)
            for place, (group, seen) in enumerate(groups)
        ]
        likeness, place = max(scored, default=(0.0, 0))
        if likeness < ALIKE:
            groups.append(([], {}))
            place = 1 - len(groups)
        group, seen = groups[-place]
        group.append(one)
        for part, weight in own.items():
            seen[part] = seen.get(part, 0.0) + weight
    return [group for group, _ in groups]


def _parts(text: str, language: Language) -> set[str]:
    """What two questions can have in common: stems, and how they begin, which holds compounds together."""
    found = set(roots(text, language))
    return found | {root[:BEGINNING] for root in found}


def _weights(parts: set[str], common: Mapping[str, int], held: Mapping[str, int]) -> dict[str, float]:
    """A question as a direction of length one: what each part is worth, rare ones above all, and less when no
    other question has it."""
    found = {part: worth(part, common) ** 1.5 * (1.0 if held[part] > 1 else ALONE) for part in sorted(parts)}
    length = sum(weight**2 for weight in found.values()) ** 0.5 or 1.0
    return {part: weight / length for part, weight in found.items()}
