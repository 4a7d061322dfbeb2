"""`partnerskap work`: the outbox worker alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.swedish import Command

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command(
    cls=Command,
    short_help="Leverera mejl.",
    help="Leverera mejl tills Ctrl-C. Med --once: det som är på tur, sedan slut.",
)
@click.option("--once", is_flag=True, help="Leverera det som är på tur och sluta.")
def work(once: bool) -> int:
    """Deliver what the outbox promises."""
    import asyncio

    from bot.cli.common import settings

    found = settings()
    return asyncio.run(_once(found) if once else _always(found))


async def _once(settings: Settings) -> int:
    """1 when a mail was given up, or the server could not take any."""
    from bot.app import daily_digest, store_and_worker
    from bot.clock import SystemClock

    clock = SystemClock()
    async with store_and_worker(settings, clock) as (store, worker):
        if digest := daily_digest(settings, store, clock):
            await digest.queue()
        done = await worker.run_once()
        left = await store.outbox_summary()
    waiting = left["queued"] + left["waiting"] + left["sending"]
    click.echo(f"Skickade nu: {done.sent}. Väntar: {waiting}. Misslyckade: {left['failed']}.")
    if done.failed or done.faults:
        click.echo("Allt gick inte att leverera; orsaken visas av: partnerskap outbox list", err=True)
    return 1 if done.failed or done.faults else 0


async def _always(settings: Settings) -> int:
    import asyncio

    from bot.app import daily_digest, store_and_worker
    from bot.cli.common import on_interrupt
    from bot.clock import SystemClock

    stop, wake, clock = asyncio.Event(), asyncio.Event(), SystemClock()
    async with store_and_worker(settings, clock) as (store, worker):
        on_interrupt(stop.set)
        click.echo("Levererar mejl efter hand. Sluta med Ctrl-C.", err=True)
        digest = daily_digest(settings, store, clock)
        await asyncio.gather(worker.run(stop, wake), *([digest.run(stop, wake)] if digest else []))
    return 0
