"""`partnerskap faq status`: what is in service, and how good it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.swedish import Command

if TYPE_CHECKING:
    from bot.conversation.guide import Answers
    from intents import Language


@click.command(
    cls=Command,
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
