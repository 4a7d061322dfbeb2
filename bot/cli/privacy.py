"""`partnerskap privacy …`: proves that what should be gone is gone, and shows what people have agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Group

if TYPE_CHECKING:
    from bot.audit.canaries import Kind
    from bot.conversation.ports import ConsentText
    from bot.storage.sqlite import SqliteStore


@click.group(
    cls=Group,
    short_help="Personuppgifter: granska gallringen, visa samtyckets texter.",
    help="Personuppgifter: granska att det som ska vara borta är borta, och visa de texter som någon har godkänt.",
)
def privacy() -> None:
    """The group of commands on personal data."""


@privacy.command(
    short_help="Pröva att inget blir kvar.",
    help="Pröva att inget blir kvar: lägger ut påhittade uppgifter i en egen tillfällig mapp, raderar och låter tiden gå "
    "förbi varje gräns, och letar sedan i databas, WAL, lediga sidor, loggar och mejlmapp. Rör aldrig den riktiga mappen.",
)
@click.option("--json", "as_object", is_flag=True, help="Som JSON.")
def audit(as_object: bool) -> int:
    """Run the audit. 1 when something is left, or when the audit itself sees nothing."""
    from bot.app import policy
    from bot.audit.run import audited
    from bot.cli.common import settings
    from bot.clock import SystemClock
    from bot.fitted import FittedMatchers
    from bot.knowledge import LiveKnowledge, folder

    found = settings()
    matchers = FittedMatchers(found.cache_dir())
    kinds, bites = audited(found, LiveKnowledge(folder(found.faq_dir), SystemClock(), policy(found), matchers))
    return report(kinds, bites, found.retention_days, as_object)


def report(kinds: list[Kind], bites: bool, days: dict[str, int], as_object: bool) -> int:
    """Tell what the audit found. 0 when nothing is left and the audit could have seen it, else 1."""
    from bot.cli.common import tell

    clean = bool(kinds) and all(kind.clean for kind in kinds)
    if as_object:
        tell({"clean": clean, "bites": bites, "days": days, "kinds": [_object(kind) for kind in kinds]})
        return 0 if clean and bites else 1
    _table(kinds)
    click.echo()
    click.echo("Inget är kvar." if clean else "Något är fel: se raderna ovan.")
    if bites:
        click.echo("Provet ser: utan överskrivning (secure_delete av) hittar det spår.")
    else:
        click.echo("Provet ser inget ens utan överskrivning (secure_delete av): det bevisar inget.")
    return 0 if clean and bites else 1


def _object(kind: Kind) -> dict[str, object]:
    left = dict(kind.left or {})
    return {
        "kind": kind.name,
        "gone": kind.gone,
        "stored": kind.kept,
        "seen": kind.seen,
        "left": left,
        "ok": kind.clean,
    }


def _table(kinds: list[Kind]) -> None:
    click.echo(f"{'Sort':<42}{'Ska vara borta':<20}{'Sågs innan':<12}Kvar efteråt")
    for kind in kinds:
        left = ", ".join(f"{place}: {count}" for place, count in (kind.left or {}).items()) or "inget"
        wrong = "" if kind.clean else "  ← fel"
        click.echo(f"{kind.name:<42}{kind.gone:<20}{'ja' if kind.seen else 'nej':<12}{left}{wrong}")


@privacy.command(
    short_help="De texter som någon har godkänt.",
    help="De texter som någon har godkänt, med version. Med VERSION: hela den texten; {rows} är personens egna uppgifter.",
)
@click.argument("version", metavar="[VERSION]", required=False)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON: en lista.")
def consent(version: str | None, as_objects: bool) -> int:
    """The register of texts. 1 when there is none of that version."""
    from bot.channels.console import printable
    from bot.cli.common import tell, with_store

    async def read(store: SqliteStore) -> list[ConsentText]:
        return await store.consents()

    nothing: list[ConsentText] = []
    found = [text for text in with_store(read, absent=nothing) if version in {None, text.version}]
    if as_objects:
        tell([
            {"version": text.version, "language": text.language, "first_used": text.first_used.isoformat(), "text": text.text}
            for text in found
        ])  # fmt: skip
    elif version and found:
        click.echo(printable(found[0].text))
    else:
        for text in found:
            click.echo(f"{text.version}  {text.language}  använd sedan {text.first_used:%Y-%m-%d}")
    if version and not found:
        raise click.ClickException(f"Ingen har godkänt en text med version {printable(version)}.")
    if not found and not as_objects:
        click.echo("Ingen har lämnat samtycke än.")
    return 0
