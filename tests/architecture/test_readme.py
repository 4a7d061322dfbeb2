"""What README.md shows is run as it stands: the dialogue, the commands, the names."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import click
import pytest
from pydantic import SecretStr

from bot.app import application
from bot.cli import cli
from bot.knowledge import LiveKnowledge
from bot.settings import PREFIX, Settings
from tests.support.commands import ROOT, Commands, Said
from tests.support.conversation import clock, settings_for
from tests.support.smtp import smtp_server
from tests.support.transcripts import Line, play, read

README = (ROOT / "README.md").read_text("utf-8")
SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
"""What stands in code within the text."""
COMMANDS = [span for span in SPANS if span.startswith("partnerskap ")]
ROWS = [line for line in README.splitlines() if line.startswith("| `partnerskap ")]
"""The table's rows."""
ENDLESS = {"partnerskap work", "partnerskap serve"}
"""Ends when asked to; shown to run by `tests/integration/test_processes.py`."""


# --- the dialogue


def dialogue() -> list[Line]:
    """The lines of the README that are said, answered or mailed."""
    return read(README, "README.md")


async def test_the_dialogue_is_held_as_shown_to_the_mail_that_arrived(
    tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    lines = dialogue()
    async with smtp_server() as server:
        settings = settings_for(tmp_path, smtp_url=SecretStr(f"smtp://127.0.0.1:{server.port}"))
        async with application(settings, clock(), live_knowledge) as app:

            async def mails() -> list[bytes]:
                await app.worker.run_once()
                return [received.content for received in server.received]

            assert await play(lines, app.runner.handle, mails) == len([line for line in lines if line.word != "Du"])


def test_the_dialogue_goes_from_a_question_to_a_mail_and_every_line_is_answered() -> None:
    words = [line.word for line in dialogue()]
    assert words[:-1] == ["Du", "Guiden"] * (len(words) // 2)
    assert words[-1] == "Mejl"
    assert all(line.text for line in dialogue())


async def test_a_dialogue_that_lies_is_noticed(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    lies = read("Du: Vem kan söka?\nGuiden: Alla kan söka", "lögn.md")
    async with application(settings_for(tmp_path), clock(), live_knowledge) as app:

        async def none() -> list[bytes]:
            return []

        with pytest.raises(AssertionError, match=r"lögn\.md:2"):
            await play(lies, app.runner.handle, none)


def test_the_first_screen_has_what_a_newcomer_runs_and_the_whole_dialogue() -> None:
    lines = README.splitlines()
    assert next(place for place, line in enumerate(lines) if line.startswith("make run")) < 12
    assert next(place for place, line in enumerate(lines) if line.startswith("Mejl:")) < 40
    assert max(map(len, lines)) <= 140


# --- the commands


@pytest.mark.parametrize("shown", [command for command in COMMANDS if command not in ENDLESS])
def test_a_command_shown_runs(command: Commands, shown: str) -> None:
    said = command(*shlex.split(shown)[1:], stdin="hej\n")
    assert (said.status, said.err) == (0, "")
    assert said.out


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("`")[1])
def test_options_and_siblings_shown_beside_a_command_are_there(row: str) -> None:
    shown, *others = re.findall(r"`([^`]+)`", row)
    found: click.Command = cli
    group: click.Command = cli
    for word in shlex.split(shown)[1:]:
        if isinstance(found, click.Group):
            group, found = found, found.commands[word]
    assert isinstance(group, click.Group)
    options = {name for param in found.params for name in param.opts}
    unknown = [
        other
        for other in others
        if re.fullmatch(r"--?[a-z]+|[a-z]+", other) and other not in options | set(group.commands)
    ]
    assert unknown == []


def test_every_command_is_in_the_table() -> None:
    assert {shlex.split(row.split("`")[1])[1] for row in ROWS} == set(cli.commands)
    for name, group in cli.commands.items():
        if isinstance(group, click.Group):
            (row,) = [row for row in ROWS if row.startswith(f"| `partnerskap {name} ")]
            assert [command for command in group.commands if command not in row] == []


def test_every_setting_named_is_one() -> None:
    named = [span.removeprefix(PREFIX).lower() for span in SPANS if span.startswith(PREFIX)]
    assert named
    assert [name for name in named if name not in Settings.model_fields] == []


def test_every_folder_on_the_map_is_there() -> None:
    folders = [span for span in SPANS if re.fullmatch(r"[a-z_/]+/", span)]
    assert len(folders) > 5
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


# --- make and pip


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `make` needs of a checkout, its set-up already done."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / ".venv").mkdir()
    for name in ("run", "dev"):
        (tmp_path / ".venv" / name).touch()
    return tmp_path


def make(folder: Path, *arguments: str, stdin: str = "", **settings: str) -> Said:
    """Run make there with the environment we run in. What make and pytest hand down to children is taken away."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTEST_"))}
    ended = subprocess.run(
        ["make", f"BIN={sys.prefix}/bin", *arguments], check=False, input=stdin, capture_output=True, text=True, encoding="utf-8", cwd=folder,
        env=ours | settings, timeout=120,
    )  # fmt: skip
    return Said(ended.returncode, ended.stdout, ended.stderr)


def test_make_run_opens_the_conversation_with_no_settings_at_all(checkout: Path) -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTEST_"))}
    running = subprocess.Popen(
        ["make", f"BIN={sys.prefix}/bin", "run", "ARGS=--port 0"], cwd=checkout, env=ours, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        address = running.stdout.readline().split()[-1]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 – our own address, checked above
            assert "Hej! Jag är Partnerskapsguiden" in page.read().decode()
        assert (checkout / "data" / "partnerskap.db").is_file()
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(30) is not None
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()


@pytest.mark.parametrize(
    ("test", "passes"),
    [("def test_one(): assert True", True), ("def test_one(): assert False", False), ("", False)],
    ids=["one that passes", "one that fails", "none at all"],
)
def test_make_test_passes_when_there_are_tests_and_they_pass(checkout: Path, test: str, passes: bool) -> None:
    (checkout / "tests").mkdir()
    (checkout / "tests" / "test_it.py").write_text(test, "utf-8")
    said = make(checkout, "test")
    assert (said.status == 0) is passes, said.out + said.err
    assert ("no tests ran" in said.out) is (not test)


@pytest.mark.slow
def test_pip_install_gives_the_command_with_all_it_needs(command: Commands, tmp_path: Path) -> None:
    assert "`pip install .`" in README
    site = tmp_path / "site"
    installed = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--target", str(site), str(ROOT)],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    assert (site / "bin" / "partnerskap").is_file()
    for room in ("bot", "intents", "faq"):
        files = {
            path.relative_to(ROOT) for path in (ROOT / room).rglob("*") if path.is_file() and path.suffix != ".pyc"
        }
        assert len(files) > 10
        assert {path for path in files if not (site / path).is_file()} == set()
    place = {"PYTHONPATH": str(site)}
    where = subprocess.run(
        [sys.executable, "-c", "import bot.knowledge; print(bot.knowledge.shipped())"], check=True, capture_output=True,
        text=True, cwd=tmp_path, env=os.environ | place,
    )  # fmt: skip
    assert where.stdout.strip() == str(site / "faq")
    said = command.process("faq", "check", extra=place, faq_dir="")
    assert (said.status, said.err) == (0, "")
