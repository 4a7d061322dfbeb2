"""Finds the words that tell what kind an organisation is: `förening`, `universitet`, `-bostäder`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.countries import plain_of
from intents.gazetteer.model import Span
from intents.gazetteer.vocabulary import MARKS, PLURALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from intents.countries import Token
    from intents.gazetteer.model import Hit
    from intents.gazetteer.names import Names

LONG = 8
"""Letters from which on a slip in such a word is forgiven."""
_MOST_WORDS = 4
_UNIT = re.compile(r"(?<!fastighets)(?<!kapital)(?<!bostads)(forvaltning|namnd)(en)?s?$")
"""Parts of a municipality beyond those that the register lists one by one."""


class Kinds:
    """The register of such words. Built once, then only read."""

    def __init__(self, types: Iterable[tuple[str, str]], names: Names) -> None:
        """`types`: word or `-ending`, and the type it tells. A name of the register is never a slip of one."""
        listed = list(types)
        self._names = names
        self._words = {plain_of(word): kind for word, kind in listed if not word.startswith("-")}
        endings = {plain_of(word): kind for word, kind in listed if word.startswith("-")}
        self._endings = {end + article: kind for end, kind in endings.items() for article in ("", "en", "et")}

    def spans(self, tokens: Sequence[Token], hits: Sequence[Hit]) -> list[Span]:
        """What tells the kind of an organisation, outside names that tell it themselves."""
        inside = {i for hit in hits if hit.marked for i in range(hit.start, hit.end)}
        spans: list[Span] = []
        at = 0
        while at < len(tokens):
            sizes = range(min(_MOST_WORDS, len(tokens) - at), 0, -1)
            span = next((span for size in sizes if (span := self._span(tokens, at, at + size))), None)
            if span and not (hits and span.weak) and not inside.issuperset(range(span.start, span.end)):
                spans.append(span)
            at = span.end if span else at + 1
        return spans

    def _span(self, tokens: Sequence[Token], start: int, end: int) -> Span | None:
        phrase = " ".join(token.plain for token in tokens[start:end])
        kind = self._words.get(phrase) or self._words.get(phrase.removesuffix("s"))
        if kind or end - start > 1:
            # The register counts `stadsdelsnämnd` as a joint board; it is a part of one city.
            kind = "kommun" if "delsnamnd" in phrase else kind
            return Span(start, end, kind, weak=kind == "utlandsk-kommun" and phrase in MARKS) if kind else None
        ending = max((end for end in self._endings if phrase.removesuffix("s").endswith(end)), key=len, default="")
        if ending:
            return Span(start, end, self._endings[ending], weak=self._endings[ending] == "stat")
        if _UNIT.search(phrase):
            return Span(start, end, "kommun")
        near = self._near(phrase)
        return Span(start, end, self._words[near]) if near else None

    def _near(self, phrase: str) -> str | None:
        """The long word one slip away from `phrase`."""
        if len(phrase) < LONG or phrase in PLURALS or phrase in self._names:
            return None
        near = extract(phrase, self._words.keys(), scorer=OSA.distance, score_cutoff=1, limit=1)
        return near[0][0] if near and len(near[0][0]) >= LONG else None
