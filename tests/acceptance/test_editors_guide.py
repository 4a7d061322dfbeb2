"""The editors' guide, followed to the letter: every file it shows is saved, every command run, every answer seen."""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import cli
from intents.checks import RULES
from tests.support.commands import ROOT, Commands

GUIDE = (ROOT / "faq" / "README.md").read_text("utf-8")
_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"`((?:sv|en)/[^`<>]+\.(?:md|txt|tsv))`")
_DEGREES = {"error": "fel", "warning": "varning", "advice": "råd"}


@dataclass(frozen=True)
class Block:
    """A block of the guide."""

    kind: str
    content: str
    file: str
    """The file named last before it."""


def blocks() -> Iterator[Block]:
    """In the guide's order."""
    named = ""
    at = 0
    for found in _BLOCK.finditer(GUIDE):
        before = _FILE.findall(GUIDE[at : found.start()])
        named, at = (before[-1] if before else named), found.end()
        yield Block(found[2], textwrap.dedent(found[3]), named)


def follow(block: Block, command: Commands, faq: Path) -> int:
    """Do what a block says. The number of commands run."""
    path = faq / block.file
    if block.kind in {"md", "text"}:
        path.write_text(block.content, "utf-8")
    elif block.kind == "tsv":
        path.write_text(path.read_text("utf-8") + block.content, "utf-8")
    elif block.kind == "console":
        runs = re.findall(r"^\$ partnerskap (.*)\n((?:(?!\$ ).*\n)*)", block.content, re.MULTILINE)
        for typed, expected in runs:
            said = command(*shlex.split(typed), faq_dir=str(faq))
            lines = (said.out + said.err).splitlines()
            for line in expected.splitlines():
                pattern = re.escape(line).replace("…", ".*")
                assert any(re.fullmatch(pattern, shown) for shown in lines), f"{typed}: {line}\n{said.out}{said.err}"
        return len(runs)
    return 0


@pytest.mark.slow
def test_the_guide_followed_to_the_letter_gives_what_it_shows(command: Commands, tmp_path: Path) -> None:
    faq = tmp_path / "faq"
    # Without the translations and the long lists beside the answers: nothing the guide does needs them.
    shutil.copytree(
        ROOT / "faq",
        faq,
        ignore=lambda _, names: [n for n in names if n == "en" or (n.endswith(".txt") and n != "utanfor.txt")],
    )
    assert sum(follow(block, command, faq) for block in blocks()) >= 6


def test_every_rule_is_explained_as_it_is() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| (.*) \|$", GUIDE, re.MULTILINE)
    assert rows == [(rule.name, _DEGREES[rule.severity], rule.about) for rule in RULES]


def test_every_command_shown_is_there_but_those_for_questions_asked_in_vain() -> None:
    before, heading, _ = GUIDE.partition("## Vad frågade folk förgäves?")
    assert heading
    shown = set(re.findall(r"partnerskap (faq [a-z]+|[a-z]+)", before))
    faq = cli.commands["faq"]
    known = set(cli.commands) | {f"faq {name}" for name in getattr(faq, "commands", {})}
    assert shown >= {"faq check", "faq new", "ask"}
    assert shown <= known


def test_every_file_of_the_map_is_there() -> None:
    tree = next(block.content for block in blocks() if block.kind == "")
    names = re.findall(r"^  ([a-z/]+\.(?:toml|tsv|txt))  ", tree, re.MULTILINE)
    assert len(names) >= 5
    assert [name for name in names if not (ROOT / "faq" / name).is_file()] == []
