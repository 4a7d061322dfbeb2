"""Rows of a list that YAML would take for something else: a pasted bullet, a forgotten hyphen, a row set too far in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTS = ("phrasings:", "sources:", "next:")
"""The keys that have lists."""
MESSAGE = "raden ska börja med bindestreck och blanksteg, lika långt indragen som de andra raderna i listan"


def stray(lines: Sequence[str]) -> int | None:
    """The first line of a head, from 0, that is meant for a list and would not be read as a row of it.

    Told before YAML has its say: it joins such a row to the one above without a word, or complains about another line.
    """
    opened, edge = False, None
    for number, line in enumerate(lines):
        row = line.strip()
        if not row or row.startswith("#"):
            continue
        inset, is_row = line.index(row), row == "-" or row.startswith("- ")
        if inset == 0 and not row.startswith("-"):
            opened, edge = row in LISTS, None
        elif opened:
            if not is_row:
                return None if row.startswith("[") else number
            opened, edge = False, inset
        elif edge is not None and not (is_row and inset == edge) and (row.startswith("-") or inset <= edge):
            return number
    return None
