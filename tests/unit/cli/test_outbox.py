"""`partnerskap outbox …` and `partnerskap work`: what waits, what failed, sending again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.support.commands import Commands, a_whole_form, joined

DEAD = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "guiden@kommun.example"}
"""Nobody listens there."""


@pytest.fixture
def waiting(command: Commands) -> list[str]:
    """The numbers of two leads whose mails could not go out."""
    said = command("chat", "--json", stdin=joined([*a_whole_form("u1"), *a_whole_form("u2")]), **DEAD)
    return [told["lead"] for told in said.objects if told["lead"]]


def set_state(command: Commands, number: str, state: str) -> None:
    """As a worker would have left it."""
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db", isolation_level=None)) as db:
        lease = "2999-01-01T00:00:00.000000+00:00" if state == "sending" else None
        db.execute(
            "UPDATE outbox SET state = ?, leased_until = ?, last_error = 'Mejlservern: 550 nej' WHERE number = ?",
            (state, lease, number),
        )


@pytest.mark.parametrize(
    ("arguments", "status", "out"),
    [
        (["list"], 0, "Utkorgen är tom.\n"),
        (["list", "--json"], 0, "[]\n"),
        (["retry"], 0, "0 mejl skickas vid nästa leverans.\n"),
        (["retry", "7"], 1, "0 mejl skickas vid nästa leverans.\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_looking_before_there_is_anything_makes_no_database(
    command: Commands, arguments: list[str], status: int, out: str
) -> None:
    said = command("outbox", *arguments)
    assert (said.status, said.out) == (status, out)
    assert list(command.folder.iterdir()) == []


def test_what_waits_is_listed_with_when_and_why(command: Commands, waiting: list[str]) -> None:
    said = command("outbox", "list")
    assert said.status == 0
    first, second = said.out.splitlines()
    assert first.split()[:4] == ["1", waiting[0], "väntar", "till"]
    assert "går inte att nå" in first
    assert second.split()[:3] == ["2", waiting[1], "i"]
    (rows,) = command("outbox", "list", "--json").objects
    assert [(row["id"], row["number"], row["state"], row["attempts"]) for row in rows] == [
        (1, waiting[0], "waiting", 0), (2, waiting[1], "queued", 0),
    ]  # fmt: skip
    assert list(rows[0]) == ["id", "number", "state", "attempts", "created", "due", "error", "sent", "message_id"]


def test_a_failed_mail_comes_first_and_is_a_fault(command: Commands, waiting: list[str]) -> None:
    set_state(command, waiting[1], "failed")
    said = command("outbox", "list")
    assert said.status == 1
    assert said.out.splitlines()[0].split()[:3] == ["2", waiting[1], "MISSLYCKAT"]
    assert "partnerskap outbox retry" in said.err
    assert command("outbox", "list", "--json").status == 1


@pytest.mark.parametrize("named", ["id", "number", "number in lower case", "nothing"])
def test_a_retried_mail_goes_out_with_the_next_delivery(command: Commands, waiting: list[str], named: str) -> None:
    set_state(command, waiting[0], "failed")
    which = {"id": ["1"], "number": [waiting[0]], "number in lower case": [waiting[0].lower()], "nothing": []}[named]
    said = command("outbox", "retry", *which)
    assert (said.status, said.out) == (0, "1 mejl skickas vid nästa leverans.\n")
    assert "väntar till" not in command("outbox", "list").out
    delivered = command("work", "--once")
    assert (delivered.status, delivered.out) == (0, "Skickade nu: 2. Väntar: 0. Misslyckade: 0.\n")
    assert [mail.stem for mail in command.mails] == waiting


def test_naming_what_cannot_be_sent_again_is_told_and_the_others_are_sent(
    command: Commands, waiting: list[str]
) -> None:
    set_state(command, waiting[1], "sending")
    said = command("outbox", "retry", "1", "2", "99", "x\x1b[31m")
    assert said.status == 1
    assert said.out == "1 mejl skickas vid nästa leverans.\n"
    assert said.err.splitlines() == [
        "Mejl 2 skickas just nu.", "Mejl 99 finns inte i utkorgen.", "Mejl x[31m finns inte i utkorgen.",
    ]  # fmt: skip


def test_a_mail_that_was_sent_is_not_sent_again_by_naming_it(command: Commands) -> None:
    number = command("chat", "--json", stdin=joined(a_whole_form("u1"))).objects[-1]["lead"]
    said = command("outbox", "retry", number)
    assert said.status == 1
    assert said.err == f"Mejl {number} är redan skickat.\n"
    assert command("outbox", "list").out.split()[:3] == ["1", number, "skickat"]


def test_working_once_delivers_all_that_is_due_and_ends(command: Commands, waiting: list[str]) -> None:
    command("outbox", "retry")
    said = command("work", "--once")
    assert (said.status, said.out, said.err) == (0, "Skickade nu: 2. Väntar: 0. Misslyckade: 0.\n", "")
    assert [mail.stem for mail in command.mails] == waiting
    assert command("work", "--once").out == "Skickade nu: 0. Väntar: 0. Misslyckade: 0.\n"


@pytest.mark.parametrize("wanted", ["daily", "off"])
def test_the_digest_of_yesterday_goes_out_once_unless_it_is_turned_off(
    command: Commands, waiting: list[str], wanted: str
) -> None:
    command("work", "--once", digest=wanted)
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db", isolation_level=None)) as db:
        db.execute("UPDATE digests SET day = date(day, '-1 day'), numbers = '{}'")
    for _ in range(2):
        assert command("work", "--once", digest=wanted).status == 0
    assert len([mail for mail in command.mails if mail.stem.startswith("dagsbesked-")]) == int(wanted == "daily")
    assert ("dagsbesked-" in command("outbox", "list").out) is (wanted == "daily")


def test_a_mail_that_waits_tells_till_when_and_one_whose_time_has_come_that_it_is_next(
    command: Commands, waiting: list[str]
) -> None:
    assert "väntar till 20" in command("outbox", "list").out
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db", isolation_level=None)) as db:
        db.execute("UPDATE outbox SET due = created WHERE state = 'waiting'")
    said = command("outbox", "list").out
    assert "väntar, på tur nu" in said
    assert "väntar till" not in said


def test_working_once_leaves_what_is_not_due(command: Commands, waiting: list[str]) -> None:
    said = command("work", "--once")
    assert (said.status, said.out) == (0, "Skickade nu: 1. Väntar: 1. Misslyckade: 0.\n")
    assert [mail.stem for mail in command.mails] == waiting[1:]


def test_working_once_against_a_dead_server_is_a_fault_and_loses_nothing(command: Commands, waiting: list[str]) -> None:
    command("outbox", "retry")
    said = command("work", "--once", **DEAD)
    assert said.status == 1
    assert said.out == "Skickade nu: 0. Väntar: 2. Misslyckade: 0.\n"
    assert "partnerskap outbox list" in said.err
    assert command.mails == []


def test_a_mail_given_up_earlier_is_counted_but_is_no_fault_of_this_round(
    command: Commands, waiting: list[str]
) -> None:
    set_state(command, waiting[0], "failed")
    said = command("work", "--once")
    assert (said.status, said.out) == (0, "Skickade nu: 1. Väntar: 0. Misslyckade: 1.\n")
