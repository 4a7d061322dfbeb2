"""`partnerskap check`: the effective settings, and whether what they name works."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Command, because

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.outbox.delivery import Outcome
    from bot.settings import Settings

_UNSET = {
    "faq_dir": "(svaren som följer med)",
    "database_url": "(en fil i DATA_DIR)",
    "smtp_url": "(ingen: mejl blir filer i DATA_DIR/mail)",
}


@click.command(
    cls=Command,
    short_help="Gällande inställningar och alla fel på en gång.",
    help="Gällande inställningar med källa, hemligheter dolda, och alla fel på en gång. Ändrar ingenting.",
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
@click.option(
    "--send-test", is_flag=True, help="Skicka också ett testmejl till LEAD_TO, tydligt märkt, och säg hur det gick."
)
def check(as_objects: bool, send_test: bool) -> int:
    """Show the settings and look at what they name. 1 when anything is wrong."""
    from bot.cli.common import set_up_logging, tell
    from bot.settings import examine

    settings, faults = examine()
    set_up_logging(settings.log_format)
    rows = _rows(settings, {fault.partition(":")[0] for fault in faults})
    faults += _faults(settings)
    test = _test(settings) if send_test and not faults else None
    told, wrong = _about_test(settings, test) if test else ("Testmejlet skickades inte: rätta felen först.", True)
    status = 1 if faults or (send_test and wrong) else 0
    if as_objects:
        tell({"settings": rows, "faults": faults} | ({"test": {"ok": not wrong, "told": told}} if send_test else {}))
        return status
    for row in rows:
        click.echo(f"{row['name']:<30} {row['value']:<50} {row['source']}")
    click.echo()
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(faults)} fel." if faults else "Allt är i ordning.")
    if send_test:
        click.echo(told)
    return status


def _test(settings: Settings) -> Outcome:
    """What comes of one mail that is no lead, sent past the outbox."""
    import asyncio
    import secrets

    from bot.app import transport
    from bot.clock import SystemClock
    from bot.outbox.notice import notice

    now = SystemClock().now()
    mail = notice(
        f"testmejl-{now:%Y%m%d-%H%M%S}", "TESTMEJL från Partnerskapsguiden, ingen intresseanmälan",
        "Det här är ett test av att Partnerskapsguidens mejl kommer fram. Ingen har anmält intresse, och inget behöver "
        f"göras.\n\nSkickat {now:%Y-%m-%d kl. %H.%M} med partnerskap check --send-test.\n",
        sender=settings.mail_from, recipient=settings.lead_to, token=secrets.token_hex(6), now=now,
    )  # fmt: skip

    async def send() -> Outcome:
        carrier = transport(settings)
        try:
            return await carrier.deliver(mail)
        finally:
            await carrier.close()

    return asyncio.run(send())


def _about_test(settings: Settings, outcome: Outcome) -> tuple[str, bool]:
    """How it went, in words, and whether that is a fault."""
    from bot.outbox.delivery import Accepted, Deferred, Rejected

    if isinstance(outcome, Accepted) and settings.smtp_url is None:
        return f"Ingen mejlserver är satt: testmejlet ligger i {settings.data_dir / 'mail' / outcome.reply}.", False
    if isinstance(outcome, Accepted):
        return f"Testmejlet är lämnat till mejlservern för {settings.lead_to}. Den svarade: {outcome.reply}", False
    what = "fick inte gå iväg just nu" if isinstance(outcome, Deferred) else "gick inte att skicka"
    then = "Rätta det" if isinstance(outcome, Rejected) else "Rätta det eller försök igen om en stund"
    return f"Testmejlet {what}. {outcome.reason.rstrip('.')}. {then}; riktiga anmälningar ligger kvar så länge.", True


def _rows(settings: Settings, faulty: set[str]) -> list[dict[str, str]]:
    """Each setting in force; of one that cannot be used, only that."""
    from bot.settings import PREFIX, origin

    found = []
    for field in type(settings).model_fields:
        value = getattr(settings, field)
        shown = _UNSET.get(field, "(inte satt)") if value is None else str(value)
        if isinstance(value, bool):
            shown = shown.lower()  # as it is written in a setting
        if isinstance(value, tuple):
            shown = " ".join(value) or "(inga)"
        if isinstance(value, dict):
            shown = ",".join(f"{name}={days}" for name, days in value.items())
        name = PREFIX + field.upper()
        shown = "(går inte att använda, se nedan)" if name in faulty else shown
        found.append({"name": name, "value": shown, "source": origin(field)})
    return found


def _faults(settings: Settings) -> list[str]:
    """What does not work although it is well formed."""
    return [*_of_knowledge(settings.faq_dir), *_of_storage(settings.database_path()), *_of_mail(settings)]


def _of_knowledge(given: Path | None) -> Iterator[str]:
    from bot.errors import KnowledgeError
    from bot.knowledge import folder
    from intents import load_knowledge

    try:
        yield from map(str, load_knowledge(folder(given)).errors)
    except KnowledgeError as error:
        yield from error.findings


def _of_storage(path: Path) -> Iterator[str]:
    """Opened when there is a database, as the next start would; else only whether one could be made."""
    if not path.exists():
        yield from _not_writable(path.parent)
        return
    import asyncio

    from bot.errors import PartnerskapError
    from bot.storage.sqlite import SqliteStore

    async def attempt() -> None:
        await SqliteStore.open(path).close()

    try:
        asyncio.run(attempt())
    except PartnerskapError as error:
        yield f"{path}: {error}"


def _of_mail(settings: Settings) -> Iterator[str]:
    if settings.smtp_url is None and settings.data_dir != settings.database_path().parent:
        yield from _not_writable(settings.data_dir / "mail")


def _not_writable(folder: Path) -> Iterator[str]:
    """What hinders that `folder` is written to, made first where it is missing."""
    try:
        nearest = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    except OSError as error:
        yield f"{folder} {because(error)}."
        return
    if not nearest.is_dir():
        yield f"{folder}: {nearest} är ingen mapp. Välj en annan plats."
    elif not os.access(nearest, os.W_OK | os.X_OK):
        yield f"{folder}: programmet får inte skriva i {nearest}. Ändra rättigheterna eller välj en annan plats."
