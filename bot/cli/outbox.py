"""`partnerskap outbox …`: what waits, what failed, and sending again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.swedish import Group

if TYPE_CHECKING:
    from bot.outbox.model import Row
    from bot.storage.sqlite import SqliteStore

STATES = {"queued": "i kö", "sending": "skickas", "waiting": "väntar", "sent": "skickat", "failed": "MISSLYCKAT"}


@click.group(
    cls=Group,
    short_help="Utkorgen: se vad som väntar eller misslyckats, skicka om.",
    help="Utkorgen: se vad som väntar eller misslyckats, och skicka om.",
)
def outbox() -> None:
    """The group of commands on the outbox."""


@outbox.command(
    name="list",
    short_help="Alla mejl, misslyckade först.",
    help="Alla mejl: misslyckade först, med orsak. Status 1 när något har misslyckats.",
)
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def list_(as_objects: bool) -> int:
    """Every mail with where it stands. 1 when any has failed."""
    from bot.cli.common import tell, with_store

    none: list[Row] = []
    rows = with_store(_rows, absent=none)
    failed = any(row.state == "failed" for row in rows)
    if as_objects:
        tell([_object(row) for row in rows])
        return 1 if failed else 0
    for row in rows:
        click.echo(_line(row))
    if not rows:
        click.echo("Utkorgen är tom.")
    if failed:
        click.echo("Skicka misslyckade mejl igen: partnerskap outbox retry", err=True)
    return 1 if failed else 0


async def _rows(store: SqliteStore) -> list[Row]:
    return await store.rows()


def _line(row: Row) -> str:
    from bot.channels.console import printable
    from bot.clock import SystemClock

    place = STATES[row.state]
    if row.state == "sent" and row.sent:
        place += f" {row.sent:%Y-%m-%d %H:%M}"
    elif row.state == "waiting":
        place += f" till {row.due:%Y-%m-%d %H:%M}" if row.due > SystemClock().now() else ", på tur nu"
    reason = f"  {printable(row.last_error)}" if row.last_error else ""
    return f"{row.id:>5}  {row.mail.subject_number}  {place:<28}  {row.attempts} försök{reason}"


def _object(row: Row) -> dict[str, Any]:
    return {
        "id": row.id, "number": row.mail.subject_number, "state": row.state, "attempts": row.attempts,
        "created": row.created.isoformat(), "due": row.due.isoformat(), "error": row.last_error,
        "sent": row.sent.isoformat() if row.sent else None, "message_id": row.mail.message_id,
    }  # fmt: skip


@outbox.command(
    short_help="Skicka misslyckade och väntande mejl vid nästa leverans.",
    help="Gör misslyckade och väntande mejl klara att skickas vid nästa leverans: alla, eller de som anges med id eller "
    "nummer, som partnerskap outbox retry KP-2026-0001.",
)
@click.argument("which", nargs=-1, metavar="[ID|NUMMER …]")
def retry(which: tuple[str, ...]) -> int:
    """Make mails due now. 1 when one that was named is not there to be sent."""
    from bot.cli.common import with_store
    from bot.clock import SystemClock

    async def again(store: SqliteStore) -> tuple[int, list[str]]:
        rows = await store.rows()
        named = [(name, _named(name, rows)) for name in which]
        ids = tuple(row.id for _, found in named for row in found)
        count = await store.retry(ids if which else None, SystemClock().now())
        return count, [_why_not(name, found) for name, found in named if not _stuck(found)]

    count, faults = with_store(again, absent=(0, [_why_not(name, []) for name in which]))
    for fault in faults:
        click.echo(fault, err=True)
    click.echo(f"{count} mejl skickas vid nästa leverans.")
    return 1 if faults else 0


def _named(name: str, rows: list[Row]) -> list[Row]:
    return [
        row for row in rows if name in (str(row.id), row.mail.subject_number) or name.upper() == row.mail.subject_number
    ]


def _stuck(rows: list[Row]) -> bool:
    return any(row.state in ("failed", "waiting") for row in rows)


def _why_not(name: str, rows: list[Row]) -> str:
    """Why a mail that was named is not sent again."""
    from bot.channels.console import printable

    if not rows:
        return f"Mejl {printable(name)} finns inte i utkorgen."
    told = {"queued": "står redan i kö", "sending": "skickas just nu", "sent": "är redan skickat"}
    return f"Mejl {printable(name)} {told[rows[0].state]}."
