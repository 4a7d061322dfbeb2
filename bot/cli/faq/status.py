"""`partnerskap faq status`: what is in service, and how good it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.swedish import Command

if TYPE_CHECKING:
    from datetime import date

    from bot.conversation.guide import Answers
    from bot.knowledge import Standing
    from intents import Finding, Language


@click.command(
    cls=Command,
    short_help="Vad som är i bruk, varför inte något nyare, och hur provfrågorna går.",
    help="Vilken version av kunskapsbasen tjänsten använder, om filerna som de är nu är i bruk eller varför inte, hur "
    "säker boten måste vara och hur provfrågorna går.",
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def status(as_objects: bool) -> int:
    """What is in service, what the files say, and how good that is by its own trial questions. 1 when the files have
    errors."""
    from bot.cli.common import answers, settings, tell
    from bot.clock import SystemClock
    from bot.errors import KnowledgeError
    from bot.in_service import as_json, read
    from intents import uncovered

    given, now = settings(), SystemClock().now()
    said = read(given.data_dir)
    serving = said if said and said.fresh(now) else None
    try:
        found, faults = answers(given, now.date()), []
    except KnowledgeError as error:
        found, faults = None, error.findings
    ahead = list(uncovered(found.knowledge.entries, now.date())) if found else []
    languages = [told for language in ("sv", "en") if found and (told := _status(found, language))]
    if as_objects:
        tell({
            "version": found.knowledge.version if found else None,
            "day": now.date().isoformat(),
            "languages": languages,
            "findings": faults,
            "uncovered": [str(finding) for finding in ahead],
            "serving": as_json(serving.standing) if serving else None,
        })  # fmt: skip
        return 1 if faults else 0
    click.echo(_files_text(found, faults, now.date()))
    click.echo(_serving_text(serving.standing if serving else None, found))
    if found:
        click.echo(_ahead_text(ahead))
    for told in languages:
        click.echo("\n" + _status_text(told))
    return 1 if faults else 0


def _files_text(found: Answers | None, faults: list[str], day: date) -> str:
    """What the files say as they are now."""
    if found:
        return f"Version {found.knowledge.version}, för {day}."
    return "\n".join([f"Filerna har {len(faults)} fel och kan inte tas i bruk:", *(f"  {fault}" for fault in faults)])


def _ahead_text(ahead: list[Finding]) -> str:
    """Whether every answer is there on every day to come."""
    if not ahead:
        return "Dagarna framåt: varje svar gäller i exakt en version de närmaste två åren."
    return "\n".join(["Dagarna framåt:", *(f"  {finding}" for finding in ahead)])


def _serving_text(now: Standing | None, found: Answers | None) -> str:
    """What the running service uses, and whether that is what the files say."""
    if now is None:
        return "Tjänsten: ingen som är i gång använder den här datamappen."
    told = f"Tjänsten: version {now.version}, för {now.day}, i bruk sedan {now.since:%Y-%m-%d %H.%M.%S}."
    if now.fitting:
        told += " Nya formuleringar gäller ordagrant; resten matchas om några sekunder."
    if found and found.knowledge.version == now.version:
        return f"{told} Det är filerna som de är nu."
    if now.findings:
        return "\n".join([f"{told} En nyare version används inte:", *(f"  {finding}" for finding in now.findings)])
    return f"{told} Filerna är andra: de tas i bruk inom någon sekund, eller läses från en annan mapp."


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
