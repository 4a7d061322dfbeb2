"""`partnerskap faq …`: what editors use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.swedish import Group, Misuse

if TYPE_CHECKING:
    from bot.conversation.guide import Answers
    from intents import Language


@click.group(
    cls=Group,
    short_help="Kunskapsbasen: kontrollera svaren, se läget.",
    help="Kunskapsbasen: kontrollera svaren och se läget.",
)
def faq() -> None:
    """The group of the editors' commands."""


@faq.command(
    short_help="Alla anmärkningar, som fil:rad: vad.",
    help="Alla anmärkningar på kunskapsbasen, som fil:rad: vad som är fel och vad du gör åt det.",
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[MAPP]")
def check(as_objects: bool, folder: Path | None) -> int:
    """Look the knowledge base over. 1 when there are errors."""
    from dataclasses import asdict, replace

    from bot import knowledge
    from bot.cli.common import settings, tell
    from intents import load_knowledge

    if folder is not None and not folder.is_dir():
        raise Misuse(f"Mappen {folder} finns inte.")
    root = folder or knowledge.folder(settings().faq_dir)
    loaded = load_knowledge(root)
    findings = [replace(finding, path=_from_here(root / finding.path)) for finding in loaded.findings]
    if as_objects:
        tell({
            "version": loaded.knowledge.version if loaded.knowledge else None,
            "findings": [asdict(finding) for finding in findings],
        })  # fmt: skip
        return 1 if loaded.errors else 0
    for finding in findings:
        click.echo(str(finding))
    told = f"{len(loaded.knowledge.entries)} svar är i ordning." if loaded.knowledge else "Rätta felen och kör igen."
    click.echo(told, err=bool(loaded.errors))
    return 1 if loaded.errors else 0


@faq.command(
    short_help="Version, mängd, trösklar och hur provfrågorna går.",
    help="Vilken version av kunskapsbasen som gäller i dag, hur säker boten måste vara och hur provfrågorna går.",
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def status(as_objects: bool) -> int:
    """What is in service, and how good it is by its own trial questions."""
    from bot.cli.common import answers, settings, tell
    from bot.clock import SystemClock

    found = answers(settings(), SystemClock().now().date())
    languages = [told for language in ("sv", "en") if (told := _status(found, language))]
    if as_objects:
        tell({"version": found.knowledge.version, "day": found.day.isoformat(), "languages": languages})
        return 0
    click.echo(f"Version {found.knowledge.version}, för {found.day}.")
    for told in languages:
        click.echo("\n" + _status_text(told))
    return 0


def _status(found: Answers, language: Language) -> dict[str, Any] | None:
    """One language; None when there are no answers in it."""
    from dataclasses import asdict

    from intents import Tally

    entries, matcher = found.entries[language], found.matcher(language)
    if not entries or matcher is None:
        return None
    return {
        "language": language,
        "answers": len(entries),
        "phrasings": sum(len(entry.ways) for entry in entries.values()),
        "foreign": len(found.knowledge.foreign.get(language, ())),
        "thresholds": asdict(matcher.thresholds),
        "raised": matcher.raised,
        "trials": asdict(Tally.of(matcher, found.knowledge.trials.get(language, ()))),
    }


def _status_text(told: dict[str, Any]) -> str:
    limits, trials = told["thresholds"], told["trials"]
    inside, outside = trials["inside"] or 1, trials["outside"] or 1
    name = {"sv": "Svenska", "en": "Engelska"}[told["language"]]
    return "\n".join([
        f"{name}: {told['answers']} svar, {told['phrasings']} formuleringar, {told['foreign']} frågor om annat.",
        f"  Svarar när högst {limits['doubt']:.1%} talar för något annat och bästa svaret har minst {limits['clear']:.1%} "
        f"av resten; frågar tillbaka upp till {limits['offer']:.1%}.",
        *(f"  {entry} har givits fel för ofta och behöver {limit:.1%} av resten." for entry, limit in told["raised"].items()),
        f"  {trials['inside']} provfrågor: {trials['right'] / inside:.1%} rätt, {trials['asked'] / inside:.1%} motfråga, "
        f"{trials['wrong'] / inside:.1%} fel.",
        f"  {trials['outside']} provfrågor om annat: {trials['false'] / outside:.1%} felaktigt besvarade.",
    ])  # fmt: skip


def _from_here(path: Path) -> str:
    """The path as an editor at this prompt can open it."""
    absolute = path.absolute()
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else str(absolute)
