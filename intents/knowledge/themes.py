"""themes.toml → the themes, in the order menus show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.knowledge.base import Theme
from intents.knowledge.tables import line_below, read_table
from intents.model import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intents.knowledge.files import Folder

THEMES = "themes.toml"
_HOW = 'skriv ett tema som [namn] på en egen rad, med a–z, siffror och bindestreck, och sv = "Rubrik" på nästa'


def read_themes(folder: Folder) -> tuple[Theme, ...] | None:
    """The themes `folder` declares; None, with findings, when that cannot be told."""
    if THEMES not in folder.files:
        folder.note(THEMES, 0, "filen saknas: den räknar upp temana och deras rubriker")
        return None
    table = read_table(folder, THEMES, _HOW)
    if table is None:
        return None
    for line, message in _faults(table.data, table.text.split("\n")):
        folder.note(THEMES, line, message)
    return tuple(Theme(slug, labels if isinstance(labels, dict) else {}) for slug, labels in table.data.items())


def _faults(data: Mapping[str, object], lines: list[str]) -> Iterator[tuple[int, str]]:
    for slug, labels in data.items():
        if not isinstance(labels, dict):
            yield line_below(lines, slug), f"`{slug}` är inget tema: ta bort det, eller {_HOW}"
            continue
        if "sv" not in labels:
            yield line_below(lines, slug), f'temat `{slug}` saknar svensk rubrik: skriv sv = "Rubrik" på raden under'
        for language, label in labels.items():
            if language not in LANGUAGES:
                allowed = " och ".join(LANGUAGES)
                yield line_below(lines, slug, language), f"okänt språk `{language}`: rubriker finns på {allowed}"
            elif not isinstance(label, str) or not label.strip():
                yield line_below(lines, slug, language), f'rubriken ska vara text: skriv {language} = "Rubrik"'
