"""Notices when a writer, or somebody near the writer, is in danger of life here and now.

What counts is who does what to whom: *jag vill dö*, *min man slår mig*, *jag ska döda honom*. The subjects themselves –
suicide prevention, violence in close relationships – are projects officials ask about and say nothing of the writer.
Missing a cry for help is worse than answering one question too many with 112 and 1177, so every doubt goes that way.

How it is told lies in text files beside this one, for each language its own, in the form that `tables` explains:

    words.*.txt      groups of words that mean the same to the signs
    signs.*.txt      what signals danger: first what speaks for itself, then what counts only away from talk of work
    harmless.*.txt   figures of speech, taken out before anything else is looked for
    slips.txt        spellings that are read as another
"""

from __future__ import annotations

from intents.danger.reading import LONGEST, read
from intents.danger.signs import tells
from intents.danger.tables import tables

__all__ = ["LONGEST", "signals_danger"]


def signals_danger(text: str) -> bool:
    """Whether `text`, Swedish or English, tells of danger to somebody's life here and now. Never raises."""
    words = read(text)
    return any(tells(table, words) for table in tables())
