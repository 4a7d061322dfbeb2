"""The lists of questions beside the answers: more ways to ask, those about other things, and those the matcher is
tried with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intents.knowledge.base import Asked
from intents.text import key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from intents.knowledge.files import Folder

_LETTER = re.compile(r"[a-zA-Z]")
"""Enough to tell that a text has words, and quickly found in tens of thousands."""
FOREIGN = "utanfor.txt"
"""Per language: questions about other things, one a line, `#` begins a comment."""
_NAMES = {"sv": "svenska", "en": "engelska"}
TRIALS = "provfragor.tsv"
"""Per language: questions with their right answer's id, `-` for none, that nothing is learnt from."""


def variants_of(shown: str) -> str:
    """Where more ways to ask for the answer in the file `shown` are listed, one a line; dated versions share it."""
    folder, _, name = shown.rpartition("/")
    return f"{folder}/{name.removesuffix('.md').split('@')[0]}.txt"


def read_variants(folder: Folder, shown: str) -> dict[str, int]:
    """More ways to ask for the answer in the file `shown` → line; none when there is no list."""
    beside = variants_of(shown)
    found: dict[str, int] = {}
    for number, line in _lines(folder, beside):
        text = " ".join(line.split())
        if _LETTER.search(text) or key(text):
            found.setdefault(text, number)
        else:
            folder.note(beside, number, f"formuleringen {text!r} har inga bokstäver: skriv ut den i ord")
    return found


def read_untranslated(
    folder: Folder, language: str, translated: Collection[str], known: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """The lists of ways to ask in `language` that lie without an answer beside them, by id. `translated`: the ids with
    one; `known`: those with an answer in Swedish."""
    found = {}
    for shown in folder.files:
        name = shown.rsplit("/", 1)[-1].removesuffix(".txt")
        if not shown.startswith(f"{language}/") or shown.count("/") != 2 or not shown.endswith(".txt"):
            continue
        if name in known and name not in translated:
            found[name] = tuple(read_variants(folder, shown.removesuffix(".txt") + ".md"))
            message = f"svaret `{name}` saknas på {_NAMES[language]}: den som frågar får det på svenska. Översätt det"
            folder.note(shown, 0, message, "warning")
    return {name: ways for name, ways in found.items() if ways}


def read_foreign(folder: Folder, language: str) -> tuple[str, ...]:
    """The questions about other things in one language; none when the file is missing."""
    return tuple(line.strip() for _, line in _lines(folder, f"{language}/{FOREIGN}"))


def read_trials(folder: Folder, language: str, known: Collection[str]) -> tuple[Asked, ...]:
    """The trial questions of one language; those that are not about one of the `known` ids are told about."""
    shown = f"{language}/{TRIALS}"
    found: list[Asked] = []
    unknown: dict[str, list[int]] = {}
    for number, line in _lines(folder, shown):
        entry, _, question = (part.strip() for part in line.partition("\t"))
        if not entry or not question or (entry != "-" and not key(question)):
            folder.note(shown, number, "raden ska vara svarets id, ett tabbtecken och frågan: skriv om den så")
        elif entry != "-" and entry not in known:
            unknown.setdefault(entry, []).append(number)
        else:
            found.append(Asked(None if entry == "-" else entry, question, number))
    for entry, lines in unknown.items():  # one line for an answer, however many were asked about it
        more = f" (och {len(lines) - 1} rader till med samma id)" if len(lines) > 1 else ""
        message = f"svaret `{entry}` finns inte{more}: ändra id, ta bort raden, eller skriv - om frågan handlar om något annat"
        folder.note(shown, lines[0], message, "warning")
    return tuple(found)


def _lines(folder: Folder, shown: str) -> Iterator[tuple[int, str]]:
    """What stands on each line, with its number; blank ones and comments left out."""
    text = folder.text(shown) if shown in folder.files else None
    for number, line in enumerate((text or "").split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line
