"""Finds names of the register in a text, rightly spelled or with slips in them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.countries import plain_of
from intents.gazetteer.marks import mark_of, with_mark
from intents.gazetteer.model import Name
from intents.gazetteer.vocabulary import AFTER, CONFUSED, FILLERS, OTHERS_TOO
from intents.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from intents.countries import Token
    from intents.gazetteer.model import Hit, Organisation

SURE = 6
"""Letters a name must have to be recognised without a question when one slip is in it."""
LONG = 9
"""From this length on a name is asked about even when two slips are in it."""
_MOST_WORDS = 3
"""Words of a name that has slips in it."""


class Names:
    """All names of the register. Filled first, then only read."""

    def __init__(self, is_foreign: Callable[[str], bool]) -> None:
        """`is_foreign`: whether a text is a name of somewhere else, and so no slip of one here."""
        self._is_foreign = is_foreign
        self._names: dict[str, list[Name]] = {}
        self._slippable: dict[int, list[str]] = {}
        self._parts: dict[str, list[Name]] = {}
        self._longest = 1

    def add(self, organisation: Organisation, kinds: tuple[str, ...], names: Iterable[str]) -> None:
        """`organisation` with all that it is called."""
        for form, name in _forms(organisation, kinds, names):
            if len(form) > 3 and not name.short and AFTER.keys().isdisjoint(form.split()):
                self._slippable.setdefault(len(form), []).append(form)
            self._names.setdefault(form, []).append(name)
            self._longest = max(self._longest, form.count(" ") + 1)
            if not name.marked and not name.genitive and "kommun" in kinds:
                for part in form.split() if " " in form else ():
                    self._parts.setdefault(part, []).append(name)

    def __contains__(self, form: str) -> bool:
        return form in self._names

    def having(self, part: str) -> list[Organisation]:
        """The municipalities of whose names `part`, perhaps in the genitive, is one word: `Upplands`, `Eds`."""
        names = self._parts.get(part) or self._parts.get(part.removesuffix("s"), [])
        return list(dict.fromkeys(name.organisation for name in names))

    def hits(self, tokens: Sequence[Token], swedish: bool) -> list[Hit]:
        """Names rightly spelled, left to right, the longest at each place. `swedish`: the writer types å, ä, ö."""
        hits: list[Hit] = []
        at = 0
        while at < len(tokens):
            sizes = range(min(self._longest, len(tokens) - at), 0, -1)
            floor = hits[-1].end if hits else 0
            hit = next((hit for size in sizes if (hit := self._hit(tokens, at, at + size, floor, swedish))), None)
            hits += [hit] if hit else []
            at = hit.end if hit else at + 1
        return hits

    def _hit(self, tokens: Sequence[Token], start: int, end: int, floor: int, swedish: bool) -> Hit | None:
        names = self._names.get(" ".join(token.plain for token in tokens[start:end]))
        if not names:
            return None
        spelled = " ".join(token.raw.lower() for token in tokens[start:end])
        exact = [name for name in names if name.spelled == spelled]
        others = [name for name in names if name not in exact and not name.short and _undotted(name.spelled, spelled)]
        # Someone who types å, ä, ö means Habo by `Habo`; someone who does not may mean Håbo.
        hit = with_mark(tokens, start, end, exact if exact and swedish else exact + others, floor)
        if hit and tokens[start].raw in CONFUSED and hit.end - hit.start < len(tokens):
            return None
        return hit

    def slips(self, tokens: Sequence[Token], taken: Collection[int], marked: bool = False) -> Iterator[Hit]:
        """Names with slips in them, none that ends in a place of `taken`; `marked`: only beside a word as `kommun`."""
        taken = {*taken, *(i for i, token in enumerate(tokens) if token.plain in FILLERS)}
        for start in range(len(tokens)):
            for end in range(start + 1, min(start + _MOST_WORDS, len(tokens)) + 1):
                if end - 1 in taken:
                    break
                if marked and not (end < len(tokens) and mark_of(tokens[end])):
                    continue
                form = " ".join(token.plain for token in tokens[start:end])
                if self._is_foreign(form):
                    continue
                slips, names = self._nearest(form)
                hit = with_mark(tokens, start, end, names, 0) if names else None
                if hit:
                    sure = slips == 1 and len(names[0].spelled) >= SURE and form not in OTHERS_TOO
                    yield replace(hit, slips=slips, certain=sure)

    def _nearest(self, form: str) -> tuple[int, list[Name]]:
        """The names fewest slips away from `form`, and how many."""
        found: list[tuple[int, str]] = []
        for length in range(max(len(form) - 2, 4), len(form) + 3):
            slips = 2 if length >= LONG else 1
            near = extract(form, self._slippable.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=None)
            # None at all means dots where none belong: `Trosås` is as near to Torsås as to Trosa's genitive.
            found += [(max(int(distance), 1), other) for other, distance, _ in near]
        least = min(found)[0] if found else 0
        return least, [name for distance, other in found if distance == least for name in self._names[other]]


def _forms(organisation: Organisation, kinds: tuple[str, ...], names: Iterable[str]) -> Iterator[tuple[str, Name]]:
    """How an organisation may be written, folded, each once."""
    seen: set[tuple[str, bool]] = set()
    for given in names:
        spelled = " ".join(words(given))
        short = len(given) < 5 and given[1:] != given[1:].lower()
        told = spelled.endswith("regionen") or spelled.startswith("regionförbund")
        marked = short or told or not AFTER.keys().isdisjoint(spelled.split())
        bare = re.sub(r"^region | (?:kommun|stad|län)$", "", re.sub(r" län$", "", spelled) if marked else spelled)
        forms = [(spelled, spelled, marked, False)]
        if marked and not short:
            forms += [(spelled.replace(" ", ""), spelled, True, False)]
        if not marked or (bare != spelled and AFTER.keys().isdisjoint(bare.split())):
            forms += [(bare, bare, False, bare not in map(str.lower, names)), (bare + "s", bare + "s", False, True)]
        for form, word, mark, genitive in forms:
            spread = form.replace("å", "aa").replace("ä", "ae").replace("ö", "oe")
            for plain in dict.fromkeys([plain_of(form), plain_of(spread)]):
                if (plain, mark) not in seen:
                    seen.add((plain, mark))
                    yield plain, Name(organisation, kinds, word, mark, genitive, short)


def _undotted(name: str, typed: str) -> bool:
    """Whether `typed` only lacks dots and rings of `name`, or spells them out: `Goeteborg`."""
    pairs = zip(typed.replace(" ", ""), name.replace(" ", ""), strict=False)
    return typed.isascii() or all(char in {other, fold(other)} for char, other in pairs)
