"""What is known of organisations, and what is found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

OrganisationType = Literal[
    "kommun", "region", "kommunalforbund", "kommunalt-bolag", "civilsamhalle", "universitet", "privat",
    "utlandsk-kommun", "annan",
]  # fmt: skip
NAME_LENGTH = 120
"""Characters kept of a name as typed."""
OPTIONS = 3
"""Organisations asked about at once."""


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
class Name:
    """One way to write the name of an organisation in the register."""

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
class Hit:
    """Where names of the register stand in a text; the end is the place after the last word."""

    start: int
    end: int
    names: tuple[Name, ...]
    marked: bool
    """Whether the name, or a word beside it, tells that an authority is meant."""
    before: bool = False
    """Whether that word stands first: `kommunen Falun`."""
    certain: bool = True
    slips: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Words that tell what kind an organisation is; the end is the place after the last word."""

    start: int
    end: int
    type: str
    weak: bool = False
    """Whether it tells nothing beside a name of the register: `vattenverket` is the state, `municipality` is abroad."""


Place: TypeAlias = tuple[Organisation, tuple[str, ...], list[str], list[str]]
"""A row of a register: the organisation, its kinds, names and domains."""
