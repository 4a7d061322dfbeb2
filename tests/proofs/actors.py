"""The processes of the proof: people who talk with the guide, workers that deliver, and the mail server. Each runs the
product's own parts in a process of its own, so that SIGKILL is SIGKILL."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import re
import signal
from collections.abc import Sequence

from bot.conversation.messages import Incoming
from bot.conversation.runner import Runner
from bot.outbox.delivery import Outcome
from bot.outbox.model import Mail
from bot.outbox.transports.smtp import SmtpTransport
from bot.outbox.worker import Worker
from tests.proofs.world import SINS, STAGES, World
from tests.support.smtp import Server, Sin, Stage, smtp_server

PATIENCE = 0.7
"""Seconds the workers wait for the server."""


def script(visitor: int, organisations: Sequence[str]) -> list[dict[str, str]]:
    """All that one person sends, from "register interest" to the number. No two are alike."""
    letters = "".join("abcdefghij"[int(digit)] for digit in str(visitor))
    written = (
        organisations[visitor % len(organisations)], f"Anna Ek{letters}son", "miljöstrateg", f"anna.ek{visitor}@post{visitor}.example", "hoppa över",
        f"Rent vatten, plats {visitor}", "6", "Kenya", "Vi söker en partner", "hoppa över",
    )  # fmt: skip
    return [{"press": "lead"}, *({"text": text} for text in written), {"press": "send"}, {"press": "yes"}]


def converse(world: World, visitors: dict[int, int], organisations: Sequence[str], fatal_statement: int = 0) -> None:
    """People go on where they were last answered (`visitors`: who, and how many answers), all at once, to the end. What
    was sent but not answered is sent again, as a door does."""

    async def visit(runner: Runner, visitor: int, answered: int) -> None:
        for index, message in enumerate(script(visitor, organisations)):
            if index >= answered:
                user = f"web:{visitor}"
                outgoing = await runner.handle(Incoming(user, channel="web", update_id=str(index), **message))
                if not outgoing.saved:
                    return
                world.note("told", visitor=visitor, answered=index + 1, lead=outgoing.lead)

    async def run() -> None:
        store, count = world.open(fatal_statement)
        runner = Runner(lambda: world.guide, store, world, world.mail)
        await asyncio.gather(*(visit(runner, *one) for one in visitors.items()))
        world.note("statements", by="converse", number=count())
        await store.close()

    asyncio.run(run())


def begin(world: World, fatal_statement: int = 0) -> None:
    """Somebody opens the database, which makes it when it is not there."""

    async def run() -> None:
        store, count = world.open(fatal_statement)
        world.note("statements", by="begin", number=count())
        await store.close()

    asyncio.run(run())


class Noting:
    """A transport that notes when an attempt begins and what came of it."""

    def __init__(self, world: World, transport: SmtpTransport) -> None:
        self._world, self._transport = world, transport

    async def deliver(self, mail: Mail) -> Outcome:
        """As the real one."""
        self._world.note("began", mail=mail.message_id)
        outcome = await self._transport.deliver(mail)
        self._world.note("ended", mail=mail.message_id, outcome=type(outcome).__name__)
        return outcome

    async def close(self) -> None:
        """As the real one."""
        await self._transport.close()


def work(world: World, fatal_statement: int = 0, *, dead_server: bool = False, marked: bool = False) -> None:
    """One worker delivers what is due, once; when `marked`, the server may kill it."""
    if marked:
        world.client.value = os.getpid()

    async def run() -> None:
        store, count = world.open(fatal_statement)
        port = world.dead_port if dead_server else world.port
        transport = SmtpTransport.from_url(
            f"smtp://127.0.0.1:{port}", connect_timeout=PATIENCE, timeout=PATIENCE, local_hostname="localhost"
        )
        worker = Worker(store, Noting(world, transport), world, jitter=random.SystemRandom().random)
        await worker.run_once()
        world.note("statements", by="work", number=count())
        await store.close()

    asyncio.run(run())


def serve_mail(world: World, seed: int) -> None:
    """The mail server, until killed. Notes each mail when it has taken it, before it says so."""
    chance = random.Random(seed)  # noqa: S311 - chance that can be had again, no secret

    def sin() -> Sin | None:
        wanted = world.sins.value
        if wanted >= 1:
            return SINS[int(wanted) - 1]
        return chance.choice(SINS[:-2]) if chance.random() < wanted else None

    def watch(server: Server, stage: Stage) -> None:
        if stage == "taken":
            content = server.received.pop().content
            found = re.search(rb"^Message-ID: (\S+)\r$", content, re.MULTILINE)
            world.note("received", mail=found[1].decode() if found else None, sum=hashlib.sha256(content).hexdigest())
        if world.client.value and world.deadly.value >= 0 and STAGES[world.deadly.value] == stage:
            world.deadly.value = -1
            os.kill(world.client.value, signal.SIGKILL)

    async def run() -> None:
        async with smtp_server(sin, port=world.port) as server:
            server.watch = lambda stage: watch(server, stage)
            world.note("open")
            await asyncio.Event().wait()

    asyncio.run(run())
