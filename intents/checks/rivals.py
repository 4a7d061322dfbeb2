"""Answers that take each other's questions, and the phrasings by which it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intents.checks.rule import Remark, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.checks.rule import Base
    from intents.checks.unseen import Unseen
    from intents.model import Language

SURE = 0.97
"""Probability, 0–1, from which a phrasing is said to lie nearer to another answer."""
LEAST_STOLEN, LEAST_SHARE = 3, 0.05
"""Phrasings, and share of the two answers' phrasings, from which they are near-twins."""
EXAMPLES = 3
SHOWN_LETTERS = 80


def _nearer(base: Base) -> Iterator[Remark]:
    for language, judged in base.unseen.items():
        for one in sorted(judged, key=lambda one: (-one.confidence, one.id, one.text)):
            if one.stolen and one.confidence >= SURE:
                path, line = base.place(language, one.id, one.text)
                message = (
                    f"{_shown(one.text)} ligger närmare `{one.nearest}` ({one.confidence:.0%}) än det egna svaret "
                    f"({one.own:.0%}): flytta den dit, eller skriv här fler sätt att fråga med samma ord"
                )
                yield Remark(path, line, message)


def _rivals(base: Base) -> Iterator[Remark]:
    for language, judged in base.unseen.items():
        sizes: dict[str, int] = {}
        stolen: dict[tuple[str, str], list[Unseen]] = {}
        for one in judged:
            sizes[one.id] = sizes.get(one.id, 0) + 1
            if one.stolen:
                stolen.setdefault((min(one.id, one.nearest), max(one.id, one.nearest)), []).append(one)
        ranked = sorted(stolen.items(), key=lambda pair: (-_share(pair, sizes), pair[0]))
        for place, (pair, taken) in enumerate(ranked, 1):
            if len(taken) >= LEAST_STOLEN and _share((pair, taken), sizes) >= LEAST_SHARE:
                yield _remark(base, language, pair, taken, place)


def _share(pair: tuple[tuple[str, str], list[Unseen]], sizes: dict[str, int]) -> float:
    (first, second), taken = pair
    return len(taken) / (sizes.get(first, 0) + sizes.get(second, 0))


def _remark(base: Base, language: Language, pair: tuple[str, str], taken: list[Unseen], place: int) -> Remark:
    taken.sort(key=lambda one: (-one.confidence, one.text))
    examples = ", ".join(_shown(one.text) for one in taken[:EXAMPLES])
    path, line = base.place(language, taken[0].id, taken[0].text)
    message = (
        f"`{pair[0]}` och `{pair[1]}` tar {len(taken)} frågor av varandra (plats {place}), som {examples}: "
        "låt varje fråga stå där den hör hemma, eller slå ihop svaren"
    )
    return Remark(path, line, message)


def _shown(text: str) -> str:
    return f"”{text}”" if len(text) <= SHOWN_LETTERS else f"”{text[:SHOWN_LETTERS].rstrip()} …”"


RIVALS = Rule("grannar", "advice", "Två svar tar inte många av varandras frågor.", _rivals)
NEARER = Rule("narmare-annat", "advice", "Ingen formulering ligger närmare ett annat svar än sitt eget.", _nearer)
