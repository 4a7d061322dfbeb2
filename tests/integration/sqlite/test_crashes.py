"""Processes killed and logs torn: what was confirmed stays, whole."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.storage.sqlite import SqliteStore
from tests.support.sqlite import ROOT, Opener, assert_consistent, together
from tests.support.storage import numbers, register


@contextmanager
def registering(path: Path, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that register leads until they are killed, started together; killed at the latest when we leave."""
    command = [sys.executable, "-m", "tests.support.storage", str(path)]
    with ExitStack() as stack:
        processes = []
        for _ in range(count):
            process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            stack.enter_context(process)
            stack.callback(process.kill)
            processes.append(process)
        assert {said_by(process) for process in processes} == {"ready"}
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        yield processes


def said_by(process: subprocess.Popen[str]) -> str:
    """Its next line."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def killed(process: subprocess.Popen[str]) -> list[str]:
    """Killed without warning. What it had still said before."""
    process.send_signal(signal.SIGKILL)
    assert process.stdout is not None
    rest = process.stdout.read().split()
    assert process.wait() == -signal.SIGKILL
    return rest


async def test_every_confirmed_number_survives_kill_9_of_two_processes_without_gaps(opened: Opener) -> None:
    confirmed: list[str] = []
    for lines in (30, 70):
        with registering(opened.path, 2) as processes:
            confirmed += [said_by(process) for _ in range(lines) for process in processes]
            confirmed += [number for process in processes for number in killed(process)]
        store = opened()
        kept = numbers(await store.leads())
        assert len(set(confirmed)) == len(confirmed), "no number was given twice"
        assert set(confirmed) <= set(kept)
        await store.close()
        assert assert_consistent(opened.path) == len(kept)
    assert len(confirmed) >= 200


async def test_a_torn_log_never_yields_half_a_transaction(opened: Opener, tmp_path: Path) -> None:
    store = opened()
    for index in range(12):
        await store.transact(register(f"web:{index % 5}"))
        await together(store, *(register(f"web:{index % 5}") for _ in range(3)))
    torn = tmp_path / "torn" / opened.path.name
    log = opened.path.with_name(f"{opened.path.name}-wal").read_bytes()
    assert len(log) > 200_000
    chance = random.Random(11)  # noqa: S311 - chance that can be had again, no secret
    found: set[int] = set()
    for attempt in range(60):
        shutil.rmtree(torn.parent, ignore_errors=True)
        torn.parent.mkdir()
        shutil.copy(opened.path, torn)
        length = chance.randrange(len(log))
        # Cut off, or as a disk leaves it that wrote the blocks in another order: the rest zeros, or one block missing.
        rest = [b"", bytes(len(log) - length), bytes(4096) + log[length + 4096 :]][attempt % 3]
        torn.with_name(f"{torn.name}-wal").write_bytes(log[:length] + rest)
        reopened = SqliteStore.open(torn)
        leads = await reopened.leads()
        assert await reopened.transact(register("new")) == f"KP-2026-{len(leads) + 1:04d}"
        await reopened.close()
        assert assert_consistent(torn) == len(leads) + 1
        found.add(len(leads))
    assert len(found) >= 10, "the cuts fell between many different transactions"
    assert max(found) < 48
