"""`partnerskap work`: the outbox worker alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command(help="Leverera mejl. Med --once: allt som väntar, sedan slut.")
@click.option("--once", is_flag=True, help="Leverera det som är på tur och avsluta.")
def work(once: bool) -> int:
    """Deliver what the outbox promises."""
    import asyncio

    from bot.cli.common import settings

    found = settings()
    return asyncio.run(_work(found, once))


async def _work(settings: Settings, once: bool) -> int:
    import asyncio
    import signal

    from bot.app import store_and_worker
    from bot.clock import SystemClock

    async with store_and_worker(settings, SystemClock()) as (_, worker):
        if once:
            summary = await worker.run_once()
            click.echo(f"{summary.sent} skickade, {summary.waiting} väntar, {summary.failed} misslyckade.")
            if summary.faults:
                click.echo("Mejlservern kunde inte nås; se partnerskap outbox list.", err=True)
            return 1 if summary.faults or summary.failed else 0
        stop = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await worker.run(stop, asyncio.Event())
    return 0
