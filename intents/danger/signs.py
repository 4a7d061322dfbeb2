"""Holds the words of one text against one table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from intents.danger.reading import PAUSE, STOP, Word
from intents.danger.tables import BEGIN, END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from intents.danger.tables import Sign, Signs, Step, Table, Way

FILLERS = 4
"""Words without meaning that may stand between two words of a sign, besides the others."""
WORK_REACH = 14
"""Words before and after a doubtful sign, within its sentence, in which a word of work takes the doubt away."""
_TAKEN_OUT = Word("–")
"""Stands for a figure of speech: nothing reaches over it."""


def tells(table: Table, words: Sequence[Word]) -> bool:
    """Whether the signs of `table` find danger in `words`."""
    sight = _Sight(table, _Sight(table, words).without(table.harmless))
    if any(True for _ in sight.find(table.sure)):
        return True
    if any(not sight.at_work(start, end) for start, end in sight.find(table.unless_work)):
        return True
    return any(sight.holds(signs) for signs in table.together)


class _Sight:
    """One text in the light of one table. Places are numbers of words; the end of a sign is the place after it."""

    def __init__(self, table: Table, words: Sequence[Word]) -> None:
        self._table = table
        self._words = words
        self._labels = [self._read(word) for word in words]
        self._all = frozenset([BEGIN, END]).union(*self._labels)
        self._likely: dict[Sign, bool] = {}
        self._ends: dict[tuple[str, int], frozenset[int]] = {}

    def find(self, signs: Signs) -> Iterator[tuple[int, int]]:
        """Where each of the signs begins and ends."""
        for at in range(1, len(self._words)):
            labels = self._labels[at] | {BEGIN} if self._begins(at) else self._labels[at]
            for sign in (sign for label in labels for sign in signs.get(label, ())):
                ends = self._follow(sign.way, at) if self._is_likely(sign) else None
                if ends:
                    yield at, max(ends)

    def holds(self, signs: Sequence[Sign]) -> bool:
        """Whether all the signs stand in one sentence without talk of work or of people at large."""
        return all(map(self._is_likely, signs)) and any(
            all(any(self._follow(sign.way, at) for at in sentence) for sign in signs) for sentence in self._sentences()
        )

    def without(self, signs: Signs) -> list[Word]:
        """The words, what each of the signs finds put as one that tells nothing."""
        spans: dict[int, int] = {}
        for start, end in self.find(signs):
            spans[start] = max(end, spans.get(start, end))
        words: list[Word] = []
        at = 0
        while at < len(self._words):
            words.append(_TAKEN_OUT if at in spans else self._words[at])
            at = spans.get(at, at + 1)
        return words

    def at_work(self, start: int, end: int) -> bool:
        """Whether the sentence talks of work near what was found."""
        sentence = [start, end]
        for side, step in ((0, -1), (1, 1)):
            stop = sentence[side] + step * WORK_REACH
            while sentence[side] != stop and self._inside(sentence[side] + min(step, 0)):
                sentence[side] += step
        return any(self._label("WORK", at) for at in range(*sentence))

    def _sentences(self) -> Iterator[range]:
        """The sentences about somebody or something in particular."""
        stops = [at for at, word in enumerate(self._words) if word.typed == STOP]
        for start, end in pairwise(stops):
            sentence = range(start + 1, end)
            if not any(self._label(group, at) for group in ("WORK", "CROWD") for at in sentence):
                yield sentence

    def _inside(self, at: int) -> bool:
        return 0 <= at < len(self._words) and self._words[at].typed != STOP

    def _read(self, word: Word) -> frozenset[str]:
        """What the word is: words and beginnings of the table, and the groups that it is a member of."""
        found = self._table.labels(word.typed).union(*map(self._table.labels, word.meant))
        return found.union(*(self._table.members.get(label, ()) for label in found))

    def _is_likely(self, sign: Sign) -> bool:
        known = self._likely.get(sign)
        if known is None:
            known = self._likely[sign] = not any(map(self._all.isdisjoint, sign.needs))
        return known

    def _follow(self, way: Way, at: int) -> set[int]:
        """The places where `way` can end that begins at `at`."""
        ends = self._stand(way[0], at)
        for step in way[1:]:
            starts = {start for end in ends for start in self._reach(end, step.gap)}
            ends = {end for start in starts for end in self._stand(step, start)}
        return ends

    def _stand(self, step: Step, at: int) -> set[int]:
        ends: set[int] = set()
        for choice in step.choices:
            ends |= self._label(choice, at) if isinstance(choice, str) else self._follow(choice, at)
        return ends

    def _label(self, label: str, at: int) -> frozenset[int]:
        """Where a word or a group that begins at `at` can end."""
        if label == BEGIN:
            return frozenset([at] if self._begins(at) else [])
        if label == END:
            return frozenset([at] if self._words[at].typed in {STOP, PAUSE} else [])
        if (label, at) not in self._ends:
            self._ends[label, at] = frozenset()  # a group within itself ends nowhere
            ends = {at + 1} if label in self._labels[at] else set()
            self._ends[label, at] = frozenset(ends.union(*(self._follow(way, at) for way in self._ways(label, at))))
        return self._ends[label, at]

    def _ways(self, group: str, at: int) -> tuple[Way, ...]:
        return self._table.groups.get(group, ()) if self._labels[at] or self._begins(at) else ()

    def _reach(self, place: int, gap: int) -> Iterator[int]:
        """The places from `place` on with at most `gap` words between."""
        fillers = FILLERS
        while place < len(self._words) and gap >= 0 and fillers >= 0:
            yield place
            labels = self._labels[place]
            if self._words[place].typed == STOP or self._words[place] is _TAKEN_OUT or labels & {"OTHER", "WORK"}:
                return
            gap, fillers = (gap, fillers - 1) if "FILLER" in labels else (gap - 1, fillers)
            place += 1

    def _begins(self, at: int) -> bool:
        return self._words[at - 1].typed in {STOP, PAUSE}
