"""The space texts are compared in: which features the knowledge base knows, and what each is worth.

A feature is worth more the fewer entries use it (square root of the inverse entry frequency: measured one point
better than the inverse frequency itself). A feature nobody has used yet counts, with full weight, towards the length
of a question's vector: what the knowledge base does not know dilutes what it does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from intents.features import VIEW_SHARE, VIEWS, pairs, runs, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from intents.model import Language

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as features, each with how sure we are of it (1, less for a corrected word)."""

    views: tuple[Mapping[str, float], ...]
    """One mapping feature → trust per view, in the order of `VIEWS`."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A text as a point of the space: unit length per view, scaled by the view's share."""

    ids: Ints
    values: Floats
    unknown: float
    """Share, 0–1, of the words' weight that the knowledge base does not know."""


Features = tuple[tuple[str, ...], ...]
"""A text's features, all fully trusted, one tuple per view in the order of `VIEWS`: a phrase to learn from."""


def read(words: Sequence[str], language: Language) -> Features:
    """The features of a text given as lower-case words."""
    stems = [stem(word, language) for word in words]
    in_runs = dict.fromkeys(run for word in words for run in runs(word))
    return tuple(dict.fromkeys(stems)), tuple(sorted(pairs(stems))), tuple(in_runs)


def trusted(features: Features) -> Reading:
    """A phrase's features as the reading of a question."""
    return Reading(tuple(dict.fromkeys(view, 1.0) for view in features))


class Space:
    """Features and weights, learnt from labelled readings. A pair of words seen once only is no feature: it can tell
    nothing about another text, and such pairs are more than half of all."""

    def __init__(self, texts: Sequence[Features], labels: Sequence[int]) -> None:
        users: dict[str, set[int]] = {}
        once: dict[str, int] = {}
        for (words, near, in_runs), label in zip(texts, labels, strict=True):
            for view in (words, in_runs):
                for feature in view:
                    users.setdefault(feature, set()).add(label)
            for pair in near:
                if pair in users:
                    users[pair].add(label)
                elif pair in once:
                    users[pair] = {once[pair], label}
                else:
                    once[pair] = label
        classes = len(set(labels)) + 1
        self.index: dict[str, int] = {feature: i for i, feature in enumerate(users)}
        self.weights: Floats = np.sqrt(
            np.array([math.log(classes / len(who)) + 1e-3 for who in users.values()], dtype=np.float32)
        )
        self._weights: list[float] = self.weights.tolist()
        self.is_run = np.fromiter((feature.startswith("#") for feature in self.index), bool, len(self.index))
        self.is_word = ~self.is_run & np.fromiter((" " not in feature for feature in self.index), bool, len(self.index))
        self.unseen = math.sqrt(math.log(classes) + 1e-3)
        """Weight of a feature no entry uses."""

    def __len__(self) -> int:
        return len(self.index)

    def vector(self, reading: Reading) -> Vector:
        """Where `reading` lies. Features never seen lengthen the vector but have no direction."""
        ids: list[int] = []
        values: list[float] = []
        index, weights = self.index, self._weights
        unknown = 0.0
        for name, view in zip(VIEWS, reading.views, strict=True):
            places, trusts, lost = [], [], 0.0
            for feature, trust in view.items():
                place = index.get(feature)
                if place is None:
                    lost += trust * trust
                else:
                    places.append(place)
                    trusts.append(trust)
            weighted = [weights[place] * trust for place, trust in zip(places, trusts, strict=True)]
            missing = self.unseen**2 * lost
            length = sum([weight * weight for weight in weighted]) + missing
            if name == "word" and length:
                unknown = missing / length
            scale = math.sqrt(VIEW_SHARE[name]) / math.sqrt(length) if length else 0.0
            ids.extend(places)
            values.extend([weight * scale for weight in weighted])
        return Vector(np.array(ids, dtype=np.int32), np.array(values, dtype=np.float32), float(unknown))


def vectors(space: Space, texts: Sequence[Features]) -> list[Vector]:
    """Many texts as vectors, at once."""
    parts = [_view_of_all(space, texts, view) for view in range(len(VIEWS))]
    found = []
    for number in range(len(texts)):
        ids = np.concatenate([ids[bounds[number] : bounds[number + 1]] for ids, _, bounds, _ in parts])
        values = np.concatenate([values[bounds[number] : bounds[number + 1]] for _, values, bounds, _ in parts])
        found.append(Vector(ids, values, float(parts[0][3][number])))
    return found


def _view_of_all(space: Space, texts: Sequence[Features], view: int) -> tuple[Ints, Floats, NDArray[np.int64], Floats]:
    """One view of many texts: ids and values on end, where each text begins, and its share of unknown."""
    index = space.index
    places = np.array([index.get(feature, -1) for text in texts for feature in text[view]], np.int32)
    owner = np.repeat(np.arange(len(texts)), [len(text[view]) for text in texts])
    known = places >= 0
    weights = (
        np.where(known, space.weights[places], np.float32(space.unseen)) if len(places) else np.empty(0, np.float32)
    )
    squares = weights.astype(np.float64) ** 2
    length = np.maximum(np.bincount(owner, weights=squares, minlength=len(texts)), 1e-12)
    missing = np.bincount(owner[~known], weights=squares[~known], minlength=len(texts))
    share = math.sqrt(VIEW_SHARE[VIEWS[view]])
    values = (weights / np.sqrt(length)[owner] * share).astype(np.float32) if len(places) else weights
    bounds = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner[known], minlength=len(texts)), out=bounds[1:])
    return places[known], values[known], bounds, (missing / length).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Postings:
    """Many vectors, stored by feature: who has it, and how much."""

    starts: NDArray[np.int64]
    """For feature f, its holders lie at `starts[f]:starts[f+1]`."""
    rows: Ints
    values: Floats
    size: int
    """How many vectors."""

    @classmethod
    def of(cls, vectors: Iterable[Vector], features: int) -> Postings:
        """Postings of `vectors` in a space of `features` features."""
        vectors = list(vectors)
        ids = np.concatenate([vector.ids for vector in vectors]) if vectors else np.empty(0, np.int32)
        values = np.concatenate([vector.values for vector in vectors]) if vectors else np.empty(0, np.float32)
        rows = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(vector.ids) for vector in vectors])
        order = np.argsort(ids, kind="stable")
        starts = np.zeros(features + 1, dtype=np.int64)
        np.cumsum(np.bincount(ids, minlength=features), out=starts[1:])
        return cls(starts, rows[order], values[order], len(vectors))

    def likeness(self, vector: Vector) -> Floats:
        """Cosine-like likeness, 0–1, of `vector` to each stored one."""
        if not len(vector.ids):
            return np.zeros(self.size, dtype=np.float32)
        spans = [slice(self.starts[i], self.starts[i + 1]) for i in vector.ids.tolist()]
        rows = np.concatenate([self.rows[span] for span in spans])
        values = np.concatenate([self.values[span] * value for span, value in zip(spans, vector.values, strict=True)])
        return np.bincount(rows, weights=values, minlength=self.size).astype(np.float32)

    def gram(self, common: int = 48) -> Floats:
        """Likeness of every stored vector to every other.

        Features held by more than `common` vectors are multiplied densely, in blocks; the rest pair by pair.
        """
        result = np.zeros((self.size, self.size), dtype=np.float32)
        holders = np.diff(self.starts)
        self._add_rare(result, holders, common)
        frequent = np.flatnonzero(holders > common)
        for start in range(0, len(frequent), 512):
            block = frequent[start : start + 512]
            dense = np.zeros((self.size, len(block)), dtype=np.float32)
            for column, feature in enumerate(block.tolist()):
                span = slice(self.starts[feature], self.starts[feature + 1])
                dense[self.rows[span], column] = self.values[span]
            for row in range(0, self.size, 512):  # in strips: the whole product at once would double the memory
                result[row : row + 512] += dense[row : row + 512] @ dense.T
        return result

    def _add_rare(self, result: Floats, holders: NDArray[np.int64], common: int) -> None:
        flat = result.reshape(-1)
        for count in range(1, common + 1):
            at = self.starts[:-1][holders == count]
            if not len(at):
                continue
            places = at[:, None] + np.arange(count)
            rows, values = self.rows[places].astype(np.int64), self.values[places]
            cells = rows[:, :, None] * self.size + rows[:, None, :]
            np.add.at(flat, cells.ravel(), (values[:, :, None] * values[:, None, :]).ravel())

    def fold_back(self, per_row: Floats) -> Floats:
        """Σ over holders of value × their row of `per_row`: one line of numbers per feature."""
        features = len(self.starts) - 1
        result = np.zeros((features, per_row.shape[1]), dtype=np.float32)
        first = 0
        while first < features:  # in pieces of about as many postings: some features are everywhere
            last = max(first + 1, int(np.searchsorted(self.starts, self.starts[first] + 30_000, side="right")) - 1)
            span = slice(self.starts[first], self.starts[last])
            spread = self.values[span, None] * per_row[self.rows[span]]
            starts = self.starts[first:last] - self.starts[first]
            held = np.diff(self.starts[first : last + 1]) > 0
            if held.any():
                result[first:last][held] = np.add.reduceat(spread, starts[held], axis=0)
            first = last
        return result
