"""Whether a name in a sentence is meant as the writer's own organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.countries import plain_of
from intents.gazetteer.vocabulary import (
    BEING,
    CUES,
    DEFINITE,
    GENITIVES,
    GREETINGS,
    JOINS,
    LIVING,
    ORDINARY,
    OWN,
    WORKING,
    WRITERS,
)
from intents.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intents.countries import Token
    from intents.gazetteer.model import Hit, Span

_REACH = 4
"""Words that may lie between what an organisation is and where: `föreningen Brunn åt Kisumu i Lunds kommun`."""
_WRITER_REACH = 8
"""Words that may lie between the writer and the name."""


def stands(hit: Hit, tokens: Sequence[Token], spans: Sequence[Span], last: int) -> bool:
    """Whether the name is meant as the organisation. `last`: where one before it ended, -1 when there is none."""
    name = hit.names[0]
    ordinary = plain_of(name.spelled) in ORDINARY
    before = tokens[hit.start - 1].plain if hit.start else ""
    others = others_than_own(spans)
    joined = last >= 0 and (before in JOINS or hit.start == last)
    if name.short:
        cued = before in CUES or joined
        return (cued or tokens[hit.start].raw.isupper()) and is_clear(hit, tokens, others)
    if hit.marked:
        of = hit.before and tokens[hit.start + 1].plain == "of"
        asked = ordinary and not of and (hit.before or tokens[hit.end - 1].plain in DEFINITE)
        return not asked and is_clear(hit, tokens, others)
    # `i Skåne` is where something lies; `vi i Falun` is where somebody works.
    if "kommun" not in name.kinds or ordinary or name.genitive or others or _owns(hit, tokens):
        return False
    return joined or (before in CUES and _belongs(hit.start - 1, tokens, spans))


def is_clear(hit: Hit, tokens: Sequence[Token], others: Sequence[Span]) -> bool:
    """Whether no other organisation carries the name: `Lunds kommuns bostads AB`, `Röda Korset i Lunds kommun`."""
    after = _REACH if tokens[hit.end - 1].plain in GENITIVES else 1
    return not any(span.end - hit.start > -_REACH and span.start - hit.end < after for span in others)


def others_than_own(spans: Sequence[Span]) -> list[Span]:
    """Those that tell another kind of organisation than a municipality or a region."""
    return [span for span in spans if span.type not in OWN]


def _owns(hit: Hit, tokens: Sequence[Token]) -> bool:
    """Whether the name, alike in the genitive, carries what follows: `Borås djurpark`."""
    if hit.end == len(tokens) or not hit.names[0].spelled.endswith("s"):
        return False
    return not Lexicon.of("sv").is_common(tokens[hit.end].plain)


def _belongs(cue: int, tokens: Sequence[Token], spans: Sequence[Span]) -> bool:
    """Whether the place after the word at `cue` is the writer's: `vi i`, `hej från`, `jag är ny strateg på`."""
    plain = [token.plain for token in tokens]
    if cue == 0:
        return plain[0] in GREETINGS
    writers = [at for at in range(cue) if plain[at] in WRITERS or tokens[at].raw == "I"]
    if plain[cue - 1] in GREETINGS or cue - 1 in writers:
        return True
    writer = next((at for at in reversed(writers) if cue - at <= _WRITER_REACH), None)
    if writer is None:
        return False
    between = plain[writer + 1 : cue]
    if any(word in WORKING for word in between):
        return True
    # `vi är på konferens i Umeå` is no workplace; `vi sitter på kommunledningskontoret i Umeå` is.
    elsewhere = any(word in CUES for word in between) and not any(writer < span.start < cue for span in spans)
    return any(word in BEING for word in between[:2]) and not elsewhere and LIVING.isdisjoint(between)
