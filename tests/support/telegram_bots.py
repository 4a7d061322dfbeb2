"""The product's own bot over either library, beside a Bot API server on the loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, application, telegram_door, web_door
from bot.channels.telegram.webhook import Webhook, webhook
from bot.channels.web.server import serving
from bot.knowledge import LiveKnowledge
from tests.support.conversation import SENSIBLE, clock, settings_for
from tests.support.telegram import ANNA, PUBLIC, TOKEN, BotApi

LIBRARIES = ("aiogram", "ptb")
"""Every library there is an adapter for; each keeps the whole contract."""
MODES = ("polling", "webhook")
SECRET = "åäö hemligt"


@dataclass(frozen=True, slots=True)
class Served:
    """A bot at work, and the server it talks to."""

    api: BotApi
    app: App
    address: str
    """Of the web chat, where the webhook is, too."""

    async def says(self, text: str, chat: int = ANNA) -> str:
        """Write, and read what comes back."""
        return await self.after(await self.api.say(text, chat), chat)

    async def presses(self, label: str, chat: int = ANNA) -> str:
        """Press, and read what comes back."""
        return await self.after(await self.api.press(label, chat), chat)

    async def after(self, _update: int, chat: int = ANNA) -> str:
        """What has been said since the last time anybody looked, once every update has been answered."""
        await self.api.settled()
        told = self.api.unread(chat)
        return "\n".join(told)

    async def fills(self, until: str = "consent", chat: int = ANNA) -> str:
        """The form with plain answers, until `until` is asked for."""
        said = await self.says("/anmal", chat)
        for slot, answer in SENSIBLE.items():
            if slot == until:
                break
            said = await self.says(answer, chat)
        return said


@asynccontextmanager
async def bot(
    api: BotApi, folder: Path, knowledge: LiveKnowledge, library: str, mode: str = "polling", token: str = TOKEN
) -> AsyncIterator[Served]:
    """The whole product with the bot at work. The same folder again is the same product after a restart."""
    public = PUBLIC if mode == "webhook" else None
    async with behind(public, api.address, folder, knowledge, library, token) as (app, _hook, address):
        api.public = address.rstrip("/")
        yield Served(api, app, address)


@asynccontextmanager
async def behind(
    public: str | None, api: str, folder: Path, knowledge: LiveKnowledge, library: str, token: str = TOKEN
) -> AsyncIterator[tuple[App, Webhook, str]]:
    """The product with the bot at work over any Bot API server, by webhook when it has a public address; what the
    server is told of the webhook, and the real address."""
    knowledge.guide.answers.warm()
    more = {"public_url": public, "webhook_secret": SecretStr(SECRET)} if public else {}
    settings = settings_for(
        folder, telegram_token=SecretStr(token), telegram_library=library, telegram_api_url=api, **more
    )
    async with application(settings, clock(), knowledge) as app:
        web, telegram = web_door(app), telegram_door(app)
        assert telegram is not None
        telegram.attach(web)
        async with serving(web, "127.0.0.1", 0) as address, telegram.running():
            yield app, webhook(public or "", SECRET), address
