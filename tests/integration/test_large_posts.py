"""Fifty megabytes at once: refused in words, never held in memory, and nobody else waits for it."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.channels.telegram.webhook import HEADER, webhook
from bot.channels.web.door import SCRIPT
from bot.knowledge import LiveKnowledge
from tests.support.telegram import PUBLIC, bot_api
from tests.support.telegram_bots import LIBRARIES, SECRET, bot
from tests.support.web import Reader, Served, on_disk, reader

SIZE = 50_000_000
PIECE = b"a" * 65_536
ROOM = 8_000_000
"""Bytes that may be held meanwhile, for everything: what is read of the post, and another visitor's answer."""
FORM = ("Content-Type: application/x-www-form-urlencoded",)


async def post(address: str, path: str, *headers: str, begin: bytes = b"text=", chunked: bool = False) -> str:
    """Send far too much, as fast as it is taken; all that comes back until the line is closed."""
    place = urlsplit(address)
    incoming, outgoing = await asyncio.open_connection(place.hostname, place.port)
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {SIZE}"
    head = [f"POST {path} HTTP/1.1", f"Host: {place.netloc}", "Connection: close", length, *headers, "", ""]

    def framed(piece: bytes) -> bytes:
        return b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece

    async def send() -> None:
        with suppress(ConnectionError):
            outgoing.write("\r\n".join(head).encode() + framed(begin))
            for _ in range(SIZE // len(PIECE)):
                outgoing.write(framed(PIECE))
                await outgoing.drain()

    sending = asyncio.create_task(send())
    try:
        async with asyncio.timeout(20):
            return await told(incoming)
    finally:
        sending.cancel()
        outgoing.close()


async def told(incoming: asyncio.StreamReader) -> str:
    """What the service says, as far as it comes before the line is cut."""
    said = b""
    with suppress(ConnectionError):
        while piece := await incoming.read(65_536):
            said += piece
            head, _, body = said.partition(b"\r\n\r\n")
            length = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
            if length and len(body) >= int(length[0].split(b":")[1]):
                break
    return said.decode()


@contextmanager
def little_memory() -> Iterator[None]:
    """Fails when more than `ROOM` is held at once."""
    gc.collect()
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < ROOM, f"{peak / 1e6:.1f} MB"


@pytest.fixture
async def somebody(site: Served, visitor: Reader) -> AsyncIterator[Reader]:
    """Another visitor, who has been answered before, so that everything is loaded."""
    await visitor.say("Vem kan söka?")
    yield visitor


@pytest.mark.parametrize("chunked", [False, True], ids=["length told", "length not told"])
@pytest.mark.parametrize(
    ("path", "headers"),
    [("/", FORM), ("/", (*FORM, f"{SCRIPT}: 1")), ("/omdome", FORM), ("/ram/", FORM)],
    ids=["form", "script", "thumb", "frame"],
)
async def test_a_post_of_fifty_megabytes_is_refused_in_words_and_held_nowhere(
    site: Served, somebody: Reader, path: str, headers: tuple[str, ...], chunked: bool
) -> None:
    with little_memory():
        said, page = await asyncio.gather(
            post(site.address, path, *headers, chunked=chunked), somebody.say("Vilka länder kan vi arbeta med?")
        )
    assert said.split()[1] == "413", said[:200]
    assert "för långt" in said or "för stor" in said or "för mycket" in said, said[-1_500:]
    assert page.text.count("Källa") >= 2, "somebody else is answered meanwhile"
    async with reader(site.address) as other:
        assert "Källa" in (await other.say("Vem kan söka?")).text


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("right", [True, False], ids=["from the server", "from anybody"])
async def test_an_update_of_fifty_megabytes_is_passed_over_and_the_next_is_answered(
    tmp_path: Path, live_knowledge: LiveKnowledge, library: str, right: bool
) -> None:
    hook = webhook(PUBLIC, SECRET)
    path = f"/telegram/{hook.path if right else 'x' * 32}"
    async with bot_api() as api, bot(api, tmp_path, live_knowledge, library, "webhook") as served:
        await served.says("Vem kan söka?")
        with little_memory():
            said = await post(
                served.address, path, "Content-Type: application/json", f"{HEADER}: {hook.secret}", begin=b'{"update_id": "'
            )  # fmt: skip
        assert said.split()[1] == ("200" if right else "404"), said[:200]
        assert "Källa" in await served.says("Vem kan söka?")


@pytest.mark.parametrize("library", LIBRARIES)
async def test_a_text_of_fifty_megabytes_that_is_fetched_is_answered_like_any_other(
    tmp_path: Path, live_knowledge: LiveKnowledge, library: str
) -> None:
    async with bot_api() as api, bot(api, tmp_path, live_knowledge, library) as served:
        assert await served.says("a" * SIZE)
        assert "Källa" in await served.says("Vem kan söka?")
    assert len(on_disk(tmp_path)) < ROOM, "none of it is kept"
