"""`make bench-telegram`: what one question over Telegram costs, stored durably and answered in the webhook's response,
beside an echo bot through the same library and a bare aiohttp server that echoes.

Each serves in a process of its own on the loopback, one after the other, sent the same updates by the same client. CPU
is the server process's own, from the kernel; machines differ, so read the ratios. Rounds are interleaved: what else the
machine does meanwhile falls on all alike.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.benchmarks.web import AT_ONCE, QUESTIONS, Server, full_load, up

PEOPLE = 500
TOKEN = "42:abcdefghijklmnopqrstuvwxyz0123456789"  # a bot that never was
ECHO = {"raw": "bare aiohttp, JSON echo", "aiogram-echo": "echo bot through aiogram", "aiogram": "the guide, aiogram"}
"""What is measured, cheapest first."""
GUIDES = ("aiogram",)
"""Those that are the whole product."""


# --- the servers ---------------------------------------------------------------------------------------------------


async def serve(kind: str, folder: Path) -> None:
    """Be one of them until killed; the address goes to standard output."""
    from bot.channels.web.server import serving

    async with AsyncExitStack() as stack:
        app = await {"raw": _raw, "aiogram-echo": _aiogram_echo, "aiogram": _guide}[kind](stack, folder)
        print(await stack.enter_async_context(serving(app, "127.0.0.1", 0)), flush=True)
        await asyncio.Event().wait()


async def _raw(_stack: AsyncExitStack, _folder: Path) -> web.Application:
    async def echo(request: web.Request) -> web.Response:
        message = (await request.json())["message"]
        return web.json_response({"method": "sendMessage", "chat_id": message["chat"]["id"], "text": message["text"]})

    app = web.Application()
    app.router.add_post("/hook", echo)
    return app


async def _aiogram_echo(_stack: AsyncExitStack, _folder: Path) -> web.Application:
    from aiogram import Bot, Dispatcher
    from aiogram.methods import SendMessage
    from aiogram.types import Message
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> SendMessage:
        return message.answer(message.text or "")

    app = web.Application()
    SimpleRequestHandler(dispatcher, Bot(TOKEN), handle_in_background=False).register(app, "/hook")
    return app


async def _guide(stack: AsyncExitStack, folder: Path) -> web.Application:
    """The product as `serve` runs it, but for the calls to the Bot API at its start: a stand-in answers those."""
    from pydantic import SecretStr

    from bot.app import application, background, make_ready, telegram_door, web_door
    from bot.channels.web.server import serving
    from bot.settings import Settings

    async def api(request: web.Request) -> web.Response:
        sent = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
        results = {
            "getMe": {"id": 42, "is_bot": True, "first_name": "Guiden", "username": "guiden_bot"},
            "sendMessage": sent,
        }
        return web.json_response({"ok": True, "result": results.get(request.path.rpartition("/")[2], True)})

    server = web.Application()
    server.router.add_route("*", "/{call:.*}", api)
    address = await stack.enter_async_context(serving(server, "127.0.0.1", 0))
    settings = Settings(
        _env_file=None, data_dir=folder, telegram_token=SecretStr(TOKEN), telegram_api_url=address.rstrip("/"),
        public_url="https://guiden.example", webhook_secret=SecretStr("hemlig"),
    )  # fmt: skip
    product = await stack.enter_async_context(application(settings))
    app, telegram = web_door(product), telegram_door(product)
    assert telegram is not None
    telegram.attach(app)
    make_ready(product)
    await stack.enter_async_context(background(product))
    await stack.enter_async_context(telegram.running())
    return app


# --- the client ----------------------------------------------------------------------------------------------------


def update(kind: str, number: int) -> bytes:
    """One question as an update, to the address and with the secret that this server wants."""
    from bot.channels.telegram.webhook import HEADER, webhook

    hook = webhook("", "hemlig")
    path, secret = (hook.url, f"{HEADER}: {hook.secret}\r\n") if kind in GUIDES else ("/hook", "")
    person: dict[str, Any] = {"id": 1 + number % PEOPLE, "first_name": "Anna", "language_code": "sv"}
    message = {
        "message_id": number, "date": 1_795_000_000, "text": QUESTIONS[number % len(QUESTIONS)],
        "chat": person | {"type": "private"}, "from": person | {"is_bot": False},
    }  # fmt: skip
    body = json.dumps({"update_id": number, "message": message}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{secret}\r\n"
    return head.encode() + body


async def measure(number: int, rounds: int) -> None:
    """Run everything and print the table."""
    cost: dict[str, list[float]] = {kind: [] for kind in ECHO}
    async with AsyncExitStack() as stack:
        servers: dict[str, Server] = {
            kind: await stack.enter_async_context(up(kind, "tests.benchmarks.telegram")) for kind in ECHO
        }
        sent = dict.fromkeys(ECHO, 0)
        for turn in range(rounds + 1):  # the first warms
            for kind, server in servers.items():
                begun, cpu = sent[kind], server.cpu()
                await full_load(server, lambda each, k=kind, b=begun: update(k, b + each + 1), number, AT_ONCE)  # type: ignore[misc]  # defaults bind now
                sent[kind] += number
                if turn:
                    cost[kind].append((server.cpu() - cpu) / number * 1e6)
        memory = {kind: server.memory() for kind, server in servers.items()}
    base = statistics.median(cost["raw"])
    print(f"{'':<28}{'CPU us/update (rounds)':>28}{'to raw':>10}{'MB':>8}")
    for kind, name in ECHO.items():
        each = ", ".join(f"{one:.0f}" for one in cost[kind])
        print(f"{name:<28}{each:>28}{statistics.median(cost[kind]) / base:>10.1f}{memory[kind]:>8.0f}")
    for kind in GUIDES:
        ratio = statistics.median(cost[kind]) / statistics.median(cost[f"{kind}-echo"])
        print(f"\nThe guide costs {ratio:.1f} times an echo through {kind}; the aim is 1.5")


def main() -> None:
    """The benchmark, or one of its servers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=1_500, help="updates per round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", choices=tuple(ECHO), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help=argparse.SUPPRESS)
    given = parser.parse_args()
    asyncio.run(serve(given.serve, given.folder) if given.serve else measure(given.number, given.rounds))


if __name__ == "__main__":
    main()
