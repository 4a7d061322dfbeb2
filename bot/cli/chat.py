"""`partnerskap chat`: the conversation in the terminal, or over JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Command

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command(
    cls=Command,
    short_help="Samtalet i terminalen.",
    help="Samtalet i terminalen. Mejl levereras medan det pågår. Skriv sluta, eller tryck Ctrl-D, för att gå.",
)
@click.option(
    "--json",
    "as_lines",
    is_flag=True,
    help='En rad {"from": …, "text": …} eller {"from": …, "press": …} in, en rad ut; '
    "det som ska levereras går i väg före slutet.",
)
def chat(as_lines: bool) -> int:
    """Open the terminal door."""
    import asyncio

    from bot.cli.common import settings

    found = settings()
    return asyncio.run(_lines(found) if as_lines else _terminal(found))


async def _lines(settings: Settings) -> int:
    """1 when a line was no message, a message could not be saved, or a mail could not be delivered."""
    import sys

    from bot.app import application
    from bot.channels.jsonlines import converse
    from bot.channels.lines import lines_of
    from bot.cli.common import until_interrupted

    def write(line: str) -> None:
        click.echo(line.encode("utf-8", "replace"))

    async with application(settings) as app:
        faults = await until_interrupted(converse(app.runner, lines_of(sys.stdin, "utf-8-sig"), write))
        delivery = await app.worker.run_once()
    return 1 if faults or app.runner.unsaved or delivery.failed or delivery.faults else 0


async def _terminal(settings: Settings) -> int:
    import sys

    from bot.app import application, background
    from bot.channels.console import converse
    from bot.channels.lines import lines_of
    from bot.cli.common import until_interrupted

    def write(text: str) -> None:
        click.echo(f"\n{text}\n")
        click.echo("> ", nl=False)

    async with application(settings) as app:
        async with background(app):
            await until_interrupted(converse(app.runner, lines_of(sys.stdin), write))
            click.echo()
        # What was sent with the last line may not have been seen by the worker in the background.
        await app.worker.run_once()
    return 0
