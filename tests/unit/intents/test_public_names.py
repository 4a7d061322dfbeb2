"""The names others may use, what they cost, and what this room must never reach for."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import intents

ROOM = Path(intents.__file__).parent
FILES = sorted(ROOM.rglob("*.py"))

FORBIDDEN_MODULES = {
    "asyncio", "http", "random", "requests", "secrets", "socket", "sqlite3", "sqlite_utils", "ssl", "subprocess", "time",
    "urllib", "uuid", "zoneinfo",
}  # fmt: skip
"""Network, chance, clock, database: a verdict may depend on none of them."""
CLOCKS = {"now", "today", "utcnow"}
HEAVY = ("numpy", "Stemmer", "rapidfuzz", "yaml", "markdown_it")
VAGUE = {"WRatio", "QRatio"}
"""Scorers that reward any short overlap; `partial_…` ones too."""
SEARCHES = {"extract", "extractOne", "extract_iter", "cdist", "cpdist"}
"""Searches whose scorer, when none is named, is a vague one."""


# --- names


@pytest.mark.parametrize("name", intents.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(intents, name) is not None


def test_the_list_of_names_is_in_order_and_without_doubles() -> None:
    assert len(intents.__all__) == len(set(intents.__all__))
    assert set(intents.__all__) == set(intents._HOME)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse((ROOM / "__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname or alias.name: f"{node.module}:{alias.name}"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: home if ":" in home else f"{home}:{name}" for name, home in intents._HOME.items()}
    assert seen == {name: f"intents.{home}" for name, home in homes.items()}


def test_an_unknown_name_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="Mather"):
        _ = intents.Mather  # type: ignore[attr-defined]
    with pytest.raises(ImportError):
        from intents import Mather  # type: ignore[attr-defined]  # noqa: F401 - importing is the point


def test_a_public_name_is_the_thing_itself() -> None:
    for name, home in intents._HOME.items():
        module, _, inner = home.partition(":")
        assert getattr(intents, name) is getattr(importlib.import_module(f"intents.{module}"), inner or name)


@pytest.mark.parametrize(
    "first", ["import intents", "from intents import clean, fold_word, text_key", "dir(__import__('intents'))"]
)
def test_who_does_not_match_does_not_pay_for_it(first: str) -> None:
    program = f"{first}\nimport sys\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOM.parent, capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "[]"


# --- purity


def impurities(source: str) -> list[str]:
    """What in `source` reaches for network, clock, chance or database, by whatever door."""
    return list(_impurities(ast.parse(source)))


def _impurities(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in FORBIDDEN_MODULES)
            yield from (alias.name for alias in node.names if alias.name in {"numpy.random", "bot"})
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            if node.module.split(".")[0] in {*FORBIDDEN_MODULES, "bot"} or "numpy.random" in {node.module, *names}:
                yield node.module
        elif isinstance(node, ast.Attribute):
            if node.attr in CLOCKS:
                yield node.attr
            elif node.attr == "random" and isinstance(node.value, ast.Name) and node.value.id in {"np", "numpy"}:
                yield "np.random"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            first = node.args[0] if node.args else None
            if called in {"__import__", "import_module"} and isinstance(first, ast.Constant):
                yield from [str(first.value)] * (str(first.value).split(".")[0] in FORBIDDEN_MODULES)
            if called in {"hash", "id"} and isinstance(node.func, ast.Name):
                yield called  # differ from process to process


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_reaches_for_network_clock_chance_or_database(path: Path) -> None:
    assert impurities(path.read_text("utf-8")) == []


def test_the_files_looked_at_are_the_rooms() -> None:
    assert {"matcher.py", "load.py", "text.py", "goals.py"} <= {path.name for path in FILES}


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import asyncio.events as a",
        "from time import monotonic",
        "def f():\n    import random",
        "if TYPE_CHECKING:\n    pass\nelse:\n    from uuid import uuid4",
        "import sqlite3",
        "from secrets import token_hex",
        "from datetime import datetime\nx = datetime.now()",
        "import datetime\nx = datetime.date.today()",
        "from datetime import date\nclock = date.today",
        "x = datetime.utcnow()",
        "import numpy as np\nx = np.random.default_rng()",
        "from numpy.random import default_rng",
        "from numpy import random",
        "__import__('socket')",
        "importlib.import_module('urllib.request')",
        "from bot.clock import STOCKHOLM",
        "x = hash('a')",
    ],
)
def test_an_impure_file_is_noticed(source: str) -> None:
    assert impurities(source)


@pytest.mark.parametrize(
    "source", ["from datetime import date\nd = date(2026, 1, 1)", "import numpy as np", "timely = 1"]
)
def test_a_pure_file_is_not(source: str) -> None:
    assert impurities(source) == []


# --- scorers


def vague_scorers(source: str) -> list[str]:
    """Uses of scorers that call everything alike, named or as the default of a search."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Name):
            names = [node.id]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = [node.value]
        found += [name for name in names if name in VAGUE or name.startswith(("partial_ratio", "partial_token"))]
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in SEARCHES and "scorer" not in {keyword.arg for keyword in node.keywords}:
                found.append(called)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_uses_a_scorer_that_calls_everything_alike(path: Path) -> None:
    assert vague_scorers(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from rapidfuzz.fuzz import WRatio",
        "from rapidfuzz import fuzz\nfuzz.partial_ratio('a', 'b')",
        "fuzz.partial_token_set_ratio",
        "getattr(fuzz, 'WRatio')",
        "process.extractOne(word, words)",
        "extract(word, words, limit=3)",
    ],
)
def test_such_a_scorer_is_noticed(source: str) -> None:
    assert vague_scorers(source)


def test_a_strict_scorer_is_not() -> None:
    assert vague_scorers("'''No WRatio here.'''\nextract(word, words, scorer=OSA.distance)") == []
