"""`partnerskap faq check`: everything there is to say about the knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Command, Misuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from intents import Finding, Report

SHOWN = 5
"""Pieces of advice shown per rule; the rest are counted. Faults and warnings are all shown."""


@click.command(
    cls=Command,
    short_help="Alla anmärkningar, som fil:rad: vad.",
    help="Alla anmärkningar på kunskapsbasen, som fil:rad: vad som är fel och vad du gör åt det. Slutar med 1 när "
    "något är fel, annars med 0. Vad varje regel heter och betyder står i faq/README.md.",
)
@click.option("--all", "everything", is_flag=True, help=f"Visa alla råd, inte bara de {SHOWN} första av varje slag.")
@click.option(
    "--at", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATUM", help="Som om det vore den här dagen."
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON, med alla råd.")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[MAPP]")
def check(everything: bool, day: datetime | None, as_objects: bool, folder: Path | None) -> int:
    """Look the knowledge base over. 1 when there are errors."""
    from dataclasses import asdict, replace

    from bot import knowledge
    from bot.cli.common import settings, tell
    from bot.clock import SystemClock

    if folder is not None and not folder.is_dir():
        raise Misuse(f"Mappen {folder} finns inte.")
    root = folder or knowledge.folder(settings().faq_dir)
    version, answers, report = _look_over(root, (day or SystemClock().now()).date())
    findings = [replace(finding, path=_from_here(root / finding.path)) for finding in report.findings]
    faults = report.count("error")
    if as_objects:
        tell({
            "version": version,
            "errors": faults, "warnings": report.count("warning"), "advice": report.count("advice"),
            "findings": [asdict(finding) for finding in findings],
            "unchecked": list(report.unchecked),
        })  # fmt: skip
        return 1 if faults else 0
    for line in _lines(findings, everything):
        click.echo(line)
    for sentence in report.unchecked:
        click.echo(sentence)
    click.echo(_sum(report, answers), err=bool(faults))
    return 1 if faults else 0


def _look_over(root: Path, day: date) -> tuple[str | None, int, Report]:
    """The version (None when errors stop it), the number of answers read, and what there is to say."""
    from bot import knowledge
    from bot.cli.faq.dictionary import installed
    from intents import Countries, load_knowledge, look_over

    loaded = load_knowledge(root)
    registers = next(place for place in (root, knowledge.shipped()) if (place / "registers/countries.csv").is_file())
    report = look_over(loaded, day, Countries.load(registers / "registers"), installed())
    return loaded.knowledge.version if loaded.knowledge else None, len(loaded.answers), report


def _lines(findings: Iterable[Finding], everything: bool) -> Iterator[str]:
    """The findings as lines; of each rule's advice the first few, unless `everything` is asked for."""
    shown: dict[str, int] = {}
    for finding in findings:
        count = shown[finding.rule] = shown.get(finding.rule, 0) + (finding.severity == "advice")
        if everything or finding.severity != "advice" or count <= SHOWN:
            yield str(finding)
    for rule, count in shown.items():
        if count > SHOWN and not everything:
            yield f"… och {count - SHOWN} råd till av slaget {rule}: visa dem med --all."


def _sum(report: Report, answers: int) -> str:
    faults, warnings, advice = (report.count(severity) for severity in ("error", "warning", "advice"))
    told = "Rätta felen och kör igen." if faults else f"{answers} svar är i ordning."
    return f"{faults} fel, {_many(warnings, 'varning', 'varningar')}, {advice} råd. {told}"


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _from_here(path: Path) -> str:
    """The path as an editor at this prompt can open it."""
    absolute = path.absolute()
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else str(absolute)
