"""`partnerskap faq diff`: what an edit changes for those who ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.swedish import Command, Misuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.editing.asked import Asked
    from bot.editing.diff import Change, Diff, Kind
    from intents import Verdict

SHOWN = 10
"""Questions shown of each kind, unless all are asked for."""


@click.command(
    cls=Command,
    short_help="Vilka frågor får ett annat svar efter en ändring?",
    help="Vilka frågor som skulle få ett annat utslag eller ett annat svar med kunskapsbasen som den är nu: alla "
    "formuleringar och provfrågor, och med --log det besökare har frågat. Jämför med senast sparade version i git, om "
    "inget annat anges. Slutar med 1 när en provfråga får fel svar som inte fick det förut, annars med 0.",
)
@click.option("--from", "revision", metavar="VERSION", help="Jämför med den versionen i git, till exempel HEAD~3.")
@click.option("--against", metavar="MAPP", type=click.Path(path_type=Path), help="Jämför med kunskapsbasen i MAPP.")
@click.option("--log", "with_log", is_flag=True, help="Pröva också loggade frågor, maskerade som de står.")
@click.option(
    "--at", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATUM", help="Jämför svaren som gäller den dagen."
)
@click.option("--all", "whole", is_flag=True, help=f"Visa alla frågor, inte bara {SHOWN} av varje sort.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def diff(
    revision: str | None, against: Path | None, with_log: bool, day: datetime | None, whole: bool, as_objects: bool
) -> int:
    """Compare the knowledge base with an earlier one. 1 when a trial question has come to a wrong answer."""
    from bot import knowledge
    from bot.cli.common import settings, tell
    from bot.cli.faq.bases import answers_in, the_log
    from bot.clock import SystemClock
    from bot.editing.asked import asked_of
    from bot.editing.diff import compare
    from bot.editing.revision import NoRevisionError

    given, on = settings(), day.date() if day else SystemClock().now().date()
    folder = knowledge.folder(given.faq_dir)
    name = str(against) if against else revision or "HEAD"
    try:
        with _earlier(folder, revision, against) as earlier:
            before = answers_in(earlier, given, on, f"Det går inte att jämföra med {name}:")
    except NoRevisionError as error:
        raise Misuse(str(error)) from None
    after = answers_in(folder, given, on)
    log = the_log()[0] if with_log else []
    asked = asked_of((before, after), log)
    found = compare(before, after, asked)
    if as_objects:
        tell({"against": name, "day": on.isoformat()} | _as_json(found))
    else:
        click.echo(_text(found, asked, name, len(log) if with_log else None, whole))
    return 1 if found.faults else 0


def _earlier(folder: Path, revision: str | None, against: Path | None) -> AbstractContextManager[Path]:
    """The folder to compare with, while it is needed. Raises `Misuse`, and `NoRevisionError` on entering."""
    from contextlib import contextmanager, nullcontext
    from tempfile import TemporaryDirectory

    from bot.editing.revision import in_repository, put_revision

    if revision is not None and against is not None:
        raise Misuse("Skriv antingen --from eller --against, inte båda.")
    if against is not None:
        if not against.is_dir():
            raise Misuse(f"Mappen {against} finns inte.")
        return nullcontext(against)
    if revision is None and not in_repository(folder):
        raise Misuse(
            f"Det finns inget att jämföra med: {folder} ligger inte i git, eller så saknas programmet git. "
            "Ange en mapp med den förra versionen: --against MAPP."
        )

    @contextmanager
    def unpacked() -> Iterator[Path]:
        with TemporaryDirectory(prefix="partnerskap-") as place:
            put_revision(folder, revision or "HEAD", Path(place))
            yield Path(place)

    return unpacked()


def _as_json(found: Diff) -> dict[str, Any]:
    """The comparison as scripts read it."""
    from dataclasses import asdict

    return {
        "questions": found.questions,
        "faults": found.faults,
        "changes": [change_json(change) for change in found.changes],
        "reworded": [asdict(one) for one in found.reworded],
    }


def change_json(change: Change) -> dict[str, Any]:
    """One question that does not meet the same."""
    return {
        "kind": change.kind,
        "text": change.asked.text,
        "lang": change.asked.language,
        "origins": sorted(change.asked.origins),
        "times": change.asked.times,
        "expect": change.asked.expect,
        "before": verdict_json(change.before),
        "after": verdict_json(change.after),
        "reason": change.reason,
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """What a visitor meets; `options` when the bot asks back."""
    options = [candidate.id for candidate in verdict.candidates] if verdict.decision == "clarify" else []
    return {
        "decision": verdict.decision,
        "id": verdict.id,
        "confidence": round(verdict.confidence, 4),
        "options": options,
    }


HEADINGS: dict[Kind, str] = {
    "wrong": "Provfrågor som nu får fel svar",
    "lost": "Besvarades förut, avböjs nu",
    "asked": "Besvarades förut, får nu en motfråga",
    "other": "Får ett annat svar",
    "turned down": "Fick en motfråga, avböjs nu",
    "options": "Får andra val i motfrågan",
    "offered": "Avböjdes förut, får nu en motfråga",
    "answered": "Besvaras nu",
}


def _text(found: Diff, asked: Sequence[Asked], name: str, logged: int | None, whole: bool) -> str:
    """The comparison as an editor reads it."""
    lines = [_counted(asked, name, logged)]
    more = any(len(found.of(kind)) > SHOWN for kind in HEADINGS) and not whole
    for kind, heading in HEADINGS.items():
        if changes := found.of(kind):
            lines += ["", f"{heading} ({len(changes)}):", *shown(changes, whole)]
    if found.reworded:
        lines += ["", "Svar med ny text:"]
        lines += [f"  {one.id} ({one.language}): visas för {one.questions} av frågorna." for one in found.reworded]
    if not found.changes:
        lines.append("Ingen fråga får ett annat utslag." if found.reworded else "Inget ändras.")
    if more:
        lines += ["", "Tillvalet --all visar alla."]
    return "\n".join(lines)


def shown(changes: Sequence[Change], whole: bool) -> list[str]:
    """Some or all of one kind, as lines."""
    lines = []
    for change in changes[: None if whole else SHOWN]:
        often = f" ({change.asked.times} gånger i loggen)" if change.asked.times > 1 else ""
        right = f"; rätt är {change.asked.expect or 'att avböja'}" if change.kind == "wrong" else ""
        lines += [
            f"  ”{change.asked.text}”{often}",
            f"      {verdict_text(change.before)} → {verdict_text(change.after)}{right}",
            f"      {change.reason}",
        ]
    if len(changes) > SHOWN and not whole:
        lines.append(f"  … och {len(changes) - SHOWN} till.")
    return lines


def verdict_text(verdict: Verdict) -> str:
    """A verdict in few words."""
    if verdict.decision == "answer":
        return f"svar {verdict.id}"
    if verdict.decision == "clarify":
        return f"motfråga {' / '.join(candidate.id for candidate in verdict.candidates)}"
    return "avböjt"


def _counted(asked: Sequence[Asked], name: str, logged: int | None) -> str:
    """What was looked at."""
    stored = sum("phrasing" in one.origins for one in asked)
    trials = sum("trial" in one.origins for one in asked)
    parts = [f"{stored} formuleringar", f"{trials} provfrågor"]
    if logged is not None:
        different = sum(one.times > 0 for one in asked)
        parts.append(f"{logged} ur loggen ({different} olika, bedömda utan samtalet runt omkring)")
    return f"Jämfört med {name}: {', '.join(parts)}."
