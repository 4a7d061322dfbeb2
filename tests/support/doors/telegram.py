"""Telegram, polled, through either library and a Bot API server on the loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from pydantic import SecretStr

from bot.app import App, telegram_door
from tests.support.telegram import ANNA, TOKEN, BotApi, Sent, bot_api

PERSON = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
FORGED = "A" * 16
"""A stamp this bot never made."""


class Telegram:
    """Somebody alone with the bot. The server with its updates, and the messages in the chat, outlive the process."""

    greets, resumes, knows_language, formatted, numbers, thumbs = True, True, True, True, True, False
    stated = None

    def __init__(self, library: str) -> None:
        self.name = f"Telegram med {library}"
        self._library = library
        self._server = AsyncExitStack()
        self._api: BotApi | None = None
        self._language, self._update, self._read = "sv", 0, 0

    @asynccontextmanager
    async def serving(self, app: App) -> AsyncIterator[None]:
        self._api = self._api or await self._server.enter_async_context(bot_api())
        chosen = {
            "telegram_token": SecretStr(TOKEN), "telegram_library": self._library, "telegram_api_url": self._api.address,
        }  # fmt: skip
        service = telegram_door(replace(app, settings=app.settings.model_copy(update=chosen)))
        assert service
        async with service.running():
            yield

    async def arrive(self, language: str) -> str:
        self._language = language
        return await self.say("/start")

    async def say(self, text: str) -> str:
        writer = PERSON | {"language_code": self._language}
        self._update = await self._there.message(**{"text": text, "from": writer})
        return await self._reply()

    async def press(self, button: str, label: str | None, old: bool) -> str | None:
        below, data = self._key(button)
        assert below is None or old or below.id >= self._there.sent[self._read - 1].id, f"the last reply lacks {button}"
        self._update = await self._there.send_data(data, ANNA, below)
        return await self._reply()

    async def again(self) -> str:
        await self._there.again(self._update)
        return await self._reply()

    async def thumb(self, reaction: str) -> None:
        raise NotImplementedError

    async def leave(self) -> None:
        await self._server.aclose()

    @property
    def _there(self) -> BotApi:
        assert self._api
        return self._api

    async def _reply(self) -> str:
        """All that is sent until the update has been confirmed."""
        await self._there.settled()
        new, self._read = self._there.sent[self._read :], len(self._there.sent)
        return "\n".join("\n".join([message.text, *message.keys]) for message in new)

    def _key(self, button: str) -> tuple[Sent | None, str]:
        """The latest message with that button and what the button carries; a forgery when there never was one."""
        for message in reversed(self._there.sent):
            for data in message.keys.values():
                if data.endswith(f":{button}") and len(data) == len(f"{FORGED}:{button}"):
                    return message, data
        return None, f"{FORGED}:{button}"
