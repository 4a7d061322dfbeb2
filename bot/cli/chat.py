"""`partnerskap chat`: the conversation in the terminal, or over JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command(help="Samtalet i terminalen. Mejl levereras medan samtalet pågår.")
@click.option(
    "--json", "as_lines", is_flag=True, help="En JSON-rad in, en ut; det som är på väg levereras innan slutet."
)
def chat(as_lines: bool) -> int:
    """Open the terminal door."""
    import asyncio

    from bot.cli.common import settings

    found = settings()
    return asyncio.run(_lines(found) if as_lines else _terminal(found))


async def _lines(settings: Settings) -> int:
    import sys

    from bot.app import application
    from bot.channels.jsonlines import converse
    from bot.cli.common import lines_of

    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    async with application(settings) as app:
        faults = await converse(app.runner, lines_of(sys.stdin), click.echo)
        await app.worker.run_once()
    return 1 if faults else 0


async def _terminal(settings: Settings) -> int:
    import sys

    from bot.app import application, background
    from bot.channels.console import converse
    from bot.cli.common import lines_of

    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]

    def write(text: str) -> None:
        click.echo(f"\n{text}\n")
        click.echo("> ", nl=False)

    async with application(settings) as app, background(app):
        await converse(app.runner, lines_of(sys.stdin), write)
        click.echo()
    return 0
