"""What is said to somebody who asks for help, or writes the command line wrong."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from bot.cli import cli, run
from bot.cli.swedish import because
from tests.support.commands import Commands


def every_command(group: click.Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command as it is written, groups too."""
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))
        else:
            yield (*path, name)


ALL = sorted(every_command())
ENGLISH = (
    "Usage",
    "Options",
    "Commands:",
    "Show this",
    "Error",
    "Try ",
    " and exit",
    "TEXT]...",
    "INTEGER",
    "DIRECTORY",
)


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_swedish_and_complete(command: Commands, path: tuple[str, ...], flag: str) -> None:
    said = command(*path, flag)
    assert said.status == 0
    assert said.out.startswith(f"Användning: {' '.join(['partnerskap', *path])} [TILLVAL]")
    assert "Visa den här texten och sluta." in said.out
    assert [word for word in ENGLISH if word in said.out] == []
    assert "..." not in said.out, "a short help is cut"


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_is_explained(path: tuple[str, ...]) -> None:
    found: click.Command = cli
    for name in path:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert found.help
    assert [option.name for option in found.params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.parametrize("path", [(), ("faq",), ("leads",), ("outbox",)], ids=" ".join)
def test_a_group_without_a_command_is_wrong_use_and_shows_the_help(command: Commands, path: tuple[str, ...]) -> None:
    said = command(*path)
    assert (said.status, said.out) == (2, "")
    assert "Kommandon:" in said.err


WRONG = [
    ("ask", "Frågan saknas"),
    ("ask en två", "Det här är för mycket: två. Behövs citattecken?"),
    ("ask en --batch -", "inte båda"),
    ("ask en --lang fr", "Tillvalet --lang går inte att använda så. Välj sv eller en."),
    ("ask en --at 2027-13-01", "Tillvalet --at går inte att använda så. Skriv ett datum som 2027-01-31."),
    ("ask --lang", "Tillvalet --lang ska följas av ett värde."),
    ("ask --json=1", "Tillvalet --json tar inget värde."),
    ("ask --fråga", "Tillvalet --fråga finns inte."),
    ("ask --batch finns-inte.jsonl", "finns-inte.jsonl finns inte."),
    ("ask --batch .", ". är en mapp, inte en fil."),
    ("fråga", "Kommandot fråga finns inte."),
    ("leads radera", "Kommandot radera finns inte."),
    ("leads show", "NUMMER saknas."),
    ("leads erase KP-2026-0001", "lägg till --yes"),
    ("leads export --output finns/inte.csv", "finns/inte.csv finns inte."),
    ("faq check finns-inte", "Mappen finns-inte finns inte."),
    ("work --twice", "Tillvalet --twice finns inte."),
    ("chat hej", "Det här är för mycket: hej."),
    ("check --json --json=2", "Tillvalet --json tar inget värde."),
]


@pytest.mark.parametrize(("line", "sentence"), WRONG, ids=[line for line, _ in WRONG])
def test_wrong_use_is_told_in_a_sentence_that_leads_to_the_help(command: Commands, line: str, sentence: str) -> None:
    said = command(*line.split())
    assert (said.status, said.out) == (2, "")
    assert sentence in said.err
    assert "--help" in said.err


def test_the_version_can_be_had(command: Commands) -> None:
    said = command("--version")
    assert said.status == 0
    assert said.out.startswith("partnerskap 0.")


@pytest.mark.parametrize(
    "arguments", [["ask", "bastu"], ["chat"], ["work", "--once"], ["leads", "list"], ["outbox", "list"]]
)
def test_an_unknown_setting_is_named_and_refused_by_every_command(command: Commands, arguments: list[str]) -> None:
    said = command(*arguments, leadto="x@y.example", log_format="xml")
    assert (said.status, said.out) == (1, "")
    assert "PARTNERSKAP_LEADTO: okänd inställning" in said.err
    assert "PARTNERSKAP_LOG_FORMAT: går inte att använda" in said.err
    assert list(command.folder.iterdir()) == []


def test_a_fault_of_the_program_is_a_sentence_that_quotes_nothing(
    command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble() -> None:
        raise KeyError("anna.ek@falu.example")

    monkeypatch.setitem(cli.commands, "stumble", click.Command("stumble", callback=stumble))
    said = command("stumble")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("Ett oväntat fel i programmet: KeyError i test_usage.py rad ")
    assert "anna" not in said.err
    assert "Traceback" not in said.err


def test_an_interrupted_command_says_so(command: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.commands, "wait", click.Command("wait", callback=wait))
    said = command("wait")
    assert (said.status, said.out) == (130, "")
    assert said.err.strip() == "Avbrutet."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file"), "finns inte"),
        (PermissionError(13, "Permission denied"), "får inte läsas eller skrivas"),
        (OSError(28, "No space left"), "får inte plats: disken är full"),
        (OSError(5, "Input/output error"), "går inte att använda (Input/output error)"),
        (OSError("odd"), "går inte att använda (OSError)"),
    ],
)
def test_why_a_file_cannot_be_used_is_told_in_swedish(error: OSError, words: str) -> None:
    assert because(error) == words


def test_the_group_runs_without_isolation(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("partnerskap ")
