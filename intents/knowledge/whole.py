"""What can only be seen with every answer in view: themes, follow-ups, twins and dated versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from intents.knowledge.themes import THEMES
from intents.model import Finding
from intents.text import are_twins, spelling, undotted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from intents.knowledge.base import Theme
    from intents.knowledge.entries import Written


def unknown_themes(written: Sequence[Written], themes: Sequence[Theme]) -> Iterator[Finding]:
    """Answers in a folder that is no theme."""
    slugs = {theme.slug for theme in themes}
    for answer in written:
        if (slug := answer.entry.theme) not in slugs:
            message = f"temat `{slug}` finns inte i {THEMES}: lägg till det där, eller flytta svaret"
            yield Finding(answer.entry.path, 0, message)


def broken_follow_ups(written: Sequence[Written], known: Collection[str]) -> Iterator[Finding]:
    """Follow-ups that lead nowhere. `known`: the ids that exist in the language or to fall back to, mended or not."""
    for answer in written:
        if not answer.line("next"):
            continue  # a dated version has them from the first, where they are told
        for place, target in enumerate(answer.entry.next):
            fault = ""
            if target == answer.entry.id:
                fault = "är svaret självt: ta bort raden"
            elif target not in known:
                fault = "finns inte: rätta id:t eller ta bort raden"
            elif target in answer.entry.next[:place]:
                fault = "står två gånger: ta bort den ena"
            if fault:
                yield Finding(
                    answer.entry.path, answer.line("next", target), f"`next` pekar på `{target}`, som {fault}"
                )


def twins(written: Sequence[Written]) -> Iterator[Finding]:
    """Phrasings that two answers of one language share, so that neither could be given."""
    owners: dict[str, list[tuple[str, str, str]]] = {}
    for answer in written:
        for phrasing, path, line in answer.places():
            spelt = spelling(phrasing)
            before = owners.setdefault(undotted(spelt), [])
            first, there = next(((owner, at) for owner, at, other in before if are_twins(spelt, other)), ("", ""))
            if not first:
                before.append((answer.entry.id, f"{path}:{line}", spelt))
            elif first != answer.entry.id:
                message = f"formuleringen {phrasing!r} står redan i {there}: behåll den i ett svar"
                yield Finding(path, line, message)


def loose_versions(written: Sequence[Written]) -> Iterator[Finding]:
    """Dated versions of one answer in one language that do not follow each other day by day."""
    by_id: dict[str, list[Written]] = {}
    for answer in written:
        by_id.setdefault(answer.entry.id, []).append(answer)
    for versions in by_id.values():
        earlier, *others = sorted(versions, key=lambda version: version.entry.valid_from or date.min)
        for later in others:
            until, begins = earlier.entry.valid_until, later.entry.valid_from
            days = (begins - until).days if until and begins else 0
            line, path = later.line("valid_from"), later.entry.path
            if days < 1:
                message = f"gäller samtidigt som {earlier.entry.path}: låt valid_until och valid_from följa på varandra"
                yield Finding(path, line, message)
            elif days > 1:
                message = f"gäller från {begins}, men {earlier.entry.path} bara till {until}: låt dem följa på varandra"
                yield Finding(path, line, message)
            earlier = max(earlier, later, key=lambda version: version.entry.valid_until or date.max)
