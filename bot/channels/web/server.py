"""Starts and stops the web door."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.channels.web.door import Door
from bot.channels.web.forms import LARGEST
from bot.channels.web.guard import middleware
from bot.channels.web.operations import Operations
from bot.channels.web.pages import HERE
from bot.channels.web.session import FRAME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.channels.web.config import Backstage, WebSettings

FINISH = 10.0
"""Seconds that what is under way has when the service stops."""
KEEPALIVE = 75.0
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def application(backstage: Backstage, settings: WebSettings) -> web.Application:
    """Every address with what happens there."""
    operations = Operations(backstage)
    backstage.runner.watchers.append(operations.watch)
    door = Door(backstage, settings, operations)
    around: Any = middleware(settings, operations, door.oops, door.refusal)
    app = web.Application(client_max_size=LARGEST, middlewares=[around])
    for base in ("", FRAME):
        app.router.add_get(f"{base}/", door.show)
        app.router.add_post(f"{base}/", door.say)
        app.router.add_post(f"{base}/omdome", door.react)
        app.router.add_post(f"{base}/borja-om", door.restart)
        app.router.add_get(f"{base}/samtal.txt", door.save)
        app.router.add_get(f"{base}/kvitto/{{number:KP-[0-9]+-[0-9]+}}.txt", door.receipt)
    app.router.add_get("/demo", door.demo)
    app.router.add_get("/widget.js", _static)
    app.router.add_get("/static/{name:[a-z.-]+}", _static)

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text=operations.health())

    async def readyz(_request: web.Request) -> web.Response:
        ready, told = await operations.readiness()
        return web.json_response({"ready": ready, **told}, status=200 if ready else 503)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(
            body=await operations.metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)
    return app


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """The service, open; gives its address. Afterwards it takes no more, finishes what is under way, and is closed.
    Raises `OSError` when the port is taken."""
    runner = web.AppRunner(
        app, access_log=None, keepalive_timeout=KEEPALIVE, shutdown_timeout=FINISH,
        logger=logging.getLogger("partnerskap.web.http"),
    )  # fmt: skip
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, reuse_address=True).start()
        bound = runner.addresses[0]
        shown = f"[{bound[0]}]" if ":" in str(bound[0]) else bound[0]
        yield f"http://{shown}:{bound[1]}/"
    finally:
        await runner.cleanup()


async def _static(request: web.Request) -> web.StreamResponse:
    """A file of ours. Only names that are there are opened: what is asked for is never a path."""
    name = request.match_info.get("name", "widget.js")
    path = _FILES.get(name)
    if path is None:
        raise web.HTTPNotFound
    headers = {"Content-Type": f"{TYPES[path.suffix]}; charset=utf-8"}
    if name == "widget.js":
        # Other sites load it, always by the same address.
        headers |= {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=3600"}
    else:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return web.FileResponse(path, headers=headers)


_FILES = {path.name: path for path in (HERE / "static").iterdir() if path.suffix in TYPES}
