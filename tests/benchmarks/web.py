"""`make bench-web`: what one question over the web costs, stored durably, beside a bare aiohttp server that echoes JSON.

Both serve in a process of their own on the loopback, one after the other, asked by the same client. CPU is the server
process's own, from the kernel. Machines differ, so read the ratios. The product's rate limits are lifted: what is
measured is the work, not the manners. `--messages` is how many are sent to see whether memory stays flat.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import secrets
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus

from aiohttp import web

from bot.channels.web.session import Visitor

QUESTIONS = (
    "Hur mycket pengar kan vi få?", "Vem kan söka?", "Vilka länder kan vi samarbeta med?", "När kan man ansöka?",
    "Hur länge får ett projekt pågå?", "Vad är ett kommunalt partnerskap?",
)  # fmt: skip
AT_ONCE = 32
"""Connections that always have one request under way."""
TICKS = os.sysconf("SC_CLK_TCK")


# --- the servers ---------------------------------------------------------------------------------------------------


async def serve(kind: str, folder: Path) -> None:
    """Be one of the two until killed; the port goes to standard output."""
    from bot.channels.web import limits
    from bot.channels.web.server import serving

    if kind == "echo":

        async def echo(request: web.Request) -> web.Response:
            return web.json_response(await request.json())

        app = web.Application()
        app.router.add_post("/", echo)
        async with serving(app, "127.0.0.1", 0) as address:
            print(address, flush=True)
            await asyncio.Event().wait()
    from bot.app import application, background, make_ready, web_door
    from bot.settings import Settings

    limits.SESSION = limits.ADDRESS = limits.NEW = limits.Rate(1e9, 1e9)
    settings = Settings(_env_file=None, data_dir=folder)
    async with application(settings) as product:
        make_ready(product)
        async with background(product), serving(web_door(product), "127.0.0.1", 0) as address:
            print(address, flush=True)
            await asyncio.Event().wait()


@dataclass
class Server:
    """A server that is up."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of CPU used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """MB resident."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@asynccontextmanager
async def up(kind: str, program: str = "tests.benchmarks.web") -> AsyncIterator[Server]:
    """One of `program`'s servers in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            program,
            "--serve",
            kind,
            "--folder",
            folder,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            assert process.stdout
            address = (await process.stdout.readline()).decode().strip()
            yield Server(int(address.rstrip("/").rpartition(":")[2]), process.pid)
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()


# --- the client ----------------------------------------------------------------------------------------------------


def echo_request(_number: int) -> bytes:
    """A question as JSON."""
    return _post(f'{{"text": "{QUESTIONS[0]}"}}'.encode(), "application/json", "")


def question(number: int, people: int = 500) -> bytes:
    """A question of one of `people` visitors, as the page's script sends it."""
    who = Visitor(f"{number % people:043d}", known=True, secure=False, framed=False)
    text = quote_plus(QUESTIONS[number % len(QUESTIONS)])
    body = f"token={who.token}&page={secrets.token_hex(8)}&lang=sv&text={text}".encode()
    return _post(body, "application/x-www-form-urlencoded", f"Cookie: partnerskap={who.secret}\r\nX-Partnerskap: 1\r\n")


def _post(body: bytes, content_type: str, more: str) -> bytes:
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


class Connection:
    """One line to the server, kept open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lines: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> float:
        """Send, read all of the answer. Seconds it took; an answer that is not 200 ends the benchmark."""
        begun = time.perf_counter()
        if self._lines is None:
            self._lines = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._lines
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head[:20]:
            raise SystemExit(f"the server answered {head[:60]!r}")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        return time.perf_counter() - begun

    def close(self) -> None:
        """Hang up."""
        if self._lines:
            self._lines[1].close()


async def full_load(
    server: Server, make: Callable[[int], bytes], number: int, at_once: int
) -> tuple[float, list[float]]:
    """`number` requests as fast as they are answered. Requests per second, and seconds per request."""
    numbers = iter(range(number))
    took: list[float] = []

    async def one() -> None:
        line = Connection(server.port)
        took.extend([await line.ask(make(each)) for each in numbers])
        line.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(at_once)))
    return number / (time.perf_counter() - begun), took


async def half_load(server: Server, make: Callable[[int], bytes], rate: float, number: int) -> list[float]:
    """Requests that come when they come, `rate` a second on average. Seconds per request, waiting included."""
    chance = random.Random(4)  # noqa: S311 – arrivals, no secret
    idle = [Connection(server.port) for _ in range(AT_ONCE)]

    async def one(each: int) -> float:
        line = idle.pop() if idle else Connection(server.port)
        took = await line.ask(make(each))
        idle.append(line)
        return took

    tasks = []
    for each in range(number):
        tasks.append(asyncio.create_task(one(each)))
        await asyncio.sleep(chance.expovariate(rate))
    took = await asyncio.gather(*tasks)
    for line in idle:
        line.close()
    return list(took)


# --- the table -----------------------------------------------------------------------------------------------------


def ms(seconds: list[float], share: float) -> str:
    """A quantile in milliseconds."""
    return f"{statistics.quantiles(seconds, n=100)[round(share * 100) - 1] * 1000:.1f}"


async def measure(number: int, messages: int) -> None:
    """Run everything and print the table."""
    rows = []
    cost = {}
    for kind, name, make in (
        ("echo", "bare aiohttp, JSON echo", echo_request), ("product", "FAQ question, stored durably", question),
    ):  # fmt: skip
        async with up(kind) as server:
            await full_load(server, make, max(200, number // 10), AT_ONCE)  # warm
            cpu = server.cpu()
            rate, took = await full_load(server, make, number, AT_ONCE)
            cost[kind] = (server.cpu() - cpu) / number * 1e6
            half = await half_load(server, make, rate / 2, number // 2)
            rows.append(
                (name, f"{rate:.0f}", f"{cost[kind]:.0f}", ms(took, 0.5), ms(took, 0.99), ms(half, 0.5), ms(half, 0.99))
            )
            if kind == "product":
                crowd_rate, crowd = await full_load(server, lambda each: question(each, 1_000), 1_000, 1_000)
                before = server.memory()
                steps = []
                for _ in range(4):
                    await full_load(server, question, messages // 4, AT_ONCE)
                    steps.append(server.memory())
    head = ("", "req/s", "CPU us/req", "p50 ms", "p99 ms", "p50 half load", "p99 half load")
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for row in (head, *rows):
        print(
            "  ".join(
                cell.rjust(width) if place else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        )
    print(f"\nCPU per request: {cost['product'] / cost['echo']:.1f} times the bare echo's")
    print(
        f"1,000 sessions at once: all answered, {crowd_rate:.0f} req/s, p50 {ms(crowd, 0.5)} ms, p99 {ms(crowd, 0.99)} ms"
    )
    print(
        f"memory: {before:.0f} MB, then after each quarter of {messages:,} messages: "
        + ", ".join(f"{step:.0f}" for step in steps)
    )


def main() -> None:
    """The benchmark, or one of its servers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=4_000, help="requests per measurement")
    parser.add_argument("--messages", type=int, default=100_000, help="messages for the look at memory")
    parser.add_argument("--serve", choices=("echo", "product"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    asyncio.run(serve(given.serve, given.folder) if given.serve else measure(given.number, given.messages))


if __name__ == "__main__":
    main()
