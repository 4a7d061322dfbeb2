"""`partnerskap faq gaps`: what people ask in vain, and ready drafts that would answer it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from bot.cli.faq.diff import change_json, shown
from bot.cli.swedish import Command, Misuse

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.guide import Answers
    from bot.conversation.ports import QuestionRecord
    from bot.editing.drafts import Draft, Effect
    from bot.editing.missed import Gap, Missed

SHOWN = 6
"""Questions shown of each gap."""
_WHYS = {"refused": "avböjda", "none-of-these": "”inget av dessa”", "down": "tumme ner"}


@click.command(
    cls=Command,
    short_help="Vad frågas förgäves, och vad skulle besvara det?",
    help="Vad besökare har frågat förgäves: avböjda frågor, ”inget av dessa” och tummar ner, samlade efter vad de "
    "verkar gälla, var och en med ett färdigt utkast och vad det skulle ändra. Personuppgifter är maskerade.",
)
@click.option("--days", type=click.IntRange(1), metavar="N", help="Bara de senaste N dagarna.")
@click.option(
    "--top", type=click.IntRange(1), default=5, metavar="N", help="Visa de N största luckorna; annars 5."
)
@click.option("--apply", "number", type=click.IntRange(1), metavar="N", help="Skriv in utkast N i listan bredvid svaret.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def gaps(days: int | None, top: int, number: int | None, as_objects: bool) -> int:
    """Tell what is missing. Always 0 but for faults: a gap is no fault."""
    from datetime import timedelta

    from bot import knowledge
    from bot.cli.common import settings, tell
    from bot.cli.faq.bases import answers_in, the_log
    from bot.clock import SystemClock
    from bot.editing.missed import disliked, gaps_in, missed_in

    given, now = settings(), SystemClock().now()
    folder = knowledge.folder(given.faq_dir)
    found = answers_in(folder, given, now.date())
    questions, thumbs = the_log(now - timedelta(days=days) if days else None)
    missed, solved = missed_in(found, questions, thumbs)
    every = gaps_in(found, missed)
    if number is not None:
        return _apply(folder, found, questions, every, number)
    drafted = _drafted(folder, found, questions, every[:top])
    if as_objects:
        tell({
            "questions": sum(record.decision != "none-of-these" for record in questions),
            "solved": solved,
            "gaps": [_as_json(*one) for one in drafted],
            "disliked": [{"id": entry, "times": times, "words": words} for entry, times, words in disliked(found, thumbs)],
        })  # fmt: skip
        return 0
    click.echo(_counted(questions, missed, every, solved, len(drafted)))
    for place, one in enumerate(drafted, 1):
        click.echo("\n" + "\n".join(_shown(found, place, *one)))
    if liked := disliked(found, thumbs):
        click.echo("\nSvar med tumme ner; läs om texten:")
        for entry, times, words in liked:
            click.echo(f"  {entry}: {times}" + (f" (”{'”, ”'.join(words)}”)" if words else ""))
    return 0


Drafted = tuple["Gap", "Draft | None", "Effect | None"]


def _drafted(folder: Path, found: Answers, questions: list[QuestionRecord], gaps: list[Gap]) -> list[Drafted]:
    """Each gap with its draft and what that would do."""
    from bot.editing.asked import asked_of, judged
    from bot.editing.drafts import draft_for, effect_of

    asked = asked_of((found,), questions)
    known = judged(found, asked) if gaps else []
    drafted: list[Drafted] = []
    for place, gap in enumerate(gaps, 1):
        if sys.stderr.isatty():
            click.echo(f"Räknar på utkast {place} av {len(gaps)} …", err=True)
        draft = draft_for(gap, found)
        drafted.append((gap, draft, effect_of(draft, gap, folder, found, asked, known) if draft else None))
    return drafted


def _apply(folder: Path, found: Answers, questions: list[QuestionRecord], every: list[Gap], number: int) -> int:
    """Write draft `number` where it belongs. 1 when the base could not be used with it. Raises `Misuse`."""
    from bot.editing.drafts import write

    if number > len(every):
        raise Misuse(f"Det finns {len(every)} utkast; {number} är inget av dem.")
    ((gap, draft, effect),) = _drafted(folder, found, questions, [every[number - 1]])
    if draft is None or effect is None:
        raise Misuse(f"Lucka {number} har inget utkast: frågorna är maskerade eller för långa för att stå i en lista.")
    if draft.text is not None:
        raise Misuse(
            f"Utkast {number} är ett nytt svar, som någon måste skriva. Spara det som {draft.path} och skriv texten."
        )
    if effect.faults:
        click.echo("\n".join(effect.faults), err=True)
        return 1
    path = write(draft, folder)
    count = len(draft.phrasings)
    added = "En rad är tillagd" if count == 1 else f"{count} rader är tillagda"
    click.echo(f"{added} i {path}. {_effect(gap, effect)}")
    return 0


def _counted(questions: list[QuestionRecord], missed: list[Missed], every: list[Gap], solved: int, shown: int) -> str:
    """How much there is, and how much of it is shown."""
    asked = sum(record.decision != "none-of-these" for record in questions)
    if not asked and not missed:
        return "Loggen är tom: ingen har frågat något än."
    vain = sum(one.times for one in missed)
    vague = vain - sum(gap.times for gap in every)
    told = [f"{asked} frågor i loggen; {vain} gånger frågades det förgäves."]
    if vague:
        told.append(f"{vague} av dem säger för lite för att höra till något, och visas inte.")
    if solved:
        told.append(f"{solved} gånger till, men det är ordnat: de frågorna besvaras nu, eller står i utanfor.txt.")
    if shown < len(every):
        told.append(f"{shown} av {len(every)} luckor visas; --top {len(every)} visar alla.")
    return " ".join(told)


def _shown(found: Answers, place: int, gap: Gap, draft: Draft | None, effect: Effect | None) -> list[str]:
    """One gap as an editor reads it."""
    target = found.entry(gap.target, gap.language) if gap.target else None
    ways = f", på {len(gap.members)} sätt" if len(gap.members) > 1 else ""
    about = f"Hör kanske till {target.id}: {target.question}" if target else "Inget svar verkar passa."
    often = "en gång" if gap.times == 1 else f"{gap.times} gånger"
    lines = [f"{place}. Frågat {often}{ways}. {about}", f"   {_because(gap)}:"]
    for one in gap.members[:SHOWN]:
        often = f" ({one.times} gånger)" if one.times > 1 else ""
        lines.append(f"   – ”{one.text}”{often}")
    if len(gap.members) > SHOWN:
        lines.append(f"   – … och {len(gap.members) - SHOWN} till")
    if draft is None or effect is None:
        return [*lines, "   Inget utkast: frågorna är maskerade eller för långa för att stå i en lista."]
    if draft.text is None:
        lines.append(f"   Läs svaret. Passar det, lägg till i {draft.path}:")
        lines += [f"     {phrasing}" for phrasing in draft.phrasings]
    else:
        lines.append(f"   Utkast till ett nytt svar, {draft.path}:")
        lines += [f"     {line}" for line in draft.text.splitlines()]
        lines.append(f"   Hör frågorna inte hit: lägg dem i {gap.language}/utanfor.txt i stället.")
    lines.append(f"   {_effect(gap, effect)}")
    if draft.text is None and not effect.faults:
        lines.append(f"   Skriv in raderna: partnerskap faq gaps --apply {place}")
    return lines


def _because(gap: Gap) -> str:
    """Why the questions of a gap are there."""
    found = {why for one in gap.members for why in one.whys}
    return ", ".join(name for why, name in _WHYS.items() if why in found).capitalize()


def _effect(gap: Gap, effect: Effect) -> str:
    """What a draft would do, in a sentence and the changes it is not meant to make."""
    if effect.faults:
        return "\n   ".join(["Utkastet går inte att använda som det står:", *effect.faults])
    others = "1 annan fråga" if len(effect.others) == 1 else f"{len(effect.others)} andra frågor"
    told = f"Skulle besvara {effect.answered} av {gap.times}, ändrar {others}"
    return "\n   ".join([told + (":" if effect.others else "."), *shown(effect.others, whole=False)])


def _as_json(gap: Gap, draft: Draft | None, effect: Effect | None) -> dict[str, Any]:
    return {
        "lang": gap.language,
        "target": gap.target,
        "times": gap.times,
        "questions": [
            {"text": one.text, "times": one.times, "why": sorted(one.whys), "not": sorted(one.not_these), "words": list(one.words)}
            for one in gap.members
        ],
        "draft": draft and {
            "id": draft.entry, "path": draft.path, "new": draft.text is not None, "phrasings": list(draft.phrasings), "text": draft.text,
        },
        "effect": effect and {
            "answered": effect.answered, "others": [change_json(change) for change in effect.others], "findings": list(effect.faults),
        },
    }  # fmt: skip
