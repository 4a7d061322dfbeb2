"""`partnerskap serve`: the web chat, Telegram when it has a token, and everything that works in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Command

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command(
    cls=Command,
    short_help="Webbchatten och allt som arbetar i bakgrunden.",
    help="Webbchatten, Telegram när PARTNERSKAP_TELEGRAM_TOKEN är satt, leveransen av mejl, /healthz, /readyz och /metrics. Sluta med Ctrl-C: det påbörjade görs klart.",
)
@click.option(
    "--host", default="127.0.0.1", metavar="ADRESS", help="Adress att lyssna på; 0.0.0.0 för alla. Förval 127.0.0.1."
)
@click.option(
    "--port", default=8080, type=click.IntRange(0, 65_535), metavar="TAL", help="Port; 0 för en ledig. Förval 8080."
)
def serve(host: str, port: int) -> int:
    """Open the web door until asked to stop."""
    import asyncio

    from bot.cli.common import settings

    return asyncio.run(_serve(settings(), host, port))


async def _serve(settings: Settings, host: str, port: int) -> int:
    import asyncio
    from contextlib import nullcontext

    from bot.app import application, background, make_ready, reporting, telegram_door, web_door
    from bot.channels.web.server import serving
    from bot.cli.common import on_interrupt

    stop = asyncio.Event()
    async with application(settings) as app:
        web, telegram = web_door(app), await asyncio.to_thread(telegram_door, app)
        if telegram:
            telegram.attach(web)
        await asyncio.to_thread(make_ready, app)
        try:
            async with (
                background(app),
                reporting(app),
                serving(web, host, port) as address,
                telegram.running() if telegram else nullcontext(),
            ):
                on_interrupt(stop.set)
                click.echo(f"Partnerskapsguiden finns på {address}")
                click.echo("Sluta med Ctrl-C.", err=True)
                await stop.wait()
                click.echo("Avslutar; det påbörjade görs klart.", err=True)
        except OSError as error:
            if error.errno is None or error.filename:
                raise
            click.echo(f"{host}:{port} går inte att lyssna på ({error.strerror}). Välj en annan med --port.", err=True)
            return 1
    return 0
