"""TOML files of the editors' own: read, with what is wrong told at its line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intents.knowledge.files import Folder
    from intents.model import Severity

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_TWICE = re.compile(r"overwrite|twice|already")


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML file, read but not yet understood."""

    path: str
    data: Mapping[str, object]
    text: str

    def line(self, *names: str) -> int:
        """Where the last of `names` stands, below the others."""
        return line_below(self.text.split("\n"), *names)


def read_table(folder: Folder, shown: str, how: str, severity: Severity = "error") -> Table | None:
    """The table in the file `shown`, which is there; None, with a finding, when it cannot be read.

    `how`: what an unreadable line should look like."""
    text = folder.text(shown)
    if text is None:
        return None
    try:
        return Table(shown, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        twice = "det som står på raden finns redan: ta bort den ena" if _TWICE.search(str(error)) else ""
        folder.note(shown, line, twice or f"raden går inte att läsa: {how}", severity)
    except (RecursionError, ValueError):  # brackets without end, numbers of thousands of figures
        folder.note(shown, 0, f"filen går inte att läsa: {how}", severity)
    return None


def line_below(lines: Sequence[str], *names: str) -> int:
    """The line where the last of `names` stands, below the others; as near as can be told if written in another way."""
    at = 0
    for name in names:
        begins = re.compile(rf"""[\s\["'{{]*{re.escape(name)}["'\s\].=]""")
        at = next((i for i in range(at, len(lines)) if begins.match(lines[i])), at)
    return at + 1
