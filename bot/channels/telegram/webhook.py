"""Takes updates that the server sends to us, on the same HTTP server as the web chat."""

from __future__ import annotations

import hashlib
import hmac
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from bot.errors import where

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]

LARGEST = 1_048_576
"""Bytes of one update: far more than a long text with what it answers, which no other address would take."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"
_log = logging.getLogger("partnerskap.telegram")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are sent, and what shows that it is the server who sends them."""

    public_url: str
    path: str = field(repr=False)
    """The secret part of the address."""
    secret: str = field(repr=False)
    """What stands in the header."""

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.public_url}/telegram/{self.path}"

    def admits(self, path: str, secret: str) -> bool:
        """Whether both secrets are right. Takes as long whatever is wrong, and in which place."""
        right = hmac.compare_digest(_bytes(path), _bytes(self.path))
        return hmac.compare_digest(_bytes(secret), _bytes(self.secret)) and right


def webhook(public_url: str, secret: str) -> Webhook:
    """Address and header made of one secret, which stands in neither."""

    def made(purpose: str) -> str:
        return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    return Webhook(public_url.rstrip("/"), made("path")[:32], made("header"))


def attach(app: web.Application, hook: Webhook, respond: Respond) -> None:
    """Take updates on `app`. `respond` answers one, or raises `HTTPServiceUnavailable` to have it sent again.
    Whatever else happens to it, the server is told that it was taken: it would send it again and again, and nothing
    after it."""

    async def take(request: web.Request) -> web.StreamResponse:
        if not hook.admits(request.match_info["secret"], request.headers.get(HEADER, "")):
            raise web.HTTPNotFound
        try:
            return await respond(request.clone(client_max_size=LARGEST))
        except web.HTTPServiceUnavailable:
            raise
        except Exception as error:
            _log.error("En uppdatering från Telegram gick inte att läsa: %s", where(error))
            return web.json_response({})

    app.router.add_post("/telegram/{secret}", take)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
