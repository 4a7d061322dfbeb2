"""The lines of standard input as they come, without stopping everything else meanwhile."""

from __future__ import annotations

import asyncio
import codecs
import io
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

AHEAD = 64
"""Lines read before they are asked for, at most."""
_CHUNK = 65_536


async def lines_of(stream: TextIO | None, encoding: str | None = None) -> AsyncIterator[str]:
    """Each line of `stream`, without its end. `encoding` instead of the stream's own; what it cannot read becomes �.

    Read in a thread of its own, which may be left behind in the middle of a read: a terminal's next line cannot be
    called off, and leaving must not wait for it."""
    if stream is None:  # started with standard input closed
        return
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[str | None] = asyncio.Queue()
    room = threading.Semaphore(AHEAD)

    def hand_over(line: str | None) -> None:
        room.acquire()
        loop.call_soon_threadsafe(waiting.put_nowait, line)

    def read() -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody listens any more
            for line in _lines(stream, encoding or stream.encoding or "utf-8"):
                hand_over(line)
            hand_over(None)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    while (line := await waiting.get()) is not None:
        room.release()
        yield line


def _lines(stream: TextIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    begun: list[str] = []
    for chunk in _chunks(stream):
        first, *others = decoder.decode(chunk).split("\n")
        begun.append(first)
        for following in others:
            yield "".join(begun).rstrip("\r")
            begun = [following]
    begun.append(decoder.decode(b"", final=True))
    if rest := "".join(begun):
        yield rest


def _chunks(stream: TextIO) -> Iterator[bytes]:
    """What has come so far, again and again. From the system itself where there is one: a thread left behind inside
    Python's own buffer would hold its lock, and the program could not end."""
    try:
        number = stream.fileno()
    except (io.UnsupportedOperation, AttributeError):
        while chunk := stream.buffer.read(_CHUNK):
            yield chunk
        return
    with suppress(OSError):  # the terminal has been closed: no more lines
        while chunk := os.read(number, _CHUNK):
            yield chunk
