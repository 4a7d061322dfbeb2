"""A Bot API server on the loopback, for both libraries: requests and answers are held against the official schema.

It keeps updates until they are confirmed, sends them to a webhook when one is set, tries again when that fails, and
can be told to misbehave: `fail` (429, 403, 500, a line that breaks before or after the call), `lacks`, `blocked`.
Whatever it had to refuse stands in `complaints`, which a test expects to be empty.
"""

from __future__ import annotations

import asyncio
import email
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import policy
from typing import Any, Literal

import aiohttp
from aiohttp import web

from tests.support import telegram_schema as schema

TOKEN = "4242:abcdefghijklmnopqrstuvwxyz012345678"
ME = {"id": 4242, "is_bot": True, "first_name": "Guiden", "username": "guiden_bot"}
ANNA, GROUP = 1001, -2002
"""Chats: somebody alone with the bot, and a group."""
PUBLIC = "https://guiden.example"
"""What the bot says its address is."""
MOMENT = 1_795_000_000
PATIENCE = 20.0
"""Seconds to wait for what should come at once."""


@dataclass(frozen=True)
class Answers:
    """An answer that is no success."""

    status: int
    description: str
    retry_after: int | None = None


HangsUp = Literal["before", "after"]
"""The line breaks: nothing has been done, or all has been done and nobody is told."""
BLOCKED = Answers(403, "Forbidden: bot was blocked by the user")
BROKEN = Answers(500, "Internal Server Error")
UNPARSED = Answers(400, "Bad Request: can't parse entities: character '&' is reserved")


def slow(seconds: int) -> Answers:
    """Too many calls."""
    return Answers(429, f"Too Many Requests: retry after {seconds}", seconds)


@dataclass(frozen=True)
class Sent:
    """A message the bot has sent."""

    id: int
    chat: int
    text: str
    keys: dict[str, str]
    """Label → what the button carries, or the address it opens."""
    params: dict[str, Any]


@dataclass
class BotApi:
    """The server, and what people do in their chats."""

    address: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Every call that was carried out."""
    tried: list[str] = field(default_factory=list)
    """Every call that came, also those that failed."""
    sent: list[Sent] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    lacks: set[str] = field(default_factory=set)
    """Methods this server knows nothing of."""
    blocked: set[int] = field(default_factory=set)
    webhook: dict[str, Any] | None = None
    public: str = ""
    """Where `PUBLIC` leads."""
    deliveries: list[int] = field(default_factory=list)
    """The status of each response from the webhook."""
    _faults: dict[str, deque[Answers | HangsUp]] = field(default_factory=lambda: defaultdict(deque))
    _read: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _waiting: dict[int, dict[str, Any]] = field(default_factory=dict)
    _known: dict[int, dict[str, Any]] = field(default_factory=dict)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _next_update: int = 7_000
    _next_message: int = 100

    # --- what people do

    async def say(self, text: str, chat: int = ANNA, **more: Any) -> int:
        """Write something. The number of the update."""
        return await self.message(chat, text=text, **more)

    async def message(self, chat: int = ANNA, edited: bool = False, **content: Any) -> int:
        """Send anything a message can hold, or change one."""
        message = self._message(chat) | content | ({"edit_date": MOMENT} if edited else {})
        return await self.update(**{"edited_message" if edited else "message": message})

    async def press(self, label: str, chat: int = ANNA) -> int:
        """Press the latest button with that label."""
        below = next(one for one in reversed(self.sent) if one.chat == chat and label in one.keys)
        return await self.send_data(below.keys[label], chat, below)

    async def send_data(self, data: str, chat: int = ANNA, below: Sent | None = None) -> int:
        """What a program sends that presses a button, also one that was never there."""
        message = self._message(chat, ME) | ({"message_id": below.id, "text": below.text} if below else {"text": "?"})
        query = {"id": str(self._next_update), "from": _person(), "chat_instance": "1", "data": data}
        return await self.update(callback_query=query | {"message": message})

    async def leave(self, chat: int = ANNA) -> int:
        """Block the bot."""
        member = {"user": ME, "status": "member"}
        gone = {"user": ME, "status": "kicked", "until_date": 0}
        changed = {"chat": _chat(chat), "from": _person(), "date": MOMENT}
        return await self.update(my_chat_member=changed | {"old_chat_member": member, "new_chat_member": gone})

    async def update(self, **content: Any) -> int:
        """Any update that the schema knows."""
        return await self.raw(schema.update({"update_id": self._next_update, **content}))

    async def raw(self, update: dict[str, Any]) -> int:
        """Also one that the schema does not know."""
        number = self._next_update = update.setdefault("update_id", self._next_update)
        self._next_update += 1
        await self._offer(update)
        return int(number)

    async def again(self, number: int) -> None:
        """Deliver an update once more, as after a crash."""
        await self._offer(self._known[number])

    async def _offer(self, update: dict[str, Any]) -> None:
        async with self._changed:
            self._known[update["update_id"]] = self._waiting[update["update_id"]] = update
            self._changed.notify_all()

    def _message(self, chat: int, by: dict[str, Any] | None = None) -> dict[str, Any]:
        self._next_message += 1
        return {"message_id": self._next_message, "date": MOMENT, "chat": _chat(chat), "from": by or _person()}

    # --- what a test looks at and waits for

    def texts(self, chat: int = ANNA) -> list[str]:
        """What the bot has said in a chat."""
        return [one.text for one in self.sent if one.chat == chat]

    def unread(self, chat: int = ANNA) -> list[str]:
        """What the bot has said in a chat since the last look."""
        told = self.texts(chat)
        new, self._read[chat] = told[self._read[chat] :], len(told)
        return new

    def count(self, method: str) -> int:
        """How often a call came."""
        return self.tried.count(method)

    def fail(self, method: str, *faults: Answers | HangsUp) -> None:
        """Go wrong in these ways, one call after the other; then work."""
        self._faults[method].extend(faults)

    async def settled(self) -> None:
        """Wait until every update has been confirmed."""
        await self.until(lambda: not self._waiting)

    async def until(self, true: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(patience), self._changed:
            await self._changed.wait_for(true)

    # --- the server

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        token, name = request.match_info["token"], request.match_info["method"]
        async with self._changed:
            self.tried.append(name)
            self._changed.notify_all()
        if token != TOKEN:
            if len(token) != len(TOKEN):
                return _no(Answers(404, "Not Found"))
            return _no(Answers(401, "Unauthorized"))
        if name in self.lacks or name not in schema.METHODS:
            return web.json_response({"detail": "Not Found"}, status=404)
        fault = self._faults[name].popleft() if self._faults[name] else None
        if isinstance(fault, Answers):
            return _no(fault)
        if fault == "before":
            return _hang_up(request)
        fields = await request.post() if request.content_type != "application/json" else await request.json()
        done = await self._carry_out(name, dict(fields))
        return _hang_up(request) if fault == "after" else done

    async def _carry_out(self, name: str, fields: dict[str, Any]) -> web.Response:
        try:
            params = schema.request(name, fields)
        except schema.BadRequest as error:
            self.complaints.append(f"{name}: {error}")
            return _no(Answers(400, f"Bad Request: {error}"))
        chat = params.get("chat_id")
        if chat is not None and int(chat) in self.blocked:
            return _no(BLOCKED)
        result = await self._result(name, params)
        if isinstance(result, Answers):
            return _no(result)
        if name != "getUpdates":  # an update a library cannot read is a fault we make on purpose
            schema.answer(name, result)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, name: str, params: dict[str, Any]) -> Any:
        if name == "getUpdates":
            return await self._updates(params)
        async with self._changed:
            self.calls.append((name, params))
            result = self._do(name, params)
            self._changed.notify_all()
        return result

    def _do(self, name: str, params: dict[str, Any]) -> Any:
        if name == "getMe":
            return ME
        if name == "setWebhook":
            self.webhook = params
        elif name == "deleteWebhook":
            self.webhook = None
        elif name == "sendMessage":
            return self._sent(params)
        return True

    def _sent(self, params: dict[str, Any]) -> dict[str, Any]:
        message = self._message(int(params["chat_id"]), ME) | {"text": params["text"]}
        rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
        keys = {key["text"]: key.get("callback_data") or key["url"] for row in rows for key in row}
        self.sent.append(Sent(message["message_id"], int(params["chat_id"]), params["text"], keys, params))
        return message

    async def _updates(self, params: dict[str, Any]) -> list[dict[str, Any]] | Answers:
        if self.webhook:
            return Answers(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = params.get("offset") or 0
        async with self._changed:
            for number in [number for number in self._waiting if number < offset]:
                del self._waiting[number]
            self._changed.notify_all()
            with suppress(TimeoutError):
                async with asyncio.timeout(float(params.get("timeout") or 0)):
                    await self._changed.wait_for(lambda: bool(self._waiting))
            return [self._waiting[number] for number in sorted(self._waiting)][:100]

    async def deliver(self) -> None:
        """Send what waits to the webhook, again and again until each has been taken."""
        async with aiohttp.ClientSession() as session:
            while True:
                async with self._changed:
                    await self._changed.wait_for(lambda: bool(self.webhook and self._waiting))
                    update, hook = self._waiting[min(self._waiting)], self.webhook or {}
                if not await self._post(session, hook, update):
                    await asyncio.sleep(0.02)

    async def _post(self, session: aiohttp.ClientSession, hook: dict[str, Any], update: dict[str, Any]) -> bool:
        secret = {"X-Telegram-Bot-Api-Secret-Token": hook["secret_token"]} if "secret_token" in hook else {}
        try:
            async with session.post(hook["url"].replace(PUBLIC, self.public), json=update, headers=secret) as response:
                body, status, kind = await response.read(), response.status, response.content_type
                form = _form(body, response.headers["Content-Type"]) if status == 200 else {}
        except aiohttp.ClientError:
            return False
        assert kind in {"application/json", "multipart/form-data"} or status != 200
        if status == 200 and (name := form.pop("method", None)):
            async with self._changed:
                self.tried.append(f"{name} in response")
            await self._carry_out(name, form)
        async with self._changed:
            self.deliveries.append(status)
            if status == 200:
                self._waiting.pop(update["update_id"], None)
            self._changed.notify_all()
        return status == 200


@asynccontextmanager
async def bot_api(api: BotApi | None = None) -> AsyncIterator[BotApi]:
    """The server, up on a free port. Every complaint it has at the end fails the test."""
    api = api or BotApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", api.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    api.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    delivering = asyncio.create_task(api.deliver())
    try:
        yield api
    finally:
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering
        await runner.cleanup()
    assert api.complaints == []


def _form(body: bytes, content_type: str) -> dict[str, Any]:
    """What stands in a response to a webhook: JSON, or a form in parts."""
    if "json" in content_type:
        return dict(json.loads(body or b"{}"))
    whole = email.message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body, policy=policy.HTTP)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode()  # type: ignore[union-attr]  # a part without parts is bytes
        for part in whole.iter_parts()  # type: ignore[attr-defined]  # the policy makes it an EmailMessage
    }


def _no(fault: Answers) -> web.Response:
    told: dict[str, Any] = {"ok": False, "error_code": fault.status, "description": fault.description}
    if fault.retry_after is not None:
        told["parameters"] = {"retry_after": fault.retry_after}
    return web.json_response(told, status=fault.status)


def _hang_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": "Anna"} if chat > 0 else {
        "id": chat, "type": "supergroup", "title": "Internationella gruppen",
    }  # fmt: skip


def _person() -> dict[str, Any]:
    return {"id": ANNA, "is_bot": False, "first_name": "Anna", "language_code": "sv"}
