"""docs/sakerhet.md: every threat has a test, and every test it names is there."""

from __future__ import annotations

import re

from tests.support.commands import ROOT

PAGE = (ROOT / "docs" / "sakerhet.md").read_text("utf-8")
ROWS = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| ") and "`test_" in line]
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^(?:async )?def (test_\w+)\(", path.read_text("utf-8"), re.MULTILINE)
}


def test_every_threat_names_what_hinders_it_and_a_test() -> None:
    threats = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Hot ")]
    assert len(threats) == len(ROWS) > 20
    assert all(len(row) == 3 and all(cell.strip() for cell in row) for row in ROWS)


def test_every_test_it_names_is_there() -> None:
    named = {name for row in ROWS for name in re.findall(r"`(test_\w+)`", row[2])}
    assert named - TESTS == set()


def test_the_commands_it_names_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"`make (\w+)", PAGE)
    assert targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
