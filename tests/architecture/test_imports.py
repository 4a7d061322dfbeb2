"""Who may import whom, what a start costs in modules, and that the guards over both bite."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import ROOT

FILES = sorted(path.relative_to(ROOT) for room in ("bot", "intents") for path in (ROOT / room).rglob("*.py"))
HEAVY = (
    "numpy", "sqlite_utils", "sqlite3", "rapidfuzz", "Stemmer", "yaml", "markdown_it", "nh3", "pydantic", "jinja2",
    "aiosmtplib", "aiohttp", "prometheus_client", "asyncio", "phonenumbers", "email_validator",
)  # fmt: skip
"""What takes time to import, and is for whom it concerns."""
TELEGRAM = ("aiogram", "telegram", "aiohttp_socks", "pytelegrambotapi")
HOMES = {
    "aiogram": {"bot/channels/telegram_aiogram"},
    "telegram": {"bot/channels/telegram_ptb"},
    "sqlite_utils": {"bot/storage/session.py", "bot/storage/migrations.py"},
    "aiosmtplib": {"bot/outbox/transports/smtp.py"},
    "jinja2": {"bot/leads/compose.py", "bot/channels/web/pages.py"},
    "aiohttp": {
        "bot/channels/web",
        "bot/channels/telegram/webhook.py",
        "bot/channels/telegram/service.py",
        "bot/channels/telegram_aiogram/service.py",
        "bot/channels/telegram_ptb/service.py",
        "bot/app.py",
    },
    "prometheus_client": {"bot/channels/web/operations.py"},
    "nh3": {"bot/channels/web/markup.py"},
    "phonenumbers": {"bot/leads/contact.py"},
    "email_validator": {"bot/leads/contact.py"},
    "rapidfuzz": {"intents"},
    "Stemmer": {"intents"},
    "yaml": {"intents"},
    "pydantic": {"bot/settings.py", "bot/conversation/state.py"},
    "pydantic_settings": {"bot/settings.py"},
    "dotenv": {"bot/settings.py"},
    "click": {"bot/cli"},
}
"""Library → the file or files, or the one room, that know it."""


# --- what a start costs


def modules_after(program: str) -> set[str]:
    """The modules in memory once a fresh interpreter has run `program`."""
    told = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"],
        check=True, capture_output=True, text=True, cwd=ROOT, timeout=180,
    )  # fmt: skip
    return set(json.loads(told.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["leads", "--help"], ["fel"]], ids=" ".join)
def test_help_and_wrong_use_cost_nothing_heavy(arguments: list[str]) -> None:
    loaded = modules_after(f"from bot.cli import run\nrun({arguments})")
    assert "bot.cli.ask" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_a_heavy_start_is_noticed() -> None:
    assert {"numpy", "yaml"} <= modules_after("import numpy, yaml")


def doors() -> list[str]:
    """Every module of ours that is neither a Telegram door nor only for one."""
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in FILES]
    return [name for name in names if not name.startswith("bot.channels.telegram")]


def test_nothing_but_the_telegram_doors_imports_a_telegram_library() -> None:
    assert {"bot.__main__", "bot.app", "bot.channels.console", "bot.channels.jsonlines", "bot.cli.chat"} <= set(doors())
    loaded = modules_after("\n".join(f"import {name}" for name in doors()))
    assert set(doors()) <= loaded
    assert [name for name in TELEGRAM if name in loaded] == []


# --- each library has one home


def imported(source: str) -> Iterator[str]:
    """The modules a file imports, at the top and within functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if called in {"import_module", "__import__"} and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def strangers(path: str, source: str) -> list[str]:
    """Libraries imported away from home."""
    used = {name.split(".")[0] for name in imported(source)}
    return sorted(
        name
        for name in used & HOMES.keys()
        if not any(path == home or path.startswith(f"{home}/") for home in HOMES[name])
    )


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_library_is_imported_by_its_home_alone(path: Path) -> None:
    assert strangers(path.as_posix(), (ROOT / path).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import aiogram",
        "from telegram.ext import Application",
        "def f():\n    import sqlite_utils",
        "import_module('aiosmtplib')",
        "from rapidfuzz import fuzz",
    ],
)
def test_a_library_away_from_home_is_noticed(source: str) -> None:
    assert strangers("bot/app.py", source)


def test_homes_that_stand_already_do_use_their_library() -> None:
    used = {name.split(".")[0] for path in FILES for name in imported((ROOT / path).read_text("utf-8"))}
    assert set(HOMES) - used <= {"telegram"}


# --- public names


def deep(path: str, source: str) -> list[str]:
    """Imports from inside the library's room, by others than itself."""
    return [] if path.startswith("intents/") else [name for name in imported(source) if name.startswith("intents.")]


@pytest.mark.parametrize("path", [path for path in FILES if path.parts[0] == "bot"], ids=str)
def test_others_use_the_librarys_public_names_only(path: Path) -> None:
    assert deep(path.as_posix(), (ROOT / path).read_text("utf-8")) == []


def test_a_deep_import_is_noticed() -> None:
    assert deep("bot/app.py", "from intents.matcher import Matcher") == ["intents.matcher"]


# --- the contracts


FAULTS = {
    "intents/text.py": ("import socket", "intents is pure"),
    "intents/goals.py": ("from bot.clock import STOCKHOLM", "intents is pure"),
    "bot/conversation/step.py": ("import sqlite3", "Conversation and leads know no door"),
    "bot/leads/fill.py": ("from bot.conversation.state import State", "Imports point inwards only"),
    "bot/storage/turn.py": ("from bot.channels.console import printable", "Imports point inwards only"),
    "bot/conversation/runner.py": ("from bot.knowledge import LiveKnowledge", "Imports point inwards only"),
    "bot/outbox/worker.py": ("from bot.settings import Settings", "Imports point inwards only"),
    "bot/channels/telegram/door.py": ("import aiogram", "Only the Telegram doors know"),
    "bot/channels/telegram_aiogram/wire.py": ("import telegram", "The door through aiogram knows no other"),
    "bot/channels/telegram_ptb/wire.py": ("import aiogram", "The door through python-telegram-bot knows no other"),
    "bot/channels/console.py": ("from bot.app import App", "Imports point inwards only"),
}
"""File → a line it must never hold, and the contract that says so."""


@pytest.mark.parametrize("path", [None, *FAULTS], ids=lambda path: path or "as it is")
def test_the_import_contracts_hold_and_bite(tmp_path: Path, path: str | None) -> None:
    for room in ("bot", "intents"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "words", "locales"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    fault, contract = FAULTS[path] if path else ("", "")
    if path:
        file = tmp_path / path
        file.write_text(f"{file.read_text('utf-8')}\n{fault}\n", "utf-8")
    told = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"], check=False, capture_output=True, text=True, encoding="utf-8",
        cwd=tmp_path, timeout=120,
    )  # fmt: skip
    assert (told.returncode == 0) is (path is None), told.stdout
    broken = [line for line in told.stdout.splitlines() if line.endswith("BROKEN")]
    assert [line for line in broken if line.startswith(contract)] == broken[:1], told.stdout
