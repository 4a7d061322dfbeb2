"""`make bench-reload`: what those who are being answered notice when an editor saves, and how soon the save is live.

A service of its own on the loopback with a copy of the answers that ship, asked at a steady pace. First undisturbed;
then an answer's text is changed, and then a way to ask, again and again. Machines differ, so read the answers' times
against the undisturbed ones; on a machine with nothing to spare, the helper process takes its part of it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from pathlib import Path

import aiohttp

from bot.knowledge import shipped
from tests.benchmarks.web import Connection, question, up

VISITORS, EVERY = 8, 0.2
"""Visitors, and the seconds between two questions of each."""
UNDISTURBED = 10.0
SAVES = 5
ANSWER, WAYS = "sv/ansokan/kan-vi-soka-nu.md", "sv/ansokan/kan-vi-soka-nu.txt"


class Pace:
    """Questions at a steady pace, and how long each answer took, by phase."""

    def __init__(self, port: int) -> None:
        self.phase = "ostört"
        self.took: dict[str, list[float]] = {}
        self._port = port

    async def visitor(self, number: int) -> None:
        """Ask for as long as it lasts."""
        connection, asked = Connection(self._port), number
        await asyncio.sleep(EVERY * number / VISITORS)
        while True:
            due = time.perf_counter() + EVERY
            phase = self.phase
            self.took.setdefault(phase, []).append(await connection.ask(question(asked)))
            asked += VISITORS
            await asyncio.sleep(max(0.0, due - time.perf_counter()))


class Health:
    """What the service says about its answers."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._address = session, f"http://127.0.0.1:{port}/healthz"

    async def version(self) -> tuple[str, bool]:
        """The version in service, and whether the matcher of the one before stands in."""
        async with self._session.get(self._address) as response:
            line = (await response.text()).splitlines()[1]
        return line.split()[1], "ännu" in line

    async def after(self, path: Path, more: str) -> tuple[float, float]:
        """Seconds from adding `more` to a file until it is live, and until it is fitted."""
        before, _ = await self.version()
        await asyncio.to_thread(_add, path, more)
        saved = time.perf_counter()
        while (await self.version())[0] == before:  # noqa: ASYNC110 - another process sets no event here
            await asyncio.sleep(0.01)
        live = time.perf_counter() - saved
        while (await self.version())[1]:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
        return live, time.perf_counter() - saved


def _add(path: Path, more: str) -> None:
    path.write_text(path.read_text("utf-8") + more, "utf-8")


async def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "faq"
        shutil.copytree(shipped(), root)
        os.environ["PARTNERSKAP_FAQ_DIR"] = str(root)
        async with up("product") as server, aiohttp.ClientSession() as session:
            pace, health = Pace(server.port), Health(session, server.port)
            asking = [asyncio.create_task(pace.visitor(number)) for number in range(VISITORS)]
            await asyncio.sleep(UNDISTURBED)
            for pace.phase, shown, more in (
                ("svar sparas", ANSWER, "\nRad {}.\n"),
                ("frågor sparas", WAYS, "kan man söka år {} tro\n"),
            ):
                saves = [await health.after(root / shown, more.format(2000 + number)) for number in range(SAVES)]
                live, fitted = (sorted(times)[SAVES // 2] for times in zip(*saves, strict=True))
                print(f"{pace.phase}: i bruk efter {live:.2f} s, matchas efter {fitted:.2f} s (median av {SAVES})")
            for task in asking:
                task.cancel()
            outcomes = await asyncio.gather(*asking, return_exceptions=True)
            failed = [outcome for outcome in outcomes if not isinstance(outcome, asyncio.CancelledError)]
            if failed:
                raise SystemExit(f"en besökare föll ifrån: {failed[0]!r}")
    for phase, took in pace.took.items():
        took.sort()
        median, p99 = (1000 * took[int(len(took) * share)] for share in (0.5, 0.99))
        print(f"{phase}: {len(took)} svar, median {median:.1f} ms, p99 {p99:.1f} ms, längst {1000 * took[-1]:.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
