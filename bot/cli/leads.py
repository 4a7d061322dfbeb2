"""`partnerskap leads …`: for ICLD's contact and the operator."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.conversation.ports import StoredLead
    from bot.storage.sqlite import SqliteStore


@click.group(help="Intresseanmälningar: lista, visa, exportera, radera.")
def leads() -> None:
    """The group of commands on leads."""


def _with_store(work: Callable[[SqliteStore], Awaitable[Any]]) -> Any:
    from bot.cli.common import settings
    from bot.storage.sqlite import SqliteStore

    async def run() -> Any:
        store = SqliteStore.open(settings().database_path())
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


def _all() -> list[StoredLead]:
    async def read(store: SqliteStore) -> list[StoredLead]:
        return await store.leads()

    found: list[StoredLead] = _with_store(read)
    return found


def _field(lead: StoredLead, group: str, name: str) -> str:
    inner = lead.document.get(group)
    value = inner.get(name) if isinstance(inner, dict) else None
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


@leads.command(name="list", help="En rad per anmälan.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def list_(as_objects: bool) -> int:
    """Every lead kept."""
    from bot.channels.console import printable
    from bot.cli.common import as_json

    found = _all()
    if as_objects:
        click.echo(
            as_json(
                [
                    {**lead.document, "delivered": lead.delivered.isoformat() if lead.delivered else None}
                    for lead in found
                ]
            )
        )
        return 0
    for lead in found:
        state = f"levererad {lead.delivered:%Y-%m-%d}" if lead.delivered else "väntar på leverans"
        name = printable(_field(lead, "organisation", "name"))
        result = _field(lead, "qualification", "result")
        click.echo(f"{lead.number}  {lead.received:%Y-%m-%d %H:%M}  {name:<32.32}  {result:<10}  {state}")
    if not found:
        click.echo("Inga anmälningar sparade.")
    return 0


@leads.command(help="En anmälan i sin helhet.")
@click.argument("number", metavar="NUMMER")
@click.option("--json", "as_object", is_flag=True, help="Som i lead.json.")
def show(number: str, as_object: bool) -> int:
    """One lead."""
    import json

    from bot.channels.console import printable

    lead = next((lead for lead in _all() if lead.number == number.upper()), None)
    if lead is None:
        raise click.ClickException(f"Det finns ingen anmälan {printable(number)}.")
    if as_object:
        click.echo(json.dumps(lead.document, ensure_ascii=False))
    else:
        click.echo(printable(json.dumps(lead.document, ensure_ascii=False, indent=2)))
    return 0


_COLUMNS = (
    ("organisation", "name"), ("organisation", "code"), ("organisation", "type"), ("contact", "name"), ("contact", "role"),
    ("contact", "email"), ("contact", "phone"), ("interest", "topic"), ("interest", "goals"), ("interest", "country"),
    ("interest", "stage"), ("interest", "message"), ("qualification", "result"),
)  # fmt: skip


def safe_cell(text: str) -> str:
    """`text` so that a spreadsheet never takes it for a formula."""
    flat = " ".join(text.split())
    return "'" + flat if flat.startswith(("=", "+", "-", "@")) else flat


@leads.command(help="Alla anmälningar som CSV (öppnas i Excel) eller JSON.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def export(as_objects: bool) -> int:
    """Every lead as a table."""
    import csv
    import json

    found = _all()
    if as_objects:
        click.echo(json.dumps([lead.document for lead in found], ensure_ascii=False))
        return 0
    writer = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    writer.writerow(["number", "received", *(f"{group}.{name}" for group, name in _COLUMNS), "delivered"])
    for lead in found:
        cells = [safe_cell(_field(lead, group, name)) for group, name in _COLUMNS]
        delivered = lead.delivered.isoformat() if lead.delivered else ""
        writer.writerow([lead.number, lead.received.isoformat(), *cells, delivered])
    return 0


@leads.command(help="Radera en anmälan här, också ur utkorgen. Det som redan mejlats finns kvar hos mottagaren.")
@click.argument("number", metavar="NUMMER")
@click.option("--yes", "sure", is_flag=True, help="Fråga inte först.")
def erase(number: str, sure: bool) -> int:
    """Forget one lead."""
    number = number.upper()
    if not sure:
        click.confirm(f"Ska {number} raderas? Det går inte att ångra.", abort=True)

    async def remove(store: SqliteStore) -> Any:
        return await store.erase_lead(number)

    gone = _with_store(remove)
    if not gone.leads:
        raise click.ClickException(f"Det finns ingen anmälan {number}.")
    mailed = "Mejlet hade inte skickats och kommer inte att skickas." if gone.undelivered else (
        "Mejlet hade redan skickats och finns kvar hos mottagaren."
    )  # fmt: skip
    click.echo(f"{number} är raderad här. {mailed}")
    return 0
