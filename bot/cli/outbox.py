"""`partnerskap outbox …`: what waits, what failed, and sending again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.storage.sqlite import SqliteStore

STATES = {"queued": "i kö", "sending": "skickas", "waiting": "väntar", "sent": "skickad", "failed": "MISSLYCKAD"}


@click.group(help="Utkorgen: se vad som väntar eller misslyckats, och skicka om.")
def outbox() -> None:
    """The group of commands on the outbox."""


@outbox.command(name="list", help="Alla mejl: misslyckade först, med orsak.")
@click.option("--json", "as_objects", is_flag=True, help="Som JSON.")
def list_(as_objects: bool) -> int:
    """Every mail with where it stands. 1 when any has failed."""
    from bot.channels.console import printable
    from bot.cli.common import as_json
    from bot.cli.leads import _with_store

    async def read(store: SqliteStore) -> Any:
        return await store.rows()

    rows = _with_store(read)
    if as_objects:
        click.echo(as_json([_row(row) for row in rows]))
    else:
        for row in rows:
            reason = f"  {printable(row.last_error)}" if row.last_error else ""
            click.echo(
                f"{row.id:>5}  {row.mail.subject_number}  {STATES[row.state]:<10}  {row.attempts} försök{reason}"
            )
        if not rows:
            click.echo("Utkorgen är tom.")
        if any(row.state == "failed" for row in rows):
            click.echo("Skicka misslyckade mejl igen: partnerskap outbox retry", err=True)
    return 1 if any(row.state == "failed" for row in rows) else 0


def _row(row: Any) -> dict[str, Any]:
    return {
        "id": row.id, "number": row.mail.subject_number, "state": row.state, "attempts": row.attempts,
        "created": row.created.isoformat(), "due": row.due.isoformat(), "error": row.last_error,
        "sent": row.sent.isoformat() if row.sent else None, "message_id": row.mail.message_id,
    }  # fmt: skip


@outbox.command(help="Gör misslyckade och väntande mejl klara att skickas nu: alla, eller de som anges.")
@click.argument("ids", nargs=-1, type=int, metavar="[ID …]")
def retry(ids: tuple[int, ...]) -> int:
    """Make mails due now."""
    from bot.cli.leads import _with_store
    from bot.clock import SystemClock

    async def again(store: SqliteStore) -> Any:
        return await store.retry(ids or None, SystemClock().now())

    count = _with_store(again)
    click.echo(f"{count} mejl skickas vid nästa leverans.")
    return 0
