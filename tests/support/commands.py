"""Runs commands as somebody at a prompt does, in this process or in one of their own, over the small guest harbour."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli import run

ROOT = Path(__file__).parents[2]
FORM = (
    "Falu kommun", "Anna Ek", "miljöstrateg", "anna.ek@falu.example", "hoppa över", "Rent vatten", "6", "Kenya",
    "Vi söker en partner", "hoppa över",
)  # fmt: skip
"""What somebody answers, slot by slot, once the form has begun."""


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        """Standard output as JSON, one value a line; raises when there is anything else on it."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Commands:
    """A prompt in `folder`, with an environment that names the small knowledge base."""

    folder: Path
    faq: Path

    def __call__(self, *arguments: str, stdin: str | bytes = "", **settings: str) -> Said:
        """Run in this process. `settings`: names without the prefix, in lower case."""
        with logging_as_it_was(), CliRunner().isolation(stdin, self.environment(settings)) as (out, err, _):
            status = run(list(arguments))
        return Said(status, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8", "replace"))

    def process(
        self, *arguments: str, stdin: str | bytes = b"", extra: dict[str, str] | None = None, **settings: str
    ) -> Said:
        """Run in a process of its own."""
        ended = subprocess.run(
            self.command(*arguments),
            check=False,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=os.environ | self.environment(settings) | (extra or {}),
            cwd=self.folder,
            timeout=180,
        )
        return Said(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8", "replace"))

    def environment(self, settings: dict[str, str] | None = None) -> dict[str, str]:
        """The variables for a process."""
        given = {"faq_dir": str(self.faq)} | (settings or {})
        return {f"PARTNERSKAP_{name.upper()}": value for name, value in given.items()}

    @staticmethod
    def command(*arguments: str) -> list[str]:
        """The command line for a process."""
        return [sys.executable, "-m", "bot", *arguments]

    @property
    def mails(self) -> list[Path]:
        """The mails written as files."""
        return sorted((self.folder / "data" / "mail").glob("*.eml"))


@contextmanager
def logging_as_it_was() -> Iterator[None]:
    """What a command sets up for its own process must not stay in this one."""
    log = logging.getLogger("partnerskap")
    before = (log.handlers[:], log.level, log.propagate)
    try:
        yield
    finally:
        log.handlers[:], log.level, log.propagate = before


def lines(user: str, *texts: str) -> list[str]:
    """Lines for `chat --json` in which `user` writes."""
    return [json.dumps({"from": user, "text": text}) for text in texts]


def press(user: str, *buttons: str) -> list[str]:
    """Lines for `chat --json` in which `user` presses buttons."""
    return [json.dumps({"from": user, "press": button}) for button in buttons]


def a_whole_form(user: str) -> list[str]:
    """Lines for `chat --json` from "register interest" to the number."""
    return [*press(user, "lead"), *lines(user, *FORM), *press(user, "send", "yes")]


def joined(lines: Sequence[str]) -> str:
    """Lines as a file."""
    return "".join(line + "\n" for line in lines)
