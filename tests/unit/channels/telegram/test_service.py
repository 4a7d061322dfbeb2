"""A bot of our own, from start to stop, over a library that only waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.telegram.service import Service
from bot.channels.telegram.webhook import HEADER, webhook
from bot.channels.telegram.wire import Me, Message, Unreachable

HOOK = webhook("https://guiden.example", "hemligt")


class Waiting:
    """A library whose answers come when they are let go, and whose lines are up or down."""

    def __init__(self, up: bool = True) -> None:
        self.up, self.begun, self.go = up, asyncio.Event(), asyncio.Event()
        self.happened: list[str] = []

    async def me(self) -> Me:
        if not self.up:
            raise Unreachable
        return Me(1, "guiden_bot")

    async def open(self) -> None:
        self.happened.append("opened")

    async def respond(self, _request: web.Request) -> web.StreamResponse:
        self.begun.set()
        await self.go.wait()
        self.happened.append("answered")
        return web.json_response({})

    async def close(self) -> None:
        self.happened.append("closed")

    async def updates(self, offset: int | None, wait: int) -> Sequence[object]:
        return ()

    async def feed(self, update: object) -> object:
        return update

    async def send(self, message: Message) -> None: ...
    async def typing(self, chat: int, thread: int | None) -> None: ...
    async def acknowledge(self, press: str) -> None: ...
    async def set_commands(self, commands: Mapping[str, str], language: str | None) -> None: ...
    async def set_webhook(self, url: str, secret: str) -> None: ...
    async def delete_webhook(self) -> None: ...


async def post(server: TestServer) -> int:
    """What the server is told of an update."""
    address = server.make_url(f"/telegram/{HOOK.path}")
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, json={}, headers={HEADER: HOOK.secret}) as told,
    ):
        return told.status


async def test_a_stop_finishes_the_answer_under_way_and_leaves_later_updates_with_the_server() -> None:
    library, app, stop = Waiting(), web.Application(), asyncio.Event()
    service = Service(library, HOOK)
    service.attach(app)

    async def run() -> None:
        async with service.running():
            await stop.wait()

    async with TestServer(app) as server:
        running = asyncio.create_task(run())
        under_way = asyncio.create_task(post(server))
        await library.begun.wait()
        stop.set()
        async with asyncio.timeout(10):
            while (later := await _at_most(post(server), 0.2)) is None:  # taken before the stop was noticed
                pass
        assert later == 503
        assert not running.done()
        library.go.set()
        await running
        assert await under_way == 200
        assert library.happened[0] == "opened"
        assert library.happened[-1] == "closed"
        assert "answered" in library.happened
        assert await post(server) == 503  # the web server closes after the bot


async def test_a_stop_while_telegram_is_down_keeps_nobody_waiting() -> None:
    library, app = Waiting(up=False), web.Application()
    service = Service(library, HOOK)
    service.attach(app)
    async with TestServer(app) as server:
        async with service.running():
            waiting = asyncio.create_task(post(server))
            assert await _at_most(asyncio.shield(waiting), 0.1) is None
        assert await waiting == 503


async def _at_most(told: Awaitable[int], seconds: float) -> int | None:
    with suppress(TimeoutError):
        return await asyncio.wait_for(told, seconds)
    return None
