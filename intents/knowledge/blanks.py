"""What an answer may leave open, for the service to fill in: `{conversation_days}` becomes the operator's number of days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BLANKS: Mapping[str, object] = {
    "conversation_days": 21, "lead_days": 90, "question_days": 400, "lead_to": "partnership@icld.se",
}  # fmt: skip
"""Each blank, and what the matcher reads in its place: the same whatever an operator has set, so that settings never
change how a question is understood."""
_BLANK = re.compile(r"\{([^{}\n]*)\}")


def fill(text: str, words: Mapping[str, object]) -> str:
    """`text` with its blanks filled from `words`; one that is not among them stays as it is."""
    return _BLANK.sub(lambda found: str(words.get(found[1], found[0])), text) if "{" in text else text


def unknown(text: str) -> Iterator[tuple[str, int]]:
    """Each blank nobody fills, with how many lines stand before it."""
    for found in _BLANK.finditer(text):
        if found[1] not in BLANKS:
            yield found[0], text.count("\n", 0, found.start())
