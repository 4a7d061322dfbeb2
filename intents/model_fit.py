"""Fits everything the matcher learns from a knowledge base, at load, without chance: the same texts, the same fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from intents import confidence, regression
from intents.evidence import Clues, cover, rows
from intents.features import VIEW_SHARE, stem
from intents.space import Postings, Space, Vector, vectors
from intents.thresholds import NEVER, Thresholds, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from intents.lexicon import Lexicon
    from intents.model import Language
    from intents.space import Features, Reading

    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

RIDGE = 0.4
FOREIGN_SHARE = 0.3
"""How much of what people type is about something else, for weighing the foreign questions in the fit."""
ABSENT_SHARE = 0.03
"""How much is close to the subject but without an entry; each entry in turn plays the absent one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text to learn from."""

    words: tuple[str, ...]
    features: Features
    label: int
    """The entry's number; the number of entries for a foreign question."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question with its right answer that nothing is learnt from: it shows how sure the matcher may be."""

    roots: tuple[str, ...]
    reading: Reading
    length: int
    label: int


@dataclass(frozen=True, slots=True)
class Fit:
    """All that is needed to judge a question."""

    space: Space
    phrases: Postings
    first_row: NDArray[np.intp]
    """Where each class begins among the phrases; the last class is the foreign questions, when there are any."""
    table: Floats
    """Per feature: its pull towards each class, then its share of each entry's answer text."""
    holds: NDArray[np.bool_]
    """Per feature and entry: whether the entry's phrasings or answer have it; last column: whether any has."""
    own_roots: frozenset[str]
    """Stems any entry uses."""
    lexicon: Lexicon
    entries: int
    foreign: bool
    theta: Doubles
    thresholds: Thresholds

    def clues(self, vector: Vector, roots: Sequence[str]) -> Clues:
        """What a question says about each class."""
        classes = self.entries + self.foreign
        pulls = vector.values @ self.table[vector.ids]
        near = np.maximum.reduceat(self.phrases.likeness(vector), self.first_row)
        shares = cover(vector, self.holds[vector.ids], self.space)
        alien = alien_share(roots, self.own_roots, self.lexicon)
        return Clues(pulls[:classes], near, pulls[classes:], shares, vector.unknown, alien)

    def judge(self, vector: Vector, roots: Sequence[str], length: int) -> tuple[NDArray[np.intp], Doubles]:
        """The shortlisted entries, and the probability of each and (last) of "something else"."""
        shortlist, found = rows(self.clues(vector, roots), self.entries, length)
        return shortlist, confidence.probabilities(found, self.theta)


def alien_share(roots: Sequence[str], own: frozenset[str], lexicon: Lexicon) -> float:
    """Share of the words with a subject that are at home in other subjects and used by no entry."""
    weighty = [root for root in roots if root not in lexicon.common]
    aliens = sum(1 for root in weighty if root not in own and lexicon.is_other(root))
    return aliens / len(weighty) if weighty else 0.0


def fit(
    phrases: Sequence[Phrase],
    texts: Sequence[tuple[str, ...] | None],
    text_features: Sequence[Features | None],
    trials: Sequence[Trial],
    entries: int,
    lexicon: Lexicon,
    language: Language,
) -> Fit:
    """Learn from phrases, sorted by label, and answer texts; find out from trials (or, without, from the phrases
    left out one by one) how much each kind of evidence counts and where the thresholds lie."""
    space = Space(
        [*(phrase.features for phrase in phrases), *(found for found in text_features if found)],
        [*(phrase.label for phrase in phrases), *(i for i, found in enumerate(text_features) if found)],
    )
    y = np.array([phrase.label for phrase in phrases], dtype=np.intp)
    foreign = bool((y == entries).any())
    classes = entries + foreign
    placed = vectors(space, [phrase.features for phrase in phrases])
    postings = Postings.of(placed, len(space))
    first_row = np.searchsorted(y, np.arange(classes))
    gram = postings.gram()
    targets = np.full((len(y), classes), -1.0 / classes, dtype=np.float32)
    targets[np.arange(len(y)), y] = 1.0
    left_out = near = None
    if trials:
        coefficients = regression.solve(gram, targets, RIDGE)
    else:
        near = _nearest_others(gram, first_row)
        coefficients, left_out = regression.solve_leaving_out(gram, targets, RIDGE)
    del gram
    text_table = _text_table(space, text_features)
    table = np.concatenate([postings.fold_back(coefficients), text_table], axis=1)
    held = _holders(postings, y, entries, text_table)
    users = _root_users(phrases, texts, entries, language)
    raw = Fit(
        space, postings, first_row, table, held > 0, frozenset(users), lexicon, entries, foreign, np.zeros(0), NEVER
    )  # fmt: skip
    if left_out is None or near is None:
        examples = _tried(raw, trials)
    else:
        examples = _LeftOut(raw, phrases, placed, y, left_out, near, held, users, language).examples()
    theta = confidence.fit(*examples)
    thresholds = choose(confidence.probabilities(examples[0], theta), examples[1], examples[2])
    return replace(raw, theta=theta, thresholds=thresholds)


def _nearest_others(gram: Floats, first_row: NDArray[np.intp]) -> Floats:
    """Per phrase and class, the likeness of the nearest phrase other than itself."""
    own = np.diagonal(gram).copy()
    np.fill_diagonal(gram, 0.0)
    near: Floats = np.maximum.reduceat(gram, first_row, axis=1)
    np.fill_diagonal(gram, own)
    return near


def _text_table(space: Space, texts: Sequence[Features | None]) -> Floats:
    table = np.zeros((len(space), len(texts)), dtype=np.float32)
    for entry, text in enumerate(texts):
        if text:
            vector = vectors(space, [text])[0]
            table[vector.ids, entry] = vector.values
    return table


def _holders(phrases: Postings, y: NDArray[np.intp], entries: int, text_table: Floats) -> NDArray[np.int16]:
    """Per feature and entry: how many of the entry's phrasings, and its answer, have it; last column: of all."""
    features = len(phrases.starts) - 1
    label = y[phrases.rows]
    inside = label < entries
    feature = np.repeat(np.arange(features), np.diff(phrases.starts))
    counts = np.bincount(feature[inside] * entries + label[inside], minlength=features * entries)
    held = counts.reshape(features, entries).astype(np.int16) + (text_table > 0)
    return np.concatenate([held, held.sum(axis=1, keepdims=True)], axis=1).astype(np.int16)


def _root_users(
    phrases: Sequence[Phrase], texts: Sequence[tuple[str, ...] | None], entries: int, language: Language
) -> dict[str, int]:
    """Stem → how many of the entries' phrasings and answers use it."""
    users: dict[str, int] = {}
    for found in [phrase.words for phrase in phrases if phrase.label < entries] + [text for text in texts if text]:
        for root in {stem(word, language) for word in found}:
            users[root] = users.get(root, 0) + 1
    return users


def _tried(raw: Fit, trials: Sequence[Trial]) -> tuple[Doubles, NDArray[np.intp], Doubles]:
    """What the model says about the trial questions."""
    evidence, chosen, weights = [], [], []
    inside = sum(trial.label < raw.entries for trial in trials) or 1
    outside = (len(trials) - inside) or 1
    for trial in trials:
        clues = raw.clues(raw.space.vector(trial.reading), trial.roots)
        own = trial.label if trial.label < raw.entries else None
        shortlist, found = rows(clues, raw.entries, trial.length, include=own)
        evidence.append(found)
        chosen.append(confidence.SHORTLIST if own is None else int(np.flatnonzero(shortlist == own)[0]))
        weights.append(FOREIGN_SHARE / outside if own is None else (1 - FOREIGN_SHARE) / inside)
    return np.stack(evidence), np.asarray(chosen, dtype=np.intp), np.asarray(weights)


@dataclass(slots=True)
class _LeftOut:
    """What the model says about each phrase when it has not seen it, and about each when its entry is not there."""

    fit: Fit
    phrases: Sequence[Phrase]
    vectors: Sequence[Vector]
    y: NDArray[np.intp]
    pull: Floats
    near: Floats
    held: NDArray[np.int16]
    users: dict[str, int]
    language: Language

    def examples(self) -> tuple[Doubles, NDArray[np.intp], Doubles]:
        """Evidence, right alternative and weight of every example."""
        evidence, chosen, weights = [], [], []
        entries = self.fit.entries
        inside = int((self.y < entries).sum()) or 1
        outside = len(self.y) - inside
        for i, phrase in enumerate(self.phrases):
            clues, held = self._clues(i)
            if phrase.label == entries:
                evidence.append(rows(clues, entries, len(phrase.words))[1])
                chosen.append(confidence.SHORTLIST)
                weights.append(FOREIGN_SHARE / outside)
                continue
            shortlist, found = rows(clues, entries, len(phrase.words), include=phrase.label)
            evidence.append(found)
            chosen.append(int(np.flatnonzero(shortlist == phrase.label)[0]))
            weights.append((1 - FOREIGN_SHARE) / inside)
            if i % 4 == 0 and entries > 1:
                held[:, -1] -= held[:, phrase.label]
                absent = replace(clues, cover=cover(self.vectors[i], held > 0, self.fit.space))
                evidence.append(rows(absent, entries, len(phrase.words), skip=phrase.label)[1])
                chosen.append(confidence.SHORTLIST)
                weights.append(ABSENT_SHARE * 4 / inside)
        evidence.append(rows(self._nothing_in_common(), entries, 1)[1])
        chosen.append(confidence.SHORTLIST)
        weights.append(ABSENT_SHARE)
        return np.stack(evidence), np.asarray(chosen, dtype=np.intp), np.asarray(weights)

    def _nothing_in_common(self) -> Clues:
        """A question that shares no word and no character run with the base: never about an entry."""
        entries, classes = self.fit.entries, self.fit.entries + self.fit.foreign
        none = np.zeros(classes, dtype=np.float32)
        return Clues(none, none, none[:entries], np.zeros((2, entries + 1), dtype=np.float32), 1.0, 0.0)

    def _clues(self, i: int) -> tuple[Clues, NDArray[np.int16]]:
        """The clues of phrase `i` as if it were not in the base."""
        phrase, vector = self.phrases[i], self.vectors[i]
        held = self.held[vector.ids].copy()
        mine = phrase.label < self.fit.entries
        if mine:
            held[:, phrase.label] -= 1
            held[:, -1] -= 1
        squares = vector.values**2 / VIEW_SHARE["word"]
        alone = self.fit.space.is_word[vector.ids] & (np.diff(self.fit.phrases.starts)[vector.ids] <= 1)
        text = vector.values @ self.fit.table[vector.ids, self.fit.entries + self.fit.foreign :]
        roots = [stem(word, self.language) for word in phrase.words]
        own = frozenset(root for root in roots if self.users.get(root, 0) > mine)
        clues = Clues(
            self.pull[i],
            self.near[i],
            text,
            cover(vector, held > 0, self.fit.space),
            float(squares[alone].sum()),
            alien_share(roots, own, self.fit.lexicon),
        )
        return clues, held
