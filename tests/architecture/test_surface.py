"""The outside surface scripts rely on: commands, options, settings. Taking one away must be a decision, not a slip."""

from __future__ import annotations

import re

import click
import pytest

from bot.cli import cli
from bot.settings import Settings
from tests.support.commands import ROOT, Commands

SURFACE = {
    "serve": {"--host", "--port"},
    "chat": {"--json"},
    "ask": {"TEXT", "--lang", "--at", "--explain", "--json", "--batch"},
    "work": {"--once"},
    "faq gaps": {"--days", "--top", "--apply", "--json"},
    "faq try": {"TEXT", "--lang", "--at", "--add-to", "--json"},
    "faq diff": {"--from", "--against", "--log", "--at", "--all", "--json"},
    "faq check": {"--json", "--all", "--at"},
    "faq new": {"ID", "--theme", "--lang"},
    "leads list": {"--json"},
    "leads show": {"NUMMER", "--json"},
    "leads export": {"--json", "--output"},
    "leads erase": {"NUMMER", "--yes"},
    "outbox list": {"--json"},
    "outbox retry": {"[ID|NUMMER …]"},
    "privacy audit": {"--json"},
    "privacy consent": {"[VERSION]", "--json"},
    "check": {"--json"},
}
SETTINGS = {
    "DATA_DIR", "FAQ_DIR", "DATABASE_URL", "SMTP_URL", "LEAD_TO", "MAIL_FROM", "TELEGRAM_TOKEN", "TELEGRAM_LIBRARY",
    "TELEGRAM_API_URL", "PUBLIC_URL", "WEBHOOK_SECRET", "RETENTION_DAYS", "LOG_FORMAT",
    "FRAME_ANCESTORS", "TRUST_PROXY", "LEAD_LIMITS",
}  # fmt: skip


def found(line: str) -> click.Command:
    """The command as it is written."""
    here: click.Command = cli
    for word in line.split():
        assert isinstance(here, click.Group)
        here = here.commands[word]
    return here


@pytest.mark.parametrize("line", SURFACE)
def test_a_promised_command_is_there_with_all_it_promises(line: str) -> None:
    there = set()
    for param in found(line).params:
        there |= set(param.opts) if isinstance(param, click.Option) else {param.human_readable_name}
    assert SURFACE[line] <= there


def test_the_command_and_the_module_are_the_same(command: Commands) -> None:
    assert re.search(
        r'^partnerskap = "bot\.__main__:main"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )
    said = command.process("--help")
    assert (said.status, said.err) == (0, "")
    assert said.out == command("--help").out


def test_the_promised_settings_are_there() -> None:
    assert {name.upper() for name in Settings.model_fields} >= SETTINGS
