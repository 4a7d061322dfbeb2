"""`partnerskap leads …`: for ICLD's contact and the operator."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Group, Misuse, because

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.ports import Erased, StoredLead
    from bot.storage.sqlite import SqliteStore


@click.group(
    cls=Group,
    short_help="Intresseanmälningar: lista, visa, exportera, radera.",
    help="Intresseanmälningar: lista, visa, exportera, radera.",
)
def leads() -> None:
    """The group of commands on leads."""


def _all() -> list[StoredLead]:
    from bot.cli.common import with_store

    async def read(store: SqliteStore) -> list[StoredLead]:
        return await store.leads()

    return with_store(read, absent=[])


def _with_texts() -> tuple[list[StoredLead], dict[str, str]]:
    """Every lead, and the texts of the consents by version."""
    from bot.cli.common import with_store

    async def read(store: SqliteStore) -> tuple[list[StoredLead], dict[str, str]]:
        return await store.leads(), {text.version: text.text for text in await store.consents()}

    nothing: tuple[list[StoredLead], dict[str, str]] = ([], {})
    return with_store(read, absent=nothing)


def _field(lead: StoredLead, group: str, name: str) -> str:
    inner = lead.document.get(group)
    value = inner.get(name) if isinstance(inner, dict) else None
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = ("\n" if name == "reasons" else ", ").join(str(item) for item in value)
    return "" if value is None else str(value)


def _delivery(lead: StoredLead) -> str:
    return f"levererad {lead.delivered:%Y-%m-%d}" if lead.delivered else "väntar på leverans"


def _object(lead: StoredLead) -> dict[str, object]:
    """The lead as in `lead.json`, and when its mail was delivered."""
    return {**lead.document, "delivered": lead.delivered.isoformat() if lead.delivered else None}


@leads.command(name="list", short_help="En rad per anmälan.", help="En rad per anmälan, äldst först.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON: en lista.")
def list_(as_objects: bool) -> int:
    """Every lead kept."""
    from bot.channels.console import printable
    from bot.cli.common import settings, tell

    found = _all()
    if as_objects:
        tell([_object(lead) for lead in found])
        return 0
    for lead in found:
        name = printable(_field(lead, "organisation", "name"))
        result = _field(lead, "qualification", "result")
        click.echo(f"{lead.number}  {lead.received:%Y-%m-%d %H:%M}  {name:<32.32}  {result:<12}  {_delivery(lead)}")
    if not found:
        click.echo(f"Inga anmälningar finns i {settings().database_path()}.")
    return 0


_LABELS = (
    ("Organisation", "organisation", "name"), ("Kod", "organisation", "code"), ("Typ", "organisation", "type"),
    ("Namn", "contact", "name"), ("Roll", "contact", "role"), ("E-post", "contact", "email"), ("Telefon", "contact", "phone"),
    ("Gäller", "interest", "topic"), ("Mål", "interest", "goals"), ("Land", "interest", "country"),
    ("Läge", "interest", "stage"), ("Meddelande", "interest", "message"), ("Bedömning", "qualification", "result"),
    ("Bygger på", "qualification", "reasons"), ("Samtycke", "consent", "given"),
    ("Textversion", "consent", "text_version"),
)  # fmt: skip


@leads.command(short_help="En anmälan i sin helhet.", help="En anmälan i sin helhet.")
@click.argument("number", metavar="NUMMER")
@click.option("--json", "as_object", is_flag=True, help="Som i lead.json.")
def show(number: str, as_object: bool) -> int:
    """One lead."""
    from bot.channels.console import printable
    from bot.cli.common import tell

    found, texts = _with_texts()
    lead = next((lead for lead in found if lead.number == number.upper()), None)
    if lead is None:
        raise click.ClickException(f"Det finns ingen anmälan {printable(number)}. Visa alla: partnerskap leads list")
    if as_object:
        tell(lead.document)
        return 0
    click.echo(f"{lead.number}, mottagen {lead.received:%Y-%m-%d %H:%M}, {_delivery(lead)}\n")
    for label, group, name in _LABELS:
        first, *others = printable(_field(lead, group, name) or "–").split("\n")
        click.echo("\n".join([f"{label + ':':<14}{first}", *(" " * 14 + other for other in others)]))
    if agreed := texts.get(_field(lead, "consent", "text_version")):
        click.echo(f"\nTexten som godkändes, där {{rows}} är uppgifterna ovan:\n\n{printable(agreed)}")
    return 0


_COLUMNS = (
    ("organisation", "name"), ("organisation", "code"), ("organisation", "type"), ("contact", "name"), ("contact", "role"),
    ("contact", "email"), ("contact", "phone"), ("interest", "topic"), ("interest", "goals"), ("interest", "country"),
    ("interest", "stage"), ("interest", "message"), ("qualification", "result"),
)  # fmt: skip


_FORMULA = tuple("=+-@＝＋－＠")
"""How a formula begins. Excel set to an East Asian language reads the wide signs as the narrow ones."""


def safe_cell(text: str) -> str:
    """`text` on one line so that a spreadsheet never takes it for a formula, nor a terminal for an order."""
    from bot.channels.console import printable

    flat = printable(" ".join(text.split())).lstrip()
    return "'" + flat if flat.startswith(_FORMULA) else flat


@leads.command(
    short_help="Alla anmälningar som CSV eller JSON.",
    help="Alla anmälningar som CSV eller JSON. Med --output blir CSV-filen en som Excel läser rätt.",
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON: en lista med samma innehåll som lead.json.")
@click.option("--output", metavar="FIL", help="Skriv till FIL, läsbar bara för dig, i stället för till skärmen.")
def export(as_objects: bool, output: str | None) -> int:
    """Every lead as a table."""
    import json

    found = _all()
    text = json.dumps([lead.document for lead in found], ensure_ascii=False) + "\n" if as_objects else _table(found)
    content = text.encode("utf-8", "replace")
    if output is None:
        click.echo(content, nl=False)
        return 0
    try:
        # Personal data: for the owner's eyes only. The mark in front tells Excel that the file is UTF-8.
        with open(output, "wb", opener=lambda path, flags: os.open(path, flags, mode=0o600)) as file:
            file.write(content if as_objects else b"\xef\xbb\xbf" + content)
    except OSError as error:
        raise Misuse(f"{output} {because(error)}.") from error
    click.echo(f"{len(found)} anmälningar finns nu i {output}.", err=True)
    return 0


def _table(found: list[StoredLead]) -> str:
    import csv

    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(["number", "received", *(f"{group}.{name}" for group, name in _COLUMNS), "delivered"])
    for lead in found:
        cells = [safe_cell(_field(lead, group, name)) for group, name in _COLUMNS]
        delivered = lead.delivered.isoformat() if lead.delivered else ""
        writer.writerow([lead.number, lead.received.isoformat(), *cells, delivered])
    return text.getvalue()


def _mailed(gone: Erased, delivered: datetime | None, lead_to: str) -> str:
    """What the receipt says about the mail."""
    if gone.undelivered:
        return "Mejlet hade inte skickats och kommer inte att skickas."
    if delivered:
        sent = f"Mejlet levererades {delivered:%Y-%m-%d kl. %H.%M} och finns kvar hos mottagaren"
        return f"{sent}: be {lead_to} ta bort det som också ska bort där."
    return f"Har mejlet hunnit skickas finns det kvar hos mottagaren: fråga {lead_to}."


@leads.command(
    short_help="Radera en anmälan här.",
    help="Radera en anmälan här, också ur utkorgen. Det som redan mejlats finns kvar hos mottagaren.",
)
@click.argument("number", metavar="NUMMER")
@click.option("--yes", "sure", is_flag=True, help="Fråga inte först.")
def erase(number: str, sure: bool) -> int:
    """Forget one lead. 1 when there is none, or the answer was no."""
    from bot.app import erase_lead
    from bot.channels.console import printable
    from bot.cli.common import confirmed, settings, with_store
    from bot.conversation.ports import Erased

    number = printable(number.upper())
    if not sure and not confirmed(f"Ska {number} raderas? Det går inte att ångra."):
        raise click.ClickException("Inget är raderat.")

    async def remove(store: SqliteStore) -> tuple[Erased, datetime | None]:
        delivered = next((lead.delivered for lead in await store.leads() if lead.number == number), None)
        return await erase_lead(settings(), store, number), delivered

    nothing: tuple[Erased, datetime | None] = (Erased(0, 0, 0), None)
    gone, delivered = with_store(remove, absent=nothing)
    if not gone.leads:
        raise click.ClickException(f"Det finns ingen anmälan {number}. Visa alla: partnerskap leads list")
    click.echo(f"{number} är raderad här, också ur utkorgen. {_mailed(gone, delivered, settings().lead_to)}")
    return 0
