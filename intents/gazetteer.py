"""Recognises the organisation somebody belongs to: one of 290 municipalities and 21 regions, or another kind.

A name in the register must not swallow what only carries it: `Lunds universitet` is no municipality. So words that
tell another kind of organisation win, and a name beside words nobody knows is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from intents.countries import Countries, Token, cells, plain_of, rows, tokens_of
from intents.text import MAX_LENGTH, clean, fold, sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

OrganisationType = Literal[
    "kommun", "region", "kommunalforbund", "kommunalt-bolag", "civilsamhalle", "universitet", "privat",
    "utlandsk-kommun", "annan",
]  # fmt: skip

NAME_LENGTH = 120
"""Characters kept of a name as typed."""
ANSWER = 60
"""Words read of an answer."""
OPTIONS = 3
"""Organisations asked about at once."""
SURE = 6
"""Letters a name must have to be recognised without a question when one slip is in it."""
LONG = 9
"""From this length on a name is asked about even when two slips are in it."""
_REACH = 4
"""Words that may lie between what an organisation is and where: `föreningen Brunn åt Kisumu i Lunds kommun`."""
_TYPES: dict[str, OrganisationType] = {
    # In order: the first of these that a text tells is what it is about.
    "privat": "privat", "press": "privat", "universitet": "universitet", "stat": "annan",
    "kommunalforbund": "kommunalforbund", "gemensam-namnd": "kommunalforbund", "kommunalt-bolag": "kommunalt-bolag",
    "civilsamhalle": "civilsamhalle", "utlandsk-kommun": "utlandsk-kommun", "kommun": "kommun", "region": "region",
}  # fmt: skip
_OWN = ("kommun", "region")
_KOMMUN_MARKS = words("kommun kommunen municipality city stad staden")
_REGION_MARKS = words("region regionen landsting landstinget county")
_MARKS = dict.fromkeys(_KOMMUN_MARKS, "kommun") | dict.fromkeys(_REGION_MARKS, "region")
_GENITIVES = {mark + "s": kind for mark, kind in _MARKS.items()}
_AFTER = _MARKS | _GENITIVES
_TRAILING = frozenset(["council", "hall"])
"""What may follow a mark: `Lund City Council`."""
_OF = frozenset(["i", "in", "of", "the"])
"""What may stand between a mark and the name after it."""
_SLIPPED = ("kommun", "kommuns", "kommunen", "region", "regionen")
"""Marks that are read with one slip in them; the plurals are none."""
_PLURALS = ("kommuner", "regioner")
_UNIT = re.compile(r"(?<!fastighets)(?<!kapital)(?<!bostads)(forvaltning|namnd)(en)?s?$")
"""Parts of a municipality beyond those that the register lists one by one."""
_CUES = frozenset(words("i pa fran for vid hos at av from in"))
_JOINS = frozenset(words("och and samt med with"))
_FILLERS = _CUES | frozenset(
    words(
        "vi ar jag jobbar arbetar det den en ett som kommer representerar heter tillhor the of we are am is work "
        "works my our var min mitt vart organisation organisationen organization inom och and samt hej hello hi tack "
        "med with here har anstalld tjansteperson tjansteman handlaggare politiker chef strateg sverige sweden vara"
    )
)
"""Words in an answer that say nothing about the organisation."""
_ORDINARY = frozenset(
    words(
        "ale are berg boden dorotea eda falkenberg kil kinda klippan koping lund mala mark mora nacka nora norberg "
        "sala salem sandviken skara sater trosa vara vilhelmina ange alvdalen"
    )
)
"""Municipalities that are everyday words or people's names as well: in a sentence never taken bare."""
_CONFUSED = frozenset(["vara", "ange", "are", "mala"])
"""Those that stand naturally before `kommun`: `måste man vara kommun`. In small letters only as the whole text."""
_OTHERS_TOO = frozenset(["scania", "nykobing"])
"""Others' names, equal or close to one in the register: never without a question."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as the lead will carry it."""

    name: str
    """The official name, or as typed when it is not in the register."""
    code: str | None
    """SCB's code, four digits for a municipality, two for a region; None outside the register."""
    type: OrganisationType


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text tells about an organisation."""

    organisation: Organisation | None
    """The organisation, when there is no doubt."""
    options: tuple[Organisation, ...] = ()
    """When in doubt: the ones to ask about, best first; last the name as typed, when it may be somebody else."""


@dataclass(frozen=True, slots=True)
class _Name:
    organisation: Organisation
    kinds: tuple[str, ...]
    """`kommun`, `region`, or both: Gotland."""
    spelled: str
    """In lower case, å, ä, ö kept."""
    marked: bool = False
    """Whether the name itself tells that an authority is meant: `Falu kommun`, `VGR`."""
    genitive: bool = False
    short: bool = False
    """Whether it is an abbreviation, whose very letters count: `RÖ` is not `ro`."""


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    names: tuple[_Name, ...]
    marked: bool
    """Whether the name, or a word beside it, tells that an authority is meant."""
    before: bool = False
    """Whether that word stands first: `kommunen Falun`."""
    certain: bool = True
    slips: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    """Words that tell what kind an organisation is."""

    start: int
    end: int
    type: str
    weak: bool = False
    """Whether it tells nothing beside a name of the register: `vattenverket` is the state, `municipality` is abroad."""


_Place = tuple[Organisation, tuple[str, ...], list[str], list[str]]
"""A row of a register: the organisation, its kinds, names and domains."""


class Gazetteer:
    """The registers of municipalities, regions and kinds of organisations. Built once, then only read."""

    def __init__(self, places: Iterable[_Place], types: Iterable[tuple[str, str]], countries: Countries) -> None:
        """`types`: word or `-ending`, and the type it tells."""
        self._countries = countries
        self._names: dict[str, list[_Name]] = {}
        self._slippable: dict[int, list[str]] = {}
        self._domains: dict[str, Organisation | None] = {}
        for organisation, kinds, names, domains in places:
            for form, name in _forms(organisation, kinds, names):
                if len(form) > 3 and not name.short and _AFTER.keys().isdisjoint(form.split()):
                    self._slippable.setdefault(len(form), []).append(form)
                self._names.setdefault(form, []).append(name)
            for domain in domains:
                self._domains[domain] = None if domain in self._domains else organisation
        self._longest = max((form.count(" ") + 1 for form in self._names), default=1)
        listed = list(types)
        self._types = {plain_of(word): kind for word, kind in listed if not word.startswith("-")}
        endings = {plain_of(word): kind for word, kind in listed if word.startswith("-")}
        self._endings = {end + article: kind for end, kind in endings.items() for article in ("", "en", "et")}

    @classmethod
    def load(cls, registers: Path) -> Gazetteer:
        """The registers in the folder `registers`."""
        places: dict[str, _Place] = {}
        kind: OrganisationType
        for kind, file in (("kommun", "municipalities.csv"), ("region", "regions.csv")):
            for row in rows(registers / file):
                names = [row["name"], row["official_name"], *cells(row["aliases"])]
                same = places.get(row["official_name"])
                if same:  # Gotland is a municipality with the tasks of a region: one organisation, two kinds
                    places[row["official_name"]] = (same[0], (*same[1], kind), same[2] + names, same[3])
                    continue
                organisation = Organisation(row["official_name"], row["code"], kind)
                places[row["official_name"]] = (organisation, (kind,), names, cells(row["domains"]))
        types = [(word, row["type"]) for row in rows(registers / "types.csv") for word in cells(row["words"])]
        return cls(places.values(), types, Countries.load(registers))

    def by_domain(self, domain: str) -> Organisation | None:
        """Whose domain, or subdomain, this is; None when nobody's or several organisations'."""
        labels = domain.strip().lower().rstrip(".").split(".")
        domains = (".".join(labels[i:]) for i in range(len(labels)))
        return next((self._domains[name] for name in domains if name in self._domains), None)

    def recognise(self, text: str) -> Recognised:
        """The organisation meant by the answer `text` to "Vilken organisation?"; nothing only for an empty text."""
        tokens = tokens_of(text)[:ANSWER]
        if not tokens:
            return Recognised(None)
        hits = self._hits(tokens, _swedish(text))
        spans = self._spans(tokens, hits)
        told = {span.type for span in spans}
        kind = next((kind for kind in _TYPES if kind in told), "")
        named = Organisation(clean(clean(text), NAME_LENGTH), None, _TYPES.get(kind, "annan"))
        marked = [hit for hit in hits if hit.marked]
        if kind and kind not in _OWN:
            # `Lunds universitet` is not Lund; `Lunds kommun och Lunds universitet` is both.
            beside = [hit for hit in marked if hit.end < len(tokens) and tokens[hit.end].plain in _JOINS]
            return _choose(beside, named) or Recognised(named)
        return (
            _choose(marked)
            or self._settle(tokens, hits, spans, named)
            or self._misspelt(tokens, spans, named)
            or Recognised(self._abroad(text, named))
        )

    def find(self, text: str) -> Recognised:
        """The municipality or region named anywhere in `text`, when a word beside it tells that it is one."""
        found: list[_Hit] = []
        near: list[_Hit] = []
        for sentence in sentences(text[:MAX_LENGTH]):
            tokens = tokens_of(sentence)
            hits = self._hits(tokens, _swedish(text))
            spans = self._spans(tokens, hits)
            others = [span for span in spans if span.type not in _OWN]
            for hit in hits:
                found += [hit] if _stands(hit, tokens, others, bool(found)) else []
            near += [hit for hit in self._slips(tokens, spans, marked=True) if _clear(hit, tokens, others)]
        return _choose(found) or _choose([hit for hit in near if hit.certain]) or Recognised(None)

    def _hits(self, tokens: list[Token], swedish: bool) -> list[_Hit]:
        """Names of the register, rightly spelled, left to right, the longest at each place."""
        hits: list[_Hit] = []
        at = 0
        while at < len(tokens):
            sizes = range(min(self._longest, len(tokens) - at), 0, -1)
            floor = hits[-1].end if hits else 0
            hit = next((hit for size in sizes if (hit := self._hit(tokens, at, at + size, floor, swedish))), None)
            hits += [hit] if hit else []
            at = hit.end if hit else at + 1
        return hits

    def _hit(self, tokens: list[Token], start: int, end: int, floor: int, swedish: bool) -> _Hit | None:
        names = self._names.get(" ".join(token.plain for token in tokens[start:end]))
        if not names:
            return None
        spelled = " ".join(token.raw.lower() for token in tokens[start:end])
        exact = [name for name in names if name.spelled == spelled]
        others = [name for name in names if name not in exact and not name.short and _undotted(name.spelled, spelled)]
        # Someone who types å, ä, ö means Habo by `Habo`; someone who does not may mean Håbo.
        hit = _mark(tokens, start, end, exact if exact and swedish else exact + others, floor)
        first = tokens[start].raw
        if hit and first in _CONFUSED and hit.end - hit.start < len(tokens):
            return None
        return hit

    def _spans(self, tokens: list[Token], hits: Sequence[_Hit]) -> list[_Span]:
        """What tells the kind of an organisation, outside names that tell it themselves."""
        inside = {i for hit in hits if hit.marked for i in range(hit.start, hit.end)}
        spans: list[_Span] = []
        at = 0
        while at < len(tokens):
            span = next((span for size in range(4, 0, -1) if (span := self._span(tokens, at, at + size))), None)
            if span and not (hits and span.weak) and not inside.issuperset(range(span.start, span.end)):
                spans.append(span)
            at = span.end if span else at + 1
        return spans

    def _span(self, tokens: list[Token], start: int, end: int) -> _Span | None:
        if end > len(tokens):
            return None
        phrase = " ".join(token.plain for token in tokens[start:end])
        kind = self._types.get(phrase) or self._types.get(phrase.removesuffix("s"))
        if kind or end - start > 1:
            # The register counts `stadsdelsnämnd` as a joint board; it is a part of one city.
            kind = "kommun" if "delsnamnd" in phrase else kind
            return _Span(start, end, kind, weak=kind == "utlandsk-kommun" and phrase in _MARKS) if kind else None
        ending = max((end for end in self._endings if phrase.removesuffix("s").endswith(end)), key=len, default="")
        if ending:
            return _Span(start, end, self._endings[ending], weak=self._endings[ending] == "stat")
        if _UNIT.search(phrase):
            return _Span(start, end, "kommun")
        if len(phrase) < LONG - 1 or phrase in _PLURALS or phrase in self._names:
            return None
        near = extract(phrase, self._types.keys(), scorer=OSA.distance, score_cutoff=1, limit=1)
        return _Span(start, end, self._types[near[0][0]]) if near and len(near[0][0]) >= LONG - 1 else None

    def _settle(
        self, tokens: list[Token], hits: list[_Hit], spans: list[_Span], named: Organisation
    ) -> Recognised | None:
        """What names without a mark tell in an answer; `named` is the organisation as the other words tell it."""
        known = {i for hit in hits for i in range(hit.start, hit.end)}
        known |= {i for span in spans for i in range(span.start, span.end)}
        rest = [t for i, t in enumerate(tokens) if i not in known and t.plain not in _FILLERS and not t.plain.isdigit()]
        hits = [hit for hit in hits if len(tokens) == 1 or tokens[hit.start].plain not in _FILLERS]
        if named.type in _OWN:
            hits = [fitting for hit in hits if (fitting := _narrow(hit, named.type))]
        # `Gnosjö, Jönköpings län`: the region only tells where the municipality lies.
        hits = [hit for hit in hits if any("kommun" in name.kinds for name in hit.names)] or hits
        others = any(tokens[hit.start].plain in _OTHERS_TOO for hit in hits)
        doubtful = others or (rest and named.type not in _OWN)
        return _choose(hits, named) if doubtful else _choose(hits)

    def _misspelt(self, tokens: list[Token], spans: list[_Span], named: Organisation) -> Recognised | None:
        """What the nearest names tell in an answer."""
        hits = list(self._slips(tokens, spans))
        ranks = [(not hit.marked, hit.slips, hit.start - hit.end) for hit in hits]
        hits = [hit for hit, rank in zip(hits, ranks, strict=True) if rank == min(ranks)]
        told = _choose(hits) if hits and hits[0].marked else self._settle(tokens, hits, spans, named)
        if told is None or told.organisation is None or hits[0].certain:
            return told
        # Two slips away lies somebody else's town as well: Helsingfors, Kristiansand.
        return _choose(hits, named) if hits[0].slips > 1 else Recognised(None, (told.organisation,))

    def _slips(self, tokens: list[Token], spans: list[_Span], marked: bool = False) -> Iterator[_Hit]:
        """Names of the register with slips in them; `marked`: only those beside a word such as `kommun`."""
        # `Vestra Götalandsregionen`: the last word tells the kind and is a part of the name.
        solid = [span for span in spans if not tokens[span.start].plain.endswith("sregionen")]
        taken = {i for span in solid for i in range(span.start, span.end)}
        taken |= {i for i, token in enumerate(tokens) if token.plain in _FILLERS}
        for start in range(len(tokens)):
            for end in range(start + 1, min(start + 4, len(tokens) + 1)):
                if end - 1 in taken:
                    break
                if marked and not (end < len(tokens) and _mark_of(tokens[end])):
                    continue
                form = " ".join(token.plain for token in tokens[start:end])
                if self._countries.is_name(form):
                    continue
                slips, names = self._nearest(form)
                hit = _mark(tokens, start, end, names, 0) if names else None
                if hit:
                    sure = slips == 1 and len(names[0].spelled) >= SURE and form not in _OTHERS_TOO
                    yield replace(hit, slips=slips, certain=sure)

    def _nearest(self, form: str) -> tuple[int, list[_Name]]:
        """The names fewest slips away from `form`, and how many."""
        found: list[tuple[int, str]] = []
        for length in range(max(len(form) - 2, 4), len(form) + 3):
            slips = 2 if length >= LONG else 1
            near = extract(form, self._slippable.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=None)
            # None at all means dots where none belong: `Trosås` is as near to Torsås as to Trosa's genitive.
            found += [(max(int(distance), 1), other) for other, distance, _ in near]
        least = min(found)[0] if found else 0
        return least, [name for distance, other in found if distance == least for name in self._names[other]]

    def _abroad(self, text: str, named: Organisation) -> Organisation:
        """`named`, as a foreign one when it is an authority outside the register and beside it stands a country."""
        country = self._countries.find(text) if named.type in _OWN else None
        return replace(named, type="utlandsk-kommun") if country and country.iso != "SE" else named


def _forms(organisation: Organisation, kinds: tuple[str, ...], names: Iterable[str]) -> Iterator[tuple[str, _Name]]:
    """How an organisation may be written, folded, each once."""
    seen: set[tuple[str, bool]] = set()
    for given in names:
        spelled = " ".join(words(given))
        short = len(given) < 5 and given[1:] != given[1:].lower()
        told = spelled.endswith("regionen") or spelled.startswith("regionförbund")
        marked = short or told or not _AFTER.keys().isdisjoint(spelled.split())
        bare = re.sub(r"^region | (?:kommun|stad|län)$", "", re.sub(r" län$", "", spelled) if marked else spelled)
        forms = [(spelled, spelled, marked, False)]
        if marked and not short:
            forms += [(spelled.replace(" ", ""), spelled, True, False)]
        if not marked or (bare != spelled and _AFTER.keys().isdisjoint(bare.split())):
            forms += [(bare, bare, False, bare not in map(str.lower, names)), (bare + "s", bare + "s", False, True)]
        for form, word, mark, genitive in forms:
            spread = form.replace("å", "aa").replace("ä", "ae").replace("ö", "oe")
            for plain in dict.fromkeys([plain_of(form), plain_of(spread)]):
                if (plain, mark) not in seen:
                    seen.add((plain, mark))
                    yield plain, _Name(organisation, kinds, word, mark, genitive, short)


def _mark(tokens: list[Token], start: int, end: int, names: Sequence[_Name], floor: int) -> _Hit | None:
    """The names at `start` to `end` with the word beside them that tells an authority, if one does."""
    if not names:
        return None
    at = start - 1
    while at >= floor and tokens[at].plain in _OF:
        at -= 1
    after = _mark_of(tokens[end]) if end < len(tokens) else None
    before = _MARKS.get(tokens[at].plain) if at >= floor else None
    hit = _Hit(start, end, tuple(names), marked=False)
    told = tuple(name for name in names if name.marked)
    if told:
        hit = replace(hit, names=told, marked=True)
    elif after and (fitting := _narrow(hit, after)):
        hit = replace(fitting, end=end + 1, marked=True)
    elif before and (fitting := _narrow(hit, before)):
        hit = replace(fitting, start=at, marked=True, before=True)
    if hit.marked and hit.end < len(tokens) and tokens[hit.end].plain in _TRAILING:
        hit = replace(hit, end=hit.end + 1)
    return hit


def _mark_of(token: Token) -> str | None:
    """The kind of authority that a word after a name tells, one slip allowed."""
    kind = _AFTER.get(token.plain)
    if kind or len(token.plain) < 5 or token.plain in _PLURALS:
        return kind
    return next((_AFTER[mark] for mark in _SLIPPED if OSA.distance(token.plain, mark, score_cutoff=1) < 2), None)


def _narrow(hit: _Hit, kind: str) -> _Hit | None:
    """`hit` with only the organisations of this kind; None when there are none."""
    names = tuple(name for name in hit.names if kind in name.kinds)
    return replace(hit, names=names) if names else None


def _stands(hit: _Hit, tokens: list[Token], others: list[_Span], joined: bool) -> bool:
    """Whether a name in a sentence is meant as the organisation. `joined`: whether another stood before it."""
    name = hit.names[0]
    ordinary = plain_of(name.spelled) in _ORDINARY
    before = tokens[hit.start - 1].plain if hit.start else ""
    cued = before in _CUES or (joined and before in _JOINS)
    if name.short:
        return (cued or tokens[hit.start].raw.isupper()) and _clear(hit, tokens, others)
    if hit.marked:
        asked = hit.before and ordinary and tokens[hit.start + 1].plain != "of"
        return not asked and _clear(hit, tokens, others)
    # `i Skåne` is where something lies; `i Falun` is mostly where somebody works.
    return cued and "kommun" in name.kinds and not (ordinary or name.genitive or others)


def _clear(hit: _Hit, tokens: list[Token], others: list[_Span]) -> bool:
    """Whether no other organisation carries the name: `Lunds kommuns bostads AB`, `Röda Korset i Lunds kommun`."""
    after = _REACH if tokens[hit.end - 1].plain in _GENITIVES else 1
    return not any(span.end - hit.start > -_REACH and span.start - hit.end < after for span in others)


def _choose(hits: Sequence[_Hit], *others: Organisation) -> Recognised | None:
    """The one organisation of all `hits`, or the ones to ask about, with `others` last; None without hits."""
    found = list(dict.fromkeys(name.organisation for hit in hits for name in hit.names))
    if len(found) == 1 and not others:
        return Recognised(found[0])
    return Recognised(None, (*found[: OPTIONS - len(others)], *others)) if found else None


def _undotted(name: str, typed: str) -> bool:
    """Whether `typed` only lacks dots and rings of `name`, or spells them out: `Goeteborg`."""
    pairs = zip(typed.replace(" ", ""), name.replace(" ", ""), strict=False)
    return typed.isascii() or all(char in {other, fold(other)} for char, other in pairs)


def _swedish(text: str) -> bool:
    """Whether somebody types å, ä and ö."""
    return any(char in "åäö" for char in clean(text).lower())
