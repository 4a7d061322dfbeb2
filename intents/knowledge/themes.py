"""themes.toml → the themes, in the order menus show them."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from intents.knowledge.base import Theme
from intents.model import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intents.knowledge.files import Folder

THEMES = "themes.toml"
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_TWICE = re.compile(r"overwrite|twice|already")
_HOW = 'skriv ett tema som [namn] på en egen rad, med a–z, siffror och bindestreck, och sv = "Rubrik" på nästa'


def read_themes(folder: Folder) -> tuple[Theme, ...] | None:
    """The themes `folder` declares; None, with findings, when that cannot be told."""
    if THEMES not in folder.files:
        folder.note(THEMES, 0, "filen saknas: den räknar upp temana och deras rubriker")
        return None
    text = folder.text(THEMES)
    if text is None:
        return None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        twice = "det som står på raden finns redan: ta bort den ena" if _TWICE.search(str(error)) else ""
        folder.note(THEMES, line, twice or f"raden går inte att läsa: {_HOW}")
        return None
    except (RecursionError, ValueError):  # brackets without end, numbers of thousands of figures
        folder.note(THEMES, 0, f"filen går inte att läsa: {_HOW}")
        return None
    for line, message in _faults(data, text.split("\n")):
        folder.note(THEMES, line, message)
    return tuple(Theme(slug, labels if isinstance(labels, dict) else {}) for slug, labels in data.items())


def _faults(data: Mapping[str, object], lines: list[str]) -> Iterator[tuple[int, str]]:
    for slug, labels in data.items():
        if not isinstance(labels, dict):
            yield _line(lines, slug), f"`{slug}` är inget tema: ta bort det, eller {_HOW}"
            continue
        if "sv" not in labels:
            yield _line(lines, slug), f'temat `{slug}` saknar svensk rubrik: skriv sv = "Rubrik" på raden under'
        for language, label in labels.items():
            if language not in LANGUAGES:
                allowed = " och ".join(LANGUAGES)
                yield _line(lines, slug, language), f"okänt språk `{language}`: rubriker finns på {allowed}"
            elif not isinstance(label, str) or not label.strip():
                yield _line(lines, slug, language), f'rubriken ska vara text: skriv {language} = "Rubrik"'


def _line(lines: list[str], *names: str) -> int:
    """The line where the last of `names` stands, below the others; as near as can be told if written in another way."""
    at = 0
    for name in names:
        begins = re.compile(rf"""[\s\["']*{re.escape(name)}["'\s\].=]""")
        at = next((i for i in range(at, len(lines)) if begins.match(lines[i])), at)
    return at + 1
