"""The commands as processes of their own: signals, pipes, terminals, full disks and locks."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.support.commands import Commands, a_whole_form, joined, lines
from tests.support.knowledge import faq_folder, put

QUESTION = "Hur bokar vi bastun?"


@contextmanager
def running(
    command: Commands, *arguments: str, stdin: int = subprocess.PIPE, **settings: str
) -> Iterator[subprocess.Popen[str]]:
    """A process under way, ended at the latest when the block is left."""
    with subprocess.Popen(
        command.command(*arguments), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", cwd=command.folder, env=os.environ | command.environment(settings),
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], words: str, stream: str = "stdout") -> str:
    """What the process says, up to and with `words`."""
    source = getattr(process, stream)
    told = ""
    while words not in told:
        sign = source.read(1)
        assert sign, f"ended before {words!r}: {told}"
        told += sign
    return told


def say(process: subprocess.Popen[str], line: str) -> None:
    """Give the process a line."""
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


# --- leaving


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("arguments", [["chat"], ["chat", "--json"], ["work"]], ids=" ".join)
def test_a_signal_ends_it_at_once_and_is_no_fault(
    command: Commands, arguments: list[str], number: signal.Signals
) -> None:
    master, slave = os.openpty()  # a terminal at which nobody types: the read that waits there cannot be called off
    try:
        with running(command, *arguments, stdin=slave) as process:
            if arguments == ["chat", "--json"]:
                os.write(master, joined(lines("u", "hej")).encode())
            expected = {"chat": "\n> ", "chat --json": '"to": "u"', "work": "Ctrl-C.\n"}[" ".join(arguments)]
            read_until(process, expected, "stderr" if arguments == ["work"] else "stdout")
            process.send_signal(number)
            assert process.wait(10) == 0
            assert process.stderr is not None
            assert process.stderr.read().strip() == ""
    finally:
        os.close(master)
        os.close(slave)


def test_a_question_that_is_interrupted_says_so(command: Commands) -> None:
    with running(command, "ask", "--batch", "-") as process:
        say(process, '{"text": "bastu"}')
        read_until(process, "\n")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr is not None
        assert process.stderr.read().strip() == "Avbrutet."


def test_a_batch_answers_each_line_before_the_next_is_written(command: Commands) -> None:
    with running(command, "ask", "--batch", "-", "--json") as process:
        for text in ("bastu", "hund på bryggan", "bastu"):
            say(process, json.dumps({"text": text}))
            assert json.loads(read_until(process, "\n"))["text"] == text
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


# --- pipes and terminals


@pytest.mark.parametrize(
    "arguments",
    [["ask", QUESTION], ["ask", QUESTION, "--json"], ["leads", "export"], ["check"], ["--help"]],
    ids=" ".join,
)
def test_whoever_stops_reading_is_no_reason_to_complain(command: Commands, arguments: list[str]) -> None:
    with running(command, *arguments) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.wait(20) in (0, 1)
        assert process.stderr.read() == ""


def test_a_conversation_nobody_reads_ends_although_more_could_come(command: Commands) -> None:
    with running(command, "chat", "--json") as process:
        say(process, lines("u", "hej")[0])
        read_until(process, "\n")
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        say(process, lines("u", "hej")[0])
        assert process.wait(10) == 1
        assert process.stderr.read() == ""


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments", [["ask", QUESTION], ["ask", QUESTION, "--json"], ["leads", "export"], ["chat", "--json"]], ids=" ".join
)
def test_output_to_a_full_disk_is_told_in_a_sentence(command: Commands, arguments: list[str]) -> None:
    with FULL.open("w") as full:
        ended = subprocess.run(
            command.command(*arguments), input=joined(lines("u", "hej")), stdout=full, stderr=subprocess.PIPE, check=False,
            text=True, encoding="utf-8", cwd=command.folder, env=os.environ | command.environment(), timeout=180,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr == "Utskriften får inte plats: disken är full.\n"


@pytest.mark.parametrize("encoding", ["latin-1", "cp437"])
def test_a_terminal_that_lacks_a_sign_shows_what_it_can(command: Commands, encoding: str) -> None:
    ended = subprocess.run(
        command.command("chat"), input=f"{QUESTION} Åh!\n".encode(encoding), check=False, capture_output=True,
        cwd=command.folder, env=os.environ | command.environment() | {"PYTHONIOENCODING": encoding}, timeout=180,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, b"")
    shown = ended.stdout.decode(encoding)
    assert "Så här är det." in shown
    assert "  ? Anmäl intresse" in shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_json_out_is_utf8_whatever_the_terminal_speaks(command: Commands, encoding: str) -> None:
    said = command.process("ask", QUESTION, "--json", extra={"PYTHONIOENCODING": encoding})
    assert said.objects[0]["answer"] == "Så här är det."


def test_json_in_is_utf8_whatever_the_terminal_speaks(command: Commands) -> None:
    said = command.process(
        "chat", "--json", stdin='{"from": "ö", "text": "hej"}\n', extra={"PYTHONIOENCODING": "latin-1"}
    )
    assert [told["to"] for told in said.objects] == ["ö"]


@pytest.mark.parametrize("arguments", [["chat"], ["chat", "--json"], ["ask", "--batch", "-"]], ids=" ".join)
def test_without_standard_input_there_is_simply_nothing_to_read(command: Commands, arguments: list[str]) -> None:
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command.command(*arguments)], check=False, capture_output=True, text=True,
        encoding="utf-8", cwd=command.folder, env=os.environ | command.environment(), timeout=180,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")


# --- files that change or cannot be written


def test_a_folder_named_faq_where_one_stands_is_not_taken_for_ours(command: Commands, tmp_path: Path) -> None:
    faq_folder(tmp_path / "faq")
    said = command.process("faq", "check", faq_dir="")
    assert (said.status, said.err) == (0, "")
    assert int(said.out.split()[-5]) >= 70, "the base that ships"


def test_an_answer_broken_while_running_leaves_the_last_good_version_in_service(
    command: Commands, tmp_path: Path
) -> None:
    root = faq_folder(tmp_path / "faq")
    with running(command, "chat", faq_dir=str(root)) as process:
        read_until(process, "\n> ")
        put(root, "sv/hamnen/bastu.md", "trasig")
        assert "sv/hamnen/bastu.md:1: " in read_until(process, "rad", "stderr")
        say(process, QUESTION)
        assert "Så här är det." in read_until(process, "\n> ")


def test_a_locked_database_is_told_and_costs_nothing(command: Commands) -> None:
    with running(command, "chat", "--json") as process:
        say(process, lines("u", "anmäl intresse")[0])
        assert json.loads(read_until(process, "\n"))["expects"] == "organisation"
        with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            say(process, lines("u", "Falu kommun")[0])
            said = command.process("work", "--once")  # both wait as long as the store does
            assert "har jag inte tagit emot" in read_until(process, "\n").replace("så jag har inte", "så har jag inte")
            other.execute("ROLLBACK")
        assert (said.status, said.out) == (1, "")
        assert said.err.startswith("Databasen är låst av ett annat program")
        say(process, lines("u", "Falu kommun")[0])
        assert json.loads(read_until(process, "\n"))["expects"] == "name"
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 1


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_half_written(command: Commands) -> None:
    script = joined([line for number in range(12) for line in a_whole_form(f"u{number}")])
    limited = ["sh", "-c", 'ulimit -f 300; exec "$@"', "sh", *command.command("chat", "--json")]
    ended = subprocess.run(
        limited, input=script, check=False, capture_output=True, text=True, encoding="utf-8", cwd=command.folder,
        env=os.environ | command.environment(), timeout=180,
    )  # fmt: skip
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    refused = [line for line in told if "jag har inte tagit emot" in line["replies"][0]["text"]]
    numbers = [line["lead"] for line in told if line["lead"]]
    assert len(told) == len(script.splitlines())
    assert refused
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    said = command.process("work", "--once")
    assert said.status == 0, said.err
    kept = [lead["number"] for lead in command.process("leads", "list", "--json").objects[0]]
    assert kept == numbers
    assert [mail.stem for mail in command.mails] == kept
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
