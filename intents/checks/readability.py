"""How heavy an answer is to read: LIX, words per sentence plus per cent of long words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule
from intents.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base

HEAVY, TOO_HEAVY = 50, 60
"""LIX of official texts begins at 50; above 60 even those used to them read twice."""
LONG_WORD = 6
"""Letters; words with more are long."""
LONG_SENTENCE = 35
"""Words; a sentence with more is told about whatever the LIX."""
_WORD = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+)*")
_LINK = re.compile(r"\S+@\S+|https?://\S+")


def lix(text: str) -> float:
    """The readability index of a text; list items count as sentences. 0 for one without words."""
    found = words(text)
    if not found:
        return 0.0
    long = sum(len(word) > LONG_WORD for word in found)
    return len(found) / max(1, len(sentences(text))) + 100 * long / len(found)


def words(text: str) -> list[str]:
    """The words of a text, addresses left out."""
    return _WORD.findall(_LINK.sub(" ", text))


def _look(base: Base) -> Iterator[Remark]:
    for answer in base.answers:
        text = base.texts[answer.entry.path]
        found = sentences(text)
        if not found:
            continue
        index, worst = lix(text), max(found, key=_weight)
        line = answer.line_of(worst[:20])
        if index > HEAVY:
            message = f"läsbarhetsindex (LIX) är {index:.0f}; håll det under {HEAVY}. Tyngst är ”{worst}”: dela den, eller byt långa ord"
            yield Remark(answer.entry.path, line, message, "warning" if index > TOO_HEAVY else "advice")
        elif len(words(worst)) > LONG_SENTENCE:
            message = f"meningen har {len(words(worst))} ord; håll dem under {LONG_SENTENCE}: dela ”{worst}”"
            yield Remark(answer.entry.path, line, message)


def _weight(sentence: str) -> float:
    found = words(sentence)
    return len(found) + 100 * sum(len(word) > LONG_WORD for word in found) / max(8, len(found))


RULE = Rule(
    "lasbarhet", "advice", f"Svaret har LIX under {HEAVY} och inga meningar på över {LONG_SENTENCE} ord.", _look
)
