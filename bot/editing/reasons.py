"""Why a question would not meet the same as before: the phrasing, the entry or the limit that moved it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.editing.words import Index, roots_of_key
from intents import text_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.conversation.guide import Answers
    from bot.editing.asked import Asked
    from intents import Explanation, Language, Thresholds, Verdict

Owners = dict[str, tuple[str, str]]
"""Key of a phrasing → whose it is, and the phrasing."""
FOREIGN = "frågorna om annat"
LEAST_SHARED = 0.25
"""How much of a question's words, by worth, a changed phrasing must share to be named as what moved it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A phrasing that stands in one base and not, or under another answer, in the other."""

    text: str
    owner: str
    """The answer's id, or `FOREIGN`."""
    added: bool


class Reasons:
    """What differs between two bases, ready to be asked what moved a question."""

    def __init__(self, before: Answers, after: Answers) -> None:
        self._before, self._after = before, after
        self._owners: dict[Language, tuple[Owners, Owners]] = {}
        self._edits: dict[Language, Index[Edit]] = {}

    def _owned(self, language: Language) -> tuple[Owners, Owners]:
        """Whose each phrasing was and is. Looked up when first needed, as the next: most edits are in one language."""
        if language not in self._owners:
            name_of = cache(text_key)  # most phrasings stand in both
            self._owners[language] = (
                _owners(self._before, language, name_of),
                _owners(self._after, language, name_of),
            )
        return self._owners[language]

    def _edited(self, language: Language) -> Index[Edit]:
        """The phrasings that came, went or moved."""
        if language not in self._edits:
            old, new = self._owned(language)
            gone = (Edit(text, owner, False) for name, (owner, text) in old.items() if _moved(name, owner, new))
            come = (Edit(text, owner, True) for name, (owner, text) in new.items() if _moved(name, owner, old))
            common = Counter(root for name in new for root in roots_of_key(name, language))
            self._edits[language] = Index([(edit.text, edit) for edit in (*come, *gone)], common, language)
        return self._edits[language]

    def of(self, asked: Asked, was: Verdict, now: Verdict) -> str:
        """What moved a question from one verdict to the other; a sentence for editors."""
        return (
            self._gone(asked.language, was)
            or self._stored(asked)
            or self._come(asked.language, now)
            or _limit(was, now)
            or self._nearest(asked, was, now)
        )

    def _stored(self, asked: Asked) -> str:
        """When the question itself stands as a phrasing in one of the bases, and not the same way in the other."""
        old, new = (owners.get(text_key(asked.text)) for owners in self._owned(asked.language))
        was, now = (found[0] if found else None for found in (old, new))
        if was == now:
            return ""
        if now == FOREIGN:
            return f"Frågan står nu bland {FOREIGN}."
        if now and was and was != FOREIGN:
            return f"Formuleringen är flyttad från {was} till {now}."
        if now:
            return f"Frågan står nu som formulering i {now}."
        if was == FOREIGN:
            return f"Frågan står inte längre bland {FOREIGN}."
        return f"Formuleringen är borttagen ur {was}."

    def _gone(self, language: Language, was: Verdict) -> str:
        """When what was shown is no longer there."""
        gone = [entry for entry in _shown(was) if self._after.entry(entry, language) is None]
        return f"Svaret {gone[0]} finns inte längre, eller gäller inte den här dagen." if gone else ""

    def _come(self, language: Language, now: Verdict) -> str:
        """When what is shown was not there before."""
        come = [entry for entry in _shown(now) if self._before.entry(entry, language) is None]
        return f"Svaret {come[0]} är nytt." if come else ""

    def _nearest(self, asked: Asked, was: Verdict, now: Verdict) -> str:
        """The changed phrasing most like the question; else how sure the bot was and is."""
        index = self._edited(asked.language)
        found = index.nearest(asked.text)
        if found and found.likeness >= LEAST_SHARED:
            edit = found.item
            how = "Ny formulering i" if edit.added else "Borttagen formulering i"
            place = how.replace(" i", " bland") if edit.owner == FOREIGN else how
            shared = ", ".join(found.shared)
            return f"{place} {edit.owner} liknar frågan: ”{edit.text}” (gemensamt: {shared})."
        if len(index):
            return f"Ändringarna tillsammans flyttar vikterna: {_sureness(was, now)}."
        return f"Svarens texter är ändrade och flyttar vikterna: {_sureness(was, now)}."


def _shown(verdict: Verdict) -> list[str]:
    """The answer, or the options to choose from."""
    if verdict.decision == "clarify":
        return [shown.id for shown in verdict.candidates]
    return [verdict.id] if verdict.id else []


def _owners(answers: Answers, language: Language, name_of: Callable[[str], str]) -> Owners:
    """Of every phrasing and foreign question; `name_of` gives the key of a text."""
    return {name: (owner, text) for owner, text in _ways(answers, language) if (name := name_of(text))}


def _ways(answers: Answers, language: Language) -> Iterator[tuple[str, str]]:
    """Every way to ask with its owner; the answers' last, for theirs hold."""
    for text in answers.knowledge.foreign.get(language, ()):
        yield FOREIGN, text
    for entry in answers.entries[language].values():
        for text in entry.ways:
            yield entry.id, text


def _moved(name: str, owner: str, other: Owners) -> bool:
    return name not in other or other[name][0] != owner


def _limit(was: Verdict, now: Verdict) -> str:
    """When the old limits would have decided as before on what is now found, and the new ones as now on what was found
    before: then the limits moved, not the question."""
    old, new = was.explanation.limits, now.explanation.limits
    same_best = was.candidates and now.candidates and was.candidates[0].id == now.candidates[0].id
    if old is None or new is None or old == new or not same_best or _decision(now.explanation, old) != was.decision:
        return ""
    if _decision(now.explanation, new) == was.decision or _decision(was.explanation, new) != now.decision:
        return ""  # the new limits alone would not have done it
    moved = [
        f"{name} från {before:.1%} till {after:.1%}"
        for name, before, after in (
            ("minsta andel för ett svar", old.clear, new.clear),
            ("högsta tvekan för ett svar", old.doubt, new.doubt),
            ("högsta tvekan för en motfråga", old.offer, new.offer),
        )
        if round(before, 3) != round(after, 3)
    ]
    return f"Gränserna har flyttats ({'; '.join(moved)}), inte frågan: {_sureness(was, now)}." if moved else ""


def _decision(found: Explanation, limits: Thresholds) -> str:
    """What the limits say about probabilities found by the model."""
    if found.rule == "model" and found.share >= limits.clear and found.foreign <= limits.doubt:
        return "answer"
    return "clarify" if found.foreign <= limits.offer and found.rule in {"model", "little"} else "refuse"


def _sureness(was: Verdict, now: Verdict) -> str:
    old, new = was.explanation, now.explanation
    return f"något annat {old.foreign:.1%} → {new.foreign:.1%}, bästa svarets andel {old.share:.1%} → {new.share:.1%}"
