"""The conversation itself, the terminal, and JSON lines."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.app import App
from bot.channels import console, jsonlines
from bot.conversation.messages import Incoming
from bot.conversation.runner import Runner


class Direct:
    """No door: what the others are held against."""

    name = "samtalet"
    greets, resumes, knows_language, formatted, numbers, thumbs = False, True, True, False, True, False
    stated = None

    def __init__(self) -> None:
        self._runner: Runner | None = None
        self._last = Incoming("direct")
        self._language, self._count = "sv", 0

    @asynccontextmanager
    async def serving(self, app: App) -> AsyncIterator[None]:
        self._runner = app.runner
        yield

    async def arrive(self, language: str) -> str:
        self._language = language
        return ""

    async def say(self, text: str) -> str:
        return await self._hand_over(text=text)

    async def press(self, button: str, label: str | None, old: bool) -> str | None:
        return await self._hand_over(press=button)

    async def again(self) -> str:
        assert self._runner
        told = await self._runner.handle(self._last)
        return "\n".join(reply.text + "\n" + "\n".join(b.label for b in reply.buttons) for reply in told.replies)

    async def thumb(self, reaction: str) -> None:
        raise NotImplementedError

    async def leave(self) -> None:
        pass

    async def _hand_over(self, text: str | None = None, press: str | None = None) -> str:
        self._count += 1
        self._last = Incoming("direct", text, press, language_hint=self._language, update_id=str(self._count))
        return await self.again()


class _Lines:
    """A door that reads lines and writes what it has to say to each, one at a time."""

    def __init__(self) -> None:
        self._in: asyncio.Queue[str] = asyncio.Queue()
        self._out: asyncio.Queue[str] = asyncio.Queue()

    async def _lines(self) -> AsyncIterator[str]:
        while True:
            yield await self._in.get()

    async def _exchange(self, line: str) -> str:
        await self._in.put(line)
        return await self._out.get()


class Terminal(_Lines):
    """`partnerskap chat`, where a button is pressed by writing what it says."""

    name = "terminalen"
    greets, resumes, knows_language, formatted, numbers, thumbs = True, False, False, False, False, False
    stated = None

    @asynccontextmanager
    async def serving(self, app: App) -> AsyncIterator[None]:
        talk = asyncio.create_task(console.converse(app.runner, self._lines(), self._out.put_nowait))
        self._greeting = await self._out.get()
        try:
            yield
        finally:
            talk.cancel()
            with suppress(asyncio.CancelledError):
                await talk

    async def arrive(self, language: str) -> str:
        return self._greeting

    async def say(self, text: str) -> str:
        return await self._exchange(text)

    async def press(self, button: str, label: str | None, old: bool) -> str | None:
        # What is written in place of an old button means the same only when it is a question.
        known = label is not None and (not old or button.startswith("topic:"))
        return await self._exchange(label or "") if known else None

    async def again(self) -> str:
        raise NotImplementedError

    async def thumb(self, reaction: str) -> None:
        raise NotImplementedError

    async def leave(self) -> None:
        pass


class JsonLines(_Lines):
    """`partnerskap chat --json`."""

    name = "JSON-raderna"
    command = ("chat", "--json")
    greets, resumes, knows_language, formatted, numbers, thumbs = False, True, True, False, True, False

    def __init__(self) -> None:
        super().__init__()
        self._language, self._count, self._last = "sv", 0, ""
        self.stated: dict[str, object] | None = None

    @asynccontextmanager
    async def serving(self, app: App) -> AsyncIterator[None]:
        talk = asyncio.create_task(jsonlines.converse(app.runner, self._lines(), self._out.put_nowait))
        try:
            yield
        finally:
            talk.cancel()
            with suppress(asyncio.CancelledError):
                await talk

    @asynccontextmanager
    async def attached(self, process: Process) -> AsyncIterator[None]:
        assert process.stdin and process.stdout
        self._in, self._out = asyncio.Queue(), asyncio.Queue()
        pumps = [
            asyncio.create_task(self._write_to(process.stdin)), asyncio.create_task(self._read_from(process.stdout))
        ]  # fmt: skip
        try:
            assert '"error"' in await self._exchange("är du där?")  # no message, so it is answered and changes nothing
            yield
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _write_to(self, stream: asyncio.StreamWriter) -> None:
        async for line in self._lines():
            stream.write(f"{line}\n".encode())

    async def _read_from(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            self._out.put_nowait(line.decode())

    async def arrive(self, language: str) -> str:
        self._language = language
        return ""

    async def say(self, text: str) -> str:
        return await self._hand_over(text=text)

    async def press(self, button: str, label: str | None, old: bool) -> str | None:
        return await self._hand_over(press=button)

    async def again(self) -> str:
        line = await self._exchange(self._last)
        self.stated = stated_in_line(line)
        return shown_in_line(line)

    async def thumb(self, reaction: str) -> None:
        raise NotImplementedError

    async def leave(self) -> None:
        pass

    async def _hand_over(self, **said: str) -> str:
        self._count += 1
        self._last = json.dumps({"from": "u1", "lang": self._language, "update": self._count, **said})
        return await self.again()


def shown_in_line(line: str) -> str:
    """What a line out shows."""
    replies = json.loads(line)["replies"]
    return "\n".join(reply["text"] + "\n" + "\n".join(b["label"] for b in reply["buttons"]) for reply in replies)


def stated_in_line(line: str) -> dict[str, object]:
    """What a line out tells about the message."""
    data = json.loads(line)
    return {name: data[name] for name in ("decision", "id", "expects", "lead")}
