"""Fits everything the matcher learns from a knowledge base, at load, without chance: the same texts, the same fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from intents import confidence
from intents.documents import are_documents, weigh
from intents.evidence import DOCUMENT_WEIGHTS, SHORTLIST, USUAL_WEIGHTS, Clues, weigh_up
from intents.features import stem
from intents.learner import learn
from intents.nearest import Nearest
from intents.reading import says_little
from intents.thresholds import USUAL, Thresholds, choose, own_limits
from intents.users import Users
from intents.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from intents.evidence import Evidence
    from intents.learner import Pulls
    from intents.lexicon import Lexicon
    from intents.model import Language
    from intents.reading import Word
    from intents.vocabulary import Vector

    Doubles = NDArray[np.float64]

FOREIGN_SHARE = 0.3
"""How much of what people type is about something else, for weighing the foreign questions in the fit."""
ENOUGH_TO_TELL = 40
"""Trials from which limits can be drawn; fewer say too little about one wrong answer in fifty."""
ABSENT_SHARE = 0.03
"""How much is close to the subject but without an entry; each entry in turn plays the absent one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to learn from."""

    words: tuple[str, ...]
    label: int
    """The entry's number; the number of entries for a foreign question."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, as read, with its right answer. Nothing is learnt from it but how sure the matcher may be."""

    words: Sequence[Word]
    label: int


@dataclass(frozen=True, slots=True)
class Model:
    """What the texts taught."""

    vocabulary: Vocabulary
    pulls: Pulls
    nearest: Nearest
    users: Users
    lexicon: Lexicon
    entries: int
    documents: bool = False
    """Whether the entries are told by long texts rather than by how people ask."""

    def clues(self, words: Sequence[Word]) -> tuple[Vector, Clues]:
        """Where a question lies, and what it says about each class."""
        vector = self.vocabulary.vector(words)
        pull = self.pulls.sum(vector.rows, vector.values)
        near, alien = self.nearest.likeness(vector), self._alien_share(words)
        used = self.users.used(vector)
        shares = partial(self.users.shares, vector)
        return vector, Clues(pull, near, self.entries, shares, used, vector.unknown, alien, len(words))

    def _alien_share(self, words: Sequence[Word]) -> float:
        """Share of the words with a subject that are at home in other subjects and used by no entry."""
        aliens = weighty = 0
        for word in words:
            root = stem(word.read_as, self.vocabulary.language)
            if root in self.lexicon.common:
                continue
            weighty += 1
            feature = self.vocabulary.features.get(root)
            used = feature is not None and self.users.any[feature]
            aliens += not used and self.lexicon.is_other(root)
        return aliens / weighty if weighty else 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """All that is needed to judge a question."""

    model: Model
    theta: Doubles
    """Weight of each kind of evidence."""
    thresholds: Thresholds
    raised: Mapping[int, float] = field(default_factory=dict)
    """Entries, by number, that need a larger share than `thresholds.clear`, and which."""

    def judge(self, words: Sequence[Word]) -> tuple[Vector, Evidence, Doubles]:
        """Where a question lies, the shortlisted entries, and the probability of each and (last) of "something
        else"."""
        vector, clues = self.model.clues(words)
        evidence = weigh_up(clues)
        return vector, evidence, confidence.probabilities(evidence.rows, self.theta)


def build(texts: Sequence[Text], entries: int, lexicon: Lexicon, language: Language) -> Model:
    """Learn from `texts`, sorted by label; every entry has at least one."""
    vocabulary = Vocabulary((text.words for text in texts), language)
    labels = np.array([text.label for text in texts], dtype=np.intp)
    classes = entries + bool((labels == entries).any())
    documents = are_documents(texts, entries)
    pulls = weigh(vocabulary, texts, classes) if documents else learn(vocabulary, labels, classes)
    return Model(
        vocabulary, pulls, Nearest(vocabulary, labels, classes), Users(vocabulary, labels, entries), lexicon, entries,
        documents,
    )  # fmt: skip


def calibrate(model: Model, trials: Iterable[Trial]) -> Fit:
    """Find out from questions the model has not seen how much each kind of evidence counts, and where the thresholds
    lie."""
    trials = [trial for trial in trials if not says_little(trial.words)]  # those are never answered, whatever is chosen
    usual = np.array(DOCUMENT_WEIGHTS if model.documents else USUAL_WEIGHTS)
    if len(trials) < ENOUGH_TO_TELL:
        return Fit(model, usual, USUAL)
    examples = _Examples([], [], [], [])
    inside = sum(trial.label < model.entries for trial in trials)
    outside = len(trials) - inside
    told = [model.clues(trial.words)[1] for trial in trials]
    for trial, clues in zip(trials, told, strict=True):
        if trial.label == model.entries:
            examples.add(weigh_up(clues), None, FOREIGN_SHARE / outside)
        else:
            examples.add(weigh_up(clues, include=trial.label), trial.label, (1 - FOREIGN_SHARE) / inside)
    asked = len(examples.rows)
    for trial, clues in zip(trials, told, strict=True):
        if trial.label < model.entries and model.entries > 1:
            absent = weigh_up(clues, skip=trial.label)
            examples.add(absent, None, ABSENT_SHARE / inside)
    examples.add(weigh_up(_nothing_in_common(model)), None, ABSENT_SHARE)
    rows, right, weights = examples.arrays()
    theta = confidence.fit(rows, right, weights, usual)
    # Entries played absent are harder to tell than what people ask; they decide only for want of foreign questions.
    real = slice(asked if outside else None)
    p = confidence.probabilities(rows[real], theta)
    limits = choose(p, right[real], weights[real])
    return Fit(model, theta, limits, _raised(p[:asked], right[:asked], examples.entries, limits))


def _raised(
    p: Doubles, right: NDArray[np.intp], entries: Sequence[NDArray[np.intp]], limits: Thresholds
) -> dict[int, float]:
    """The entries that need a limit of their own, and which."""
    first = p[:, :SHORTLIST].argmax(axis=1)
    best = np.array([shown[place] for shown, place in zip(entries, first, strict=False)], dtype=np.intp)
    share = p[:, :SHORTLIST].max(axis=1) / np.maximum(1.0 - p[:, -1], 1e-12)
    # A question about something else is for `doubt` to keep out, not for a share of what that leaves.
    answered = (p[:, -1] <= limits.doubt) & (right < SHORTLIST)
    return own_limits(best[answered], share[answered], (first != right)[answered], limits.clear)


@dataclass(frozen=True, slots=True)
class _Examples:
    """Evidence with its right alternative and how much it counts."""

    rows: list[Doubles]
    right: list[int]
    weights: list[float]
    entries: list[NDArray[np.intp]]
    """The shortlist of each."""

    def add(self, evidence: Evidence, entry: int | None, weight: float) -> None:
        """`entry`: the right one; None for "something else"."""
        self.rows.append(evidence.rows)
        self.right.append(SHORTLIST if entry is None else int(np.flatnonzero(evidence.entries == entry)[0]))
        self.weights.append(weight)
        self.entries.append(evidence.entries)

    def arrays(self) -> tuple[Doubles, NDArray[np.intp], Doubles]:
        return np.stack(self.rows), np.asarray(self.right, dtype=np.intp), np.asarray(self.weights)


def _nothing_in_common(model: Model) -> Clues:
    """A question that shares no word and no character run with the base: never about an entry."""
    none = np.zeros(len(model.pulls.bias), dtype=np.float32)
    return Clues(none, none, model.entries, lambda shown: np.zeros(len(shown), np.float32), 0.0, 1.0, 0.0, 1)
