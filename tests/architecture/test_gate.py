"""The gate every change passes: it runs everything, and stops at the first that fails."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.commands import ROOT

STEPS = ["lint", "types", "imports", "browser", "test"]
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
CODE = sorted(path for room in ("bot", "intents", "tests") for path in (ROOT / room).rglob("*.py"))
NOQA = re.compile(r"#\s*noqa\b(?P<codes>:\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?(?P<reason>.*)$")


# --- .ci/run


def gate(folder: Path, fails: str | None) -> tuple[int, list[str]]:
    """The gate's status, and the steps it took, with a `make` that only writes them down."""
    (folder / ".ci").mkdir()
    (folder / ".ci" / "run").write_text((ROOT / ".ci" / "run").read_text("utf-8"), "utf-8")
    make = folder / "bin" / "make"
    make.parent.mkdir()
    make.write_text(f'#!/bin/sh\necho "$1" >> {folder}/steps\n[ "$1" != "{fails}" ]\n', "utf-8")
    make.chmod(0o755)
    ended = subprocess.run(
        ["bash", str(folder / ".ci" / "run")], check=False, env={"PATH": f"{make.parent}:/usr/bin:/bin"}, timeout=30
    )
    return ended.returncode, (folder / "steps").read_text("utf-8").split()


def test_the_gate_runs_every_step(tmp_path: Path) -> None:
    assert gate(tmp_path, None) == (0, STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_the_gate_is_shut_when_a_step_fails(tmp_path: Path, step: str) -> None:
    status, taken = gate(tmp_path, step)
    assert status != 0
    assert taken == STEPS[: STEPS.index(step) + 1]


def test_the_gate_can_be_run_as_it_stands() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_that_finds_no_test_fails(tmp_path: Path, workers: str) -> None:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    (tmp_path / "tests").mkdir()
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", workers],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert ended.returncode == 5, ended.stdout


# --- what is let pass, and why


def test_every_ignored_lint_code_has_its_reason_beside_it() -> None:
    lint = tomllib.loads(PYPROJECT)["tool"]["ruff"]["lint"]
    codes = [*lint["ignore"], *(code for codes in lint["per-file-ignores"].values() for code in codes)]
    assert codes
    lines = [line for line in PYPROJECT.splitlines() if re.search(r'"[A-Z]+\d+"', line)]
    assert [
        code for code in codes if not any(f'"{code}"' in line and re.search(r"#\s*\S+ \S+", line) for line in lines)
    ] == []


def reasonless(source: str) -> list[int]:
    """Lines that silence the linter without saying which rule, or without saying why."""
    found = []
    for number, line in enumerate(source.splitlines(), 1):
        match = NOQA.search(line)
        if match and (not match["codes"] or not re.match(r"\s*[-–]\s*\S+ \S+", match["reason"])):
            found.append(number)
    return found


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_line_let_pass_says_why(path: Path) -> None:
    assert reasonless(path.read_text("utf-8")) == []


def test_a_line_let_pass_without_a_reason_is_noticed() -> None:
    bad = ["x = 1  #" + " noqa", "x = 1  #" + " noqa: S311", "x = 1  #" + " noqa: S311 - ja"]
    good = "x = 1  #" + " noqa: S311, S101 – chance that is no secret"
    assert reasonless("\n".join([*bad, good])) == [1, 2, 3]


# --- pinned dependencies


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "release.txt"])
def test_every_dependency_is_pinned_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    pins = re.findall(r"^[a-zA-Z0-9_.\-]+(?:\[[a-z,]+\])?==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(pins) > 10
    assert all("--hash=sha256:" in pin for pin in pins)
    assert len(pins) == len([line for line in text.splitlines() if line and not line.startswith((" ", "#"))])
    assert "://" not in text
    assert "index-url" not in text


def test_every_dependency_has_a_range_and_a_pin() -> None:
    project = tomllib.loads(PYPROJECT)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[A-Za-z0-9_\-.]+", requirement)[0].lower().replace("_", "-") for requirement in wanted}  # type: ignore[index]  # every requirement begins with a name
    pinned = {
        line.partition("==")[0].lower() for line in (ROOT / "requirements" / "dev.txt").read_text("utf-8").splitlines()
    }
    assert names - pinned == set()
