"""Lines of standard input as they come."""

from __future__ import annotations

import asyncio
import io
import os
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.lines import AHEAD, lines_of


async def all_lines(content: bytes, encoding: str = "utf-8") -> list[str]:
    """The lines of a stream without a number of its own, as in tests."""
    stream = io.TextIOWrapper(io.BytesIO(content), encoding="ascii")
    return [line async for line in lines_of(stream, encoding)]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"en\ntv\xc3\xa5\n", ["en", "två"]),
        (b"en\r\ntv\xc3\xa5", ["en", "två"]),
        (b"\n\nen", ["", "", "en"]),
        (b"bast\xff\n", ["bast\ufffd"]),
        (b"halv \xc3", ["halv \ufffd"]),
        (b"en\x0btv\xc3\xa5\x0c\xe2\x80\xa8tre\n", ["en\x0btvå\x0c\u2028tre"]),
    ],
)
async def test_lines_end_at_line_ends_and_nowhere_else(content: bytes, lines: list[str]) -> None:
    assert await all_lines(content) == lines


async def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert await all_lines(b"\xef\xbb\xbf{}\n", "utf-8-sig") == ["{}"]


async def test_the_streams_own_encoding_is_used_when_none_is_given() -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\xe5\xe4\xf6\n"), encoding="latin-1")
    assert [line async for line in lines_of(stream)] == ["åäö"]


async def test_a_closed_standard_input_has_no_lines() -> None:
    assert [line async for line in lines_of(None)] == []


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), max_size=20),
    st.integers(1, 7),
)
def test_however_it_is_cut_on_the_way_the_lines_are_the_same(lines: list[str], size: int) -> None:
    content = "".join(line + "\n" for line in lines).encode()

    class Slow(io.BytesIO):
        def read(self, limit: int | None = -1) -> bytes:
            return super().read(size)

    async def read() -> list[str]:
        return [line async for line in lines_of(io.TextIOWrapper(Slow(content), encoding="utf-8"))]

    assert asyncio.run(read()) == lines


async def test_a_line_is_given_when_it_comes_and_not_when_the_stream_ends() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "r", encoding="utf-8") as stream:
        lines = lines_of(stream)
        os.write(writing, b"f\xc3\xb6rst\n")
        async with asyncio.timeout(5):
            assert await anext(lines) == "först"
        os.write(writing, b"sen")
        os.close(writing)
        async with asyncio.timeout(5):
            assert [line async for line in lines] == ["sen"]


async def test_leaving_does_not_wait_for_the_next_line() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "r", encoding="utf-8") as stream:
        lines = lines_of(stream)
        os.write(writing, b"en\n")
        async with asyncio.timeout(5):
            async with aclosing(lines):  # type: ignore[type-var]  # it is a generator
                assert await anext(lines) == "en"
        (left,) = [thread for thread in threading.enumerate() if thread.name == "stdin"]
        assert left.daemon
        os.close(writing)
        left.join(5)
        assert not left.is_alive()


async def test_only_so_many_lines_are_read_ahead() -> None:
    taken = 0

    class Counting(io.BytesIO):
        def read(self, limit: int | None = -1) -> bytes:
            nonlocal taken
            taken += 1
            return b"rad\n" if taken <= 10 * AHEAD else b""

    lines: AsyncIterator[str] = lines_of(io.TextIOWrapper(Counting(), encoding="utf-8"))
    assert await anext(lines) == "rad"
    await asyncio.sleep(0.05)
    assert taken <= AHEAD + 2
    assert len([line async for line in lines]) == 10 * AHEAD - 1
