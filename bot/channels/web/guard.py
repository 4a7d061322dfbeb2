"""Around every request: headers that let the browser allow nothing we do not need, a log line without personal data,
and an answer whatever happens."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.web.session import FRAME, is_secure
from bot.errors import where

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.channels.web.config import WebSettings
    from bot.channels.web.operations import Operations

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
    Oops = Callable[[web.Request], web.Response]
    Refusal = Callable[[web.Request, web.HTTPException], web.Response]

_log = logging.getLogger("partnerskap.web")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: with it browsers post our own forms with an origin of "null".
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(ancestors: str, demo: bool = False) -> str:
    """The content security policy: our own files, our own forms, nothing inline, nobody else's."""
    frames = "; frame-src 'self'" if demo else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}{frames}"
    )


def middleware(settings: WebSettings, operations: Operations, oops: Oops, refusal: Refusal) -> object:
    """The wrapping of every handler. `oops` makes the page for a fault of ours, `refusal` for
    an address where nothing is."""
    framers = " ".join(("'self'", *settings.frame_ancestors))

    @web.middleware
    async def around(request: web.Request, handler: Handler) -> web.StreamResponse:
        begun = time.perf_counter()
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = refusal(request, error)
        except Exception as error:
            _log.error("Ett oväntat fel: %s", where(error))
            response = oops(request)
        framed = request.path == FRAME or request.path.startswith(f"{FRAME}/")
        _dress(response, policy(framers if framed else "'none'", request.path == "/demo"), is_secure(request, settings))
        route = request.match_info.route.resource
        name = route.canonical if route is not None else "other"
        operations.request(name, response.status, time.perf_counter() - begun)
        _log.info(
            "%s %s %d", request.method if request.method in {"GET", "POST"} else "other", name, response.status,
            extra={"fields": {"status": response.status, "ms": round((time.perf_counter() - begun) * 1000, 1)}},
        )  # fmt: skip
        return response

    return around


def _dress(response: web.StreamResponse, content_policy: str, secure: bool) -> None:
    headers = response.headers
    headers.update(_ALWAYS)
    headers["Content-Security-Policy"] = content_policy
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    headers["Server"] = "partnerskap"
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
