"""`docs/drift.md` names what the operator can set and watch, as it is."""

from __future__ import annotations

import re

from bot.settings import PREFIX, Settings
from tests.support.commands import ROOT

PAGE = (ROOT / "docs" / "drift.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith(f"| `{PREFIX}")
]
"""Setting, default, example, what it does."""


def test_every_setting_has_a_row_and_nothing_else_has() -> None:
    assert sorted(row[0].strip("`") for row in ROWS) == sorted(
        PREFIX + field.upper() for field in Settings.model_fields
    )
    named = {name.removeprefix(PREFIX).lower() for name in re.findall(rf"{PREFIX}[A-Z_]+\w", PAGE)}
    assert named == set(Settings.model_fields)


def test_every_example_is_accepted_and_every_default_in_code_is_the_default() -> None:
    fields = Settings.model_fields
    given = {row[0].strip("`").removeprefix(PREFIX).lower(): row[2].strip("`") for row in ROWS}
    chosen = Settings(_env_file=None, **given)
    bare = Settings.model_construct()
    for row in ROWS:
        field, default = row[0].strip("`").removeprefix(PREFIX).lower(), re.fullmatch(r"`([^`]+)`", row[1])
        assert getattr(chosen, field) != getattr(bare, field)
        if default:
            wanted = fields[field].get_default(call_default_factory=True)
            assert getattr(Settings(_env_file=None, **{field: default[1]}), field) == wanted


def test_every_metric_named_exists() -> None:
    source = (ROOT / "bot" / "channels" / "web" / "operations.py").read_text("utf-8")
    named = {name.removesuffix("_total") for name in re.findall(r"`(partnerskap_\w+)", PAGE)}
    assert len(named) > 5
    assert {name for name in named if f'"{name}"' not in source} == set()
