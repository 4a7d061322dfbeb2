"""The register as a whole: what an answer or a sentence tells about an organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intents.countries import Countries, cells, rows, tokens_of
from intents.gazetteer.kinds import Kinds
from intents.gazetteer.marks import mark_of, narrow
from intents.gazetteer.model import NAME_LENGTH, OPTIONS, Organisation, OrganisationType, Recognised
from intents.gazetteer.names import Names
from intents.gazetteer.sentence import is_clear, others_than_own, stands
from intents.gazetteer.vocabulary import FILLERS, JOINS, OTHERS_TOO, OWN
from intents.text import MAX_LENGTH, clean, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from intents.countries import Token
    from intents.gazetteer.model import Hit, Place, Span

ANSWER = 60
"""Words read of an answer."""
_TYPES: dict[str, OrganisationType] = {
    # In order: the first of these that a text tells is what it is about.
    "privat": "privat", "press": "privat", "universitet": "universitet", "stat": "annan",
    "kommunalforbund": "kommunalforbund", "gemensam-namnd": "kommunalforbund", "kommunalt-bolag": "kommunalt-bolag",
    "civilsamhalle": "civilsamhalle", "utlandsk-kommun": "utlandsk-kommun", "kommun": "kommun", "region": "region",
}  # fmt: skip


class Gazetteer:
    """The registers of municipalities, regions and kinds of organisations. Built once, then only read."""

    def __init__(self, places: Iterable[Place], types: Iterable[tuple[str, str]], countries: Countries) -> None:
        """`types`: word or `-ending`, and the type it tells."""
        self._countries = countries
        self._names = Names(countries.is_name)
        self._domains: dict[str, Organisation | None] = {}
        for organisation, kinds, names, domains in places:
            self._names.add(organisation, kinds, names)
            for domain in domains:
                self._domains[domain] = None if domain in self._domains else organisation
        self._kinds = Kinds(types, self._names)

    @classmethod
    def load(cls, registers: Path) -> Gazetteer:
        """The registers in the folder `registers`."""
        places: dict[str, Place] = {}
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
        hits = self._names.hits(tokens, _swedish(text))
        spans = self._kinds.spans(tokens, hits)
        told = {span.type for span in spans}
        kind = next((kind for kind in _TYPES if kind in told), "")
        named = Organisation(clean(clean(text), NAME_LENGTH), None, _TYPES.get(kind, "annan"))
        marked = [hit for hit in hits if hit.marked]
        if kind and kind not in OWN:
            # `Lunds universitet` is not Lund; `Lunds kommun och Lunds universitet` is both.
            beside = [hit for hit in marked if hit.end < len(tokens) and tokens[hit.end].plain in JOINS]
            return _choose(beside, named) or Recognised(named)
        return (
            _choose(marked)
            or _settle(tokens, hits, spans, named)
            or self._partly(tokens, named)
            or self._misspelt(tokens, spans, named)
            or Recognised(self._abroad(text, named))
        )

    def find(self, text: str) -> Recognised:
        """The municipality or region that the writer of `text` tells to be the own one."""
        found: list[Hit] = []
        near: list[Hit] = []
        for sentence in sentences(text[:MAX_LENGTH]):
            tokens = tokens_of(sentence)
            hits = self._names.hits(tokens, _swedish(text))
            spans = self._kinds.spans(tokens, hits)
            last = -1
            for hit in hits:
                if stands(hit, tokens, spans, last):
                    found.append(hit)
                    last = hit.end
            others = others_than_own(spans)
            slips = (slip for slip in self._slips(tokens, spans, marked=True) if is_clear(slip, tokens, others))
            near += [slip for slip in slips if not any(hit.start <= slip.start < hit.end for hit in hits)]
        return _choose(found) or _choose([hit for hit in near if hit.certain]) or Recognised(None)

    def _partly(self, tokens: Sequence[Token], named: Organisation) -> Recognised | None:
        """The municipalities that one word of an answer is a part of: `Upplands`, `Ed`."""
        telling = [token.plain for token in tokens if token.plain not in FILLERS and not mark_of(token)]
        having = self._names.having(telling[0]) if len(telling) == 1 else []
        return Recognised(None, (*having[: OPTIONS - 1], named)) if having else None

    def _misspelt(self, tokens: Sequence[Token], spans: Sequence[Span], named: Organisation) -> Recognised | None:
        """What the nearest names tell in an answer."""
        hits = list(self._slips(tokens, spans))
        ranks = [(not hit.marked, hit.slips, hit.start - hit.end) for hit in hits]
        hits = [hit for hit, rank in zip(hits, ranks, strict=True) if rank == min(ranks)]
        told = _choose(hits) if hits and hits[0].marked else _settle(tokens, hits, spans, named)
        if told is None or told.organisation is None or hits[0].certain:
            return told
        # Two slips away lies somebody else's town as well: Helsingfors, Kristiansand.
        return _choose(hits, named) if hits[0].slips > 1 else Recognised(None, (told.organisation,))

    def _slips(self, tokens: Sequence[Token], spans: Sequence[Span], marked: bool = False) -> Iterator[Hit]:
        """Names of the register with slips in them, outside the words that tell a kind."""
        # `Vestra Götalandsregionen`: the last word tells the kind and is a part of the name.
        solid = [span for span in spans if not tokens[span.start].plain.endswith("sregionen")]
        taken = {i for span in solid for i in range(span.start, span.end)}
        return self._names.slips(tokens, taken, marked)

    def _abroad(self, text: str, named: Organisation) -> Organisation:
        """`named`, as a foreign one when it is an authority outside the register and beside it stands a country."""
        country = self._countries.find(text) if named.type in OWN else None
        return replace(named, type="utlandsk-kommun") if country and country.iso != "SE" else named


def _settle(
    tokens: Sequence[Token], hits: Sequence[Hit], spans: Sequence[Span], named: Organisation
) -> Recognised | None:
    """What names without a mark tell in an answer; `named` is the organisation as the other words tell it."""
    known = {i for hit in hits for i in range(hit.start, hit.end)}
    known |= {i for span in spans for i in range(span.start, span.end)}
    rest = [t for i, t in enumerate(tokens) if i not in known and t.plain not in FILLERS and not t.plain.isdigit()]
    hits = [hit for hit in hits if len(tokens) == 1 or tokens[hit.start].plain not in FILLERS]
    if named.type in OWN:
        hits = [fitting for hit in hits if (fitting := narrow(hit, named.type))]
    # `Gnosjö, Jönköpings län`: the region only tells where the municipality lies.
    hits = [hit for hit in hits if any("kommun" in name.kinds for name in hit.names)] or hits
    others = any(tokens[hit.start].plain in OTHERS_TOO for hit in hits)
    doubtful = others or (rest and named.type not in OWN)
    return _choose(hits, named) if doubtful else _choose(hits)


def _choose(hits: Sequence[Hit], *others: Organisation) -> Recognised | None:
    """The one organisation of all `hits`, or the ones to ask about, with `others` last; None without hits."""
    found = list(dict.fromkeys(name.organisation for hit in hits for name in hit.names))
    if len(found) == 1 and not others:
        return Recognised(found[0])
    return Recognised(None, (*found[: OPTIONS - len(others)], *others)) if found else None


def _swedish(text: str) -> bool:
    """Whether somebody types å, ä and ö."""
    return any(char in "åäö" for char in clean(text).lower())
