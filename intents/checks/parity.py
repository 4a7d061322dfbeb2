"""Two languages that say different things: dates, numbers, countries, yes and no, and what the heads must share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.checks.facts import stated
from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.facts import Stated
    from intents.checks.rule import Base
    from intents.knowledge.entries import Written

_MEND = "läs båda svaren mot källan och rätta det som är fel"


def _look(base: Base) -> Iterator[Remark]:
    for other in base.answers:
        if other.entry.language == "sv":
            continue
        swedish = _same_version(base, other)
        if swedish is not None:
            yield from _heads(swedish, other)
            yield from _bodies(base, swedish, other)


def _same_version(base: Base, other: Written) -> Written | None:
    """The Swedish answer that is said on the same days; the only one when there is one."""
    versions = base.versions.get(("sv", other.entry.id), [])
    same = [one for one in versions if one.entry.valid_from == other.entry.valid_from]
    return same[0] if same else versions[0] if len(versions) == 1 else None


def _heads(swedish: Written, other: Written) -> Iterator[Remark]:
    ours, theirs = swedish.entry, other.entry
    for name, here, there in (
        ("valid_from", theirs.valid_from, ours.valid_from),
        ("valid_until", theirs.valid_until, ours.valid_until),
        ("next", theirs.next, ours.next),
        ("action", theirs.action, ours.action),
    ):
        if here != there:
            message = f"`{name}` är ett annat än i {ours.path}: gör dem lika"
            yield Remark(theirs.path, other.line(name), message, "advice" if name in {"next", "action"} else None)
    urls = {source.url for source in theirs.sources} ^ {source.url for source in ours.sources}
    if urls:
        message = f"källorna är inte desamma som i {ours.path} ({', '.join(sorted(urls))}): ange samma i båda"
        yield Remark(theirs.path, other.line("sources"), message, "advice")


def _bodies(base: Base, swedish: Written, other: Written) -> Iterator[Remark]:
    ours, theirs = (stated(base.texts[one.entry.path], one.entry.language, base.countries) for one in (swedish, other))
    for what, here, there in _compared(ours, theirs):
        only_ours, only_theirs = sorted(here - there), sorted(there - here)
        told = [
            f"{', '.join(only)} bara på {name}"
            for only, name in ((only_ours, "svenska"), (only_theirs, "engelska"))
            if only
        ]
        if told:
            yield Remark(
                other.entry.path,
                other.body_line,
                f"{what} skiljer sig från {swedish.entry.path}: {'; '.join(told)}: {_MEND}",
            )
    if ours.yes_no != theirs.yes_no:
        message = f"svaret börjar med {ours.yes_no or 'varken ja eller nej'} i {swedish.entry.path}, här med {theirs.yes_no or 'varken ja eller nej'}: {_MEND}"
        yield Remark(other.entry.path, other.body_line, message)


def _compared(ours: Stated, theirs: Stated) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    yield "datum", ours.dates, theirs.dates
    yield "tal", ours.numbers, theirs.numbers
    yield "storleken på belopp", ours.scales, theirs.scales
    yield "länder", ours.countries - {"SE"}, theirs.countries - {"SE"}  # "hos oss" is Sweden too


RULE = Rule("sprakpar", "warning", "Svenska och engelska säger samma datum, belopp, länder och ja eller nej.", _look)
