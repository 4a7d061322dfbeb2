"""`partnerskap check`: the effective settings with their sources, and all faults at once."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.support.commands import Commands
from tests.support.knowledge import entry_text, faq_folder, put
from tests.support.smtp import Sin, smtp_server

SECRETS = {
    "smtp_url": "smtp://guiden:hemligt1@mail.kommun.example:587?tls=starttls",
    "telegram_token": "12345:hemligt2",
    "webhook_secret": "hemligt3",
}


def test_every_setting_is_shown_with_its_source(command: Commands) -> None:
    (command.folder / ".env").write_text("PARTNERSKAP_LEAD_TO=ovan@icld.example\nPARTNERSKAP_LOG_FORMAT=\n", "utf-8")
    said = command("check", "--json", data_dir="här")
    assert (said.status, said.err) == (0, "")
    (told,) = said.objects
    assert told["faults"] == []
    assert [row["name"] for row in told["settings"]] == [
        f"PARTNERSKAP_{name.upper()}" for name in Settings.model_fields
    ]
    shown = {row["name"].removeprefix("PARTNERSKAP_"): (row["value"], row["source"]) for row in told["settings"]}
    assert shown["LEAD_TO"] == ("ovan@icld.example", ".env")
    assert shown["DATA_DIR"] == ("här", "miljön")
    assert shown["LOG_FORMAT"] == ("text", "förval")
    assert shown["RETENTION_DAYS"] == ("conversation=21,lead=90,question=400", "förval")


def test_the_environment_goes_before_the_file(command: Commands) -> None:
    (command.folder / ".env").write_text("PARTNERSKAP_LEAD_TO=fil@icld.example\n", "utf-8")
    said = command("check", lead_to="miljo@icld.example")
    (row,) = [line for line in said.out.splitlines() if "LEAD_TO" in line]
    assert row.split() == ["PARTNERSKAP_LEAD_TO", "miljo@icld.example", "miljön"]
    assert said.out.endswith("\nAllt är i ordning.\n")


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("broken", [False, True], ids=["well", "with faults"])
def test_no_secret_is_shown(command: Commands, form: list[str], broken: bool) -> None:
    more = {"mail_from": "guiden@kommun.example", "public_url": "https://guiden.example"} | (
        {"lead_to": "ingen", "public_url": "ftp://x"} if broken else {}
    )
    said = command("check", *form, **SECRETS, **more)
    assert said.status == int(broken)
    assert "**********" in said.out
    assert "hemligt" not in said.out + said.err


def test_all_faults_are_told_together(command: Commands, tmp_path: Path) -> None:
    root = faq_folder(tmp_path / "faq")
    put(root, "sv/hamnen/bastu.md", "trasig")
    put(root, "sv/hamnen/hamnavgift.md", entry_text("hamnavgift", reviewed="i går"))
    (tmp_path / "fil").write_text("", "utf-8")
    said = command(
        "check", "--json", faq_dir=str(root), data_dir="fil/data", lead_to="ingen", smtp_url="smtp://hemligt@",
        log_format="xml", retention_days="900", leadto="x",
    )  # fmt: skip
    assert said.status == 1
    (told,) = said.objects
    starts = ["PARTNERSKAP_LEADTO: okänd", "PARTNERSKAP_LEAD_TO: går", "PARTNERSKAP_RETENTION_DAYS: går",
              "PARTNERSKAP_LOG_FORMAT: går", "PARTNERSKAP_MAIL_FROM: behövs", "PARTNERSKAP_SMTP_URL: Mejl",
              "sv/hamnen/bastu.md:1: ", "sv/hamnen/hamnavgift.md:", "fil/data: "]  # fmt: skip
    assert [next((start for start in starts if fault.startswith(start)), fault) for fault in told["faults"]] == starts
    shown = {row["name"]: row["value"] for row in told["settings"]}
    assert shown["PARTNERSKAP_LEAD_TO"] == "(går inte att använda, se nedan)"
    assert command("check", lead_to="ingen").out.endswith("\n1 fel.\n")


def test_checking_changes_nothing(command: Commands) -> None:
    assert command("check").status == 0
    assert list(command.folder.iterdir()) == []


def test_a_database_that_cannot_be_opened_is_told(command: Commands) -> None:
    (command.folder / "x.db").write_bytes(b"ingen databas alls, men lika lang som en rubrik brukar vara " * 20)
    said = command("check", database_url="sqlite:///x.db")
    assert said.status == 1
    assert "x.db: Databasfilen är skadad eller är ingen databas." in said.out


def test_a_database_from_a_newer_version_is_told(command: Commands) -> None:
    command("work", "--once")
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db", isolation_level=None)) as db:
        db.execute("UPDATE _sqlite_migrations SET name = '9999-senare' WHERE name LIKE '0001%'")
    said = command("check")
    assert said.status == 1
    assert "nyare version" in said.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(command: Commands) -> None:
    closed = command.folder / "stängd"
    closed.mkdir(mode=0o500)
    said = command("check", data_dir="stängd/data")
    assert said.status == 1
    assert "får inte skriva i" in said.out


def test_mails_as_files_need_a_place_even_when_the_database_is_elsewhere(command: Commands) -> None:
    (command.folder / "fil").write_text("", "utf-8")
    said = command("check", data_dir="fil", database_url="sqlite:///här/x.db")
    assert said.status == 1
    assert "fil/mail: " in said.out


# --- the test mail


def test_no_test_mail_is_sent_unasked_or_with_faulty_settings(command: Commands) -> None:
    assert command("check").status == 0
    said = command("check", "--send-test", lead_to="ingen")
    assert said.status == 1
    assert said.out.endswith("\n1 fel.\nTestmejlet skickades inte: rätta felen först.\n")
    assert command.mails == []


def test_a_test_mail_as_file_says_where_it_lies_and_that_it_is_no_lead(command: Commands) -> None:
    said = command("check", "--send-test", lead_to="info@växjö.example")
    (mail,) = command.mails
    assert (said.status, said.out.splitlines()[-1]) == (
        0, f"Ingen mejlserver är satt: testmejlet ligger i {Path('data/mail') / mail.name}.",
    )  # fmt: skip
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert message["To"] == f"info@{'växjö'.encode('idna').decode()}.example"
    assert message["Subject"].startswith("TESTMEJL")
    assert not (command.folder / "data" / "partnerskap.db").exists()


@pytest.mark.parametrize(
    ("sin", "status", "words"),
    [
        (None, 0, "Testmejlet är lämnat till mejlservern för info@icld.example. Den svarade: 250 2.0.0 queued as 1"),
        ("greylists_once", 1, "Testmejlet fick inte gå iväg just nu. Mejlservern ber mejlet vänta: 451 4.7.1"),
        ("refuses_recipient", 1, "Testmejlet gick inte att skicka. Mejlservern tar inte emot mejlet: 550 5.1.1"),
        ("is_busy", 1, "Testmejlet gick inte att skicka. Mejlservern släpper inte in oss: 421 4.3.2"),
        ("hangs_up_after_dot", 1, "Testmejlet gick inte att skicka. Mejlet är skickat men inte kvitterat"),
    ],
)
async def test_a_test_mail_is_told_in_the_servers_words(
    command: Commands, sin: Sin | None, status: int, words: str
) -> None:
    async with smtp_server(sin) as server:
        given = {
            "smtp_url": f"smtp://127.0.0.1:{server.port}", "mail_from": "a@b.example", "lead_to": "info@icld.example"
        }  # fmt: skip
        said = await asyncio.to_thread(command.process, "check", "--send-test", **given)
        again = await asyncio.to_thread(command.process, "check", "--send-test", "--json", **given)
    assert said.status == status
    assert said.out.splitlines()[-1].startswith(words)
    assert again.objects[0]["test"]["ok"] is (again.status == 0)


def test_a_switch_is_shown_as_it_is_written(command: Commands) -> None:
    assert " true " in command("check", trust_proxy="true").out
    assert " false " in command("check").out
