"""Heavy work in a process of its own, so that nobody who is being answered waits for it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
POLITE = 10
"""How much patient work steps back for others, in the system's own steps (0–19)."""


class Workshop(Protocol):
    """Does a piece of work somewhere and gives what it comes to."""

    def __call__(self, work: Callable[..., T], /, *given: Any, patient: bool = False) -> T:
        """`work(*given)`; `patient`: others go before. Raises what the work raises."""
        ...


class WorkshopError(RuntimeError):
    """The process ended before the work was done."""


def here(work: Callable[..., T], /, *given: Any, patient: bool = False) -> T:  # noqa: ARG001 - there is nobody to let go first
    """The work done at once, where it was asked for."""
    return work(*given)


class Apart:
    """A workshop that starts a process for each piece of work; work, what it is given and what it comes to can be
    pickled. Where no process can be started, the work is done here."""

    def __init__(self) -> None:
        self._busy: set[subprocess.Popen[bytes]] = set()

    def __call__(self, work: Callable[..., T], /, *given: Any, patient: bool = False) -> T:
        """`work(*given)`; `patient`: others go before. Raises what the work raises, and `WorkshopError` when the process ended without a result."""
        command = [sys.executable, "-P", "-m", "bot.apart", *(["patient"] if patient else [])]
        pipe = subprocess.PIPE
        try:
            # A session of its own: Ctrl-C is for who asked, who then ends this.
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True)  # noqa: S603 - our own
        except OSError:
            return work(*given)
        self._busy.add(process)
        try:
            told, _ = process.communicate(pickle.dumps((work, given), protocol=pickle.HIGHEST_PROTOCOL))
        finally:
            self._busy.discard(process)
        if process.returncode:
            raise WorkshopError(f"hjälpprocessen slutade i förtid ({process.returncode})")
        fine, found = pickle.loads(told)  # noqa: S301 - from our own process
        if not fine:
            raise found
        result: T = found
        return result

    def stop(self) -> None:
        """End what is under way; whoever waits for it gets a `WorkshopError`."""
        for process in tuple(self._busy):
            process.kill()


def main() -> None:
    """Do the work that standard input holds, and put what it comes to on standard output."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints on the way must not end up in the result
    if "patient" in sys.argv and hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(POLITE)
    work, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    try:
        told = pickle.dumps((True, work(*given)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        told = pickle.dumps((False, error))
    with out:
        out.write(told)


if __name__ == "__main__":
    main()
