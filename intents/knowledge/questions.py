"""The lists of questions beside the answers: more ways to ask, those about other things, and those the matcher is
tried with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.knowledge.base import Asked
from intents.text import key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from intents.knowledge.files import Folder

FOREIGN = "utanfor.txt"
"""Per language: questions about other things, one a line, `#` begins a comment."""
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
        if key(text):
            found.setdefault(text, number)
        else:
            folder.note(beside, number, f"formuleringen {text!r} har inga bokstäver: skriv ut den i ord")
    return found


def read_foreign(folder: Folder, language: str) -> tuple[str, ...]:
    """The questions about other things in one language; none when the file is missing."""
    return tuple(line.strip() for _, line in _lines(folder, f"{language}/{FOREIGN}"))


def read_trials(folder: Folder, language: str, known: Collection[str]) -> tuple[Asked, ...]:
    """The trial questions of one language; those that are not about one of the `known` ids are told about."""
    shown = f"{language}/{TRIALS}"
    found: list[Asked] = []
    for number, line in _lines(folder, shown):
        entry, _, question = (part.strip() for part in line.partition("\t"))
        if not entry or not question or (entry != "-" and not key(question)):
            folder.note(shown, number, "raden ska vara svarets id, ett tabbtecken och frågan: skriv om den så")
        elif entry != "-" and entry not in known:
            message = f"svaret `{entry}` finns inte: ändra id, eller skriv - om frågan handlar om något annat"
            folder.note(shown, number, message, "warning")
        else:
            found.append(Asked(None if entry == "-" else entry, question, number))
    return tuple(found)


def _lines(folder: Folder, shown: str) -> Iterator[tuple[int, str]]:
    """What stands on each line, with its number; blank ones and comments left out."""
    text = folder.text(shown) if shown in folder.files else None
    for number, line in enumerate((text or "").split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line
