"""A second opinion: the bot against telemelya, a Bot API server that others have written, in an environment of its own.

It knows webhooks only, has no menus and sends no secret, and leaves what stands in a webhook's response to whoever
reads it; a small gate in between adds the one and carries out the other, as Telegram does.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.app import App
from bot.channels.telegram.webhook import HEADER
from bot.knowledge import LiveKnowledge
from tests.support.telegram import ANNA, TOKEN
from tests.support.telegram_bots import LIBRARIES, behind

WANTED = ("telemelya==0.2.2", "fakeredis==2.40.0")
INSTALLING = 240
"""Seconds."""
LAUNCHER = """
import sys
import fakeredis, uvicorn
from telemelya.server.app import app
from telemelya.server.media import media_manager
from telemelya.server.state import state_manager

async def nothing(*_):
    return None

async def memory():
    state_manager._redis = fakeredis.FakeAsyncRedis(decode_responses=True)

state_manager.connect = memory
media_manager.connect = media_manager.close = media_manager.cleanup_session = nothing
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
"""


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that knows telemelya; without one the test is skipped and says why."""
    folder = tmp_path_factory.mktemp("telemelya") / "venv"
    uv = Path(sys.executable).parent / "uv"
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, folder],
        [uv, "pip", "install", "--quiet", "--system-certs", "--python", folder / "bin" / "python", *WANTED],
    ):
        try:
            ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=INSTALLING)
        except (OSError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"telemelya gick inte att installera: {type(error).__name__}")
        if ended.returncode:
            pytest.skip(f"telemelya gick inte att installera: {ended.stderr.strip().splitlines()[-1:]}")
    return folder / "bin" / "python"


@dataclass
class Telemelya:
    """The server, from the side of the person who writes."""

    address: str
    session: aiohttp.ClientSession

    async def send(self, **content: object) -> list[dict[str, object]]:
        """Write or press; what the bot has called since."""
        await self._call("POST", "reset")
        sent = await self._call("POST", f"send_update?bot_token={TOKEN}", {"chat_id": ANNA, **content})
        assert sent["delivery"]["status_code"] == 200  # type: ignore[index]  # JSON
        return list((await self._call("GET", "responses"))["responses"])  # type: ignore[call-overload]  # JSON

    async def _call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        headers = {"Authorization": "Bearer anything"}
        async with self.session.request(
            method, f"{self.address}/api/v1/test/{path}", json=body, headers=headers
        ) as response:
            assert response.status == 200, await response.text()
            return dict(await response.json())


@pytest.fixture
async def telemelya(python: Path, unused_tcp_port: int) -> AsyncIterator[Telemelya]:
    """The server, up."""
    running = await asyncio.create_subprocess_exec(
        python, "-c", LAUNCHER, str(unused_tcp_port), stderr=asyncio.subprocess.PIPE
    )
    server = f"http://127.0.0.1:{unused_tcp_port}"
    try:
        async with aiohttp.ClientSession() as session:
            for _ in range(200):
                try:
                    async with session.get(server) as page:
                        assert page.status == 200
                        break
                except aiohttp.ClientError:
                    assert running.returncode is None, (await running.communicate())[1].decode()
                    await asyncio.sleep(0.1)
            yield Telemelya(server, session)
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


@pytest.fixture(params=LIBRARIES)
async def app(
    request: pytest.FixtureRequest, telemelya: Telemelya, tmp_path: Path, live_knowledge: LiveKnowledge
) -> AsyncIterator[App]:
    """The product with its bot, behind the gate."""
    secret, target = "", ""

    async def gate(update: web.Request) -> web.Response:
        async with telemelya.session.post(
            target.rstrip("/") + update.path,
            data=await update.read(),
            headers={HEADER: secret, "Content-Type": "application/json"},
        ) as response:
            said = await response.json()
        if method := said.pop("method", None):
            async with telemelya.session.post(f"{telemelya.address}/bot{TOKEN}/{method}", json=said) as carried_out:
                assert (await carried_out.json())["ok"] is True
        return web.json_response({})

    front = web.Application()
    front.router.add_post("/telegram/{secret}", gate)
    runner = web.AppRunner(front, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    public = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with behind(public, telemelya.address, tmp_path, live_knowledge, request.param) as (
            product,
            hook,
            address,
        ):
            secret, target = hook.secret, address
            yield product
    finally:
        await runner.cleanup()


def texts(calls: list[dict[str, object]]) -> str:
    """What was said."""
    return "\n".join(str(call["text"]) for call in calls if call["method"] == "sendMessage")


def carried(calls: list[dict[str, object]], label: str) -> str:
    """What the button with that label carries."""
    markup = next(
        call["reply_markup"] for call in reversed(calls) if call["method"] == "sendMessage" and call["reply_markup"]
    )
    keys = json.loads(markup) if isinstance(markup, str) else markup
    return next(str(key["callback_data"]) for row in keys["inline_keyboard"] for key in row if key["text"] == label)  # type: ignore[index]  # JSON


@pytest.mark.slow
async def test_the_conversation_is_held_over_a_server_of_others(app: App, telemelya: Telemelya) -> None:
    greeted = await telemelya.send(command="/start")
    assert "en bot, inte en människa" in texts(greeted)
    pressed = await telemelya.send(callback_data=carried(greeted, "Anmäl intresse"))
    assert "answerCallbackQuery" in {call["method"] for call in pressed}
    assert "organisation" in texts(pressed)
    assert "Källa: https://icld.se" in texts(await telemelya.send(text="Hur mycket pengar kan vi få?"))
    said = texts(await telemelya.send(text="Anna Ek, miljöstrateg i Falu kommun, anna.ek@falu.example"))
    assert "Falu kommun" in said
    assert "miljoner kronor" in texts(await telemelya.send(text="/start bidragets-storlek"))
    assert await app.store.leads() == []
