"""docs/leverans.md names what there is: the metrics, the commands, and every window for a duplicate."""

from __future__ import annotations

import re
import shlex

import bot.outbox.worker
from bot.channels.web import operations
from bot.cli import cli
from bot.settings import PREFIX, Settings
from tests.support.commands import ROOT

TEXT = (ROOT / "docs" / "leverans.md").read_text("utf-8")
SPANS = re.findall(r"`([^`\n]+)`", TEXT)


def test_every_window_the_worker_knows_is_named_for_the_operator() -> None:
    section = TEXT.partition("## När en dubblett kan uppstå")[2].partition("\n## ")[0]
    told = re.findall(r"^(\d)\. \*\*", section, re.MULTILINE)
    known = re.findall(r"^(\d)\. \*", bot.outbox.worker.__doc__ or "", re.MULTILINE)
    assert told == known == list("123456")


def test_the_metrics_commands_settings_and_targets_it_names_exist() -> None:
    source = (ROOT / "bot/channels/web/operations.py").read_text("utf-8")
    metrics = [span.partition("{")[0] for span in SPANS if span.startswith("partnerskap_")]
    assert len(metrics) == 3 and operations.Operations
    assert [name for name in metrics if f'"{name}"' not in source] == []
    for span in (span for span in SPANS if span.startswith("partnerskap ")):
        words = shlex.split(span)[1:]
        found = cli.commands[words[0]]
        for word in words[1:]:
            if word.startswith("--"):
                assert any(word in param.opts for param in found.params), span
            else:
                found = found.commands[word]  # type: ignore[attr-defined]  # only groups have words after them
    settings = [span.partition("=")[0].removeprefix(PREFIX) for span in SPANS if span.startswith(PREFIX)]
    assert settings and {name.lower() for name in settings} <= set(Settings.model_fields)
    targets = [span.removeprefix("make ") for span in SPANS if span.startswith("make ")]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert targets and all(f"\n{target}:" in makefile for target in targets)
