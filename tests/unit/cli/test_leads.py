"""`partnerskap leads …`: what ICLD's contact and the operator look at, take out and erase."""

from __future__ import annotations

import csv
import io
import json
import stat

import pytest

from bot.cli.leads import safe_cell
from tests.support.commands import FORM, Commands, a_whole_form, joined, lines, press

SCHEMA = {
    "schema": None, "number": None, "received": None, "channel": None, "language": None,
    "organisation": ["name", "code", "type"], "contact": ["name", "role", "email", "phone"],
    "interest": ["topic", "goals", "country", "stage", "message"], "qualification": ["result", "reasons"],
    "consent": ["given", "text_version"], "questions": None,
}  # fmt: skip


@pytest.fixture
def number(command: Commands) -> str:
    """The number of a lead that has been delivered."""
    said = command("chat", "--json", stdin=joined([*lines("u1", "Hur bokar vi bastun?"), *a_whole_form("u1")]))
    found: str = said.objects[-1]["lead"]
    return found


@pytest.mark.parametrize(
    ("arguments", "status", "out"),
    [
        (["list"], 0, "Inga anmälningar finns i data/partnerskap.db.\n"),
        (["list", "--json"], 0, "[]\n"),
        (["export", "--json"], 0, "[]\n"),
        (["show", "KP-2026-0001"], 1, ""),
        (["erase", "KP-2026-0001", "--yes"], 1, ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_looking_before_there_is_anything_makes_no_database(
    command: Commands, arguments: list[str], status: int, out: str
) -> None:
    said = command("leads", *arguments)
    assert (said.status, said.out) == (status, out)
    assert bool(said.err) == bool(status)
    assert list(command.folder.iterdir()) == []


def test_the_list_has_a_line_per_lead(command: Commands, number: str) -> None:
    said = command("leads", "list")
    assert said.status == 0
    (line,) = said.out.splitlines()
    assert line.startswith(f"{number}  20")
    assert "Falu kommun" in line
    assert "qualified" in line
    assert "levererad 20" in line


def test_a_lead_is_shown_for_people(command: Commands, number: str) -> None:
    said = command("leads", "show", number.lower())
    assert said.status == 0
    for line in ("Organisation: Falu kommun", "Kod:          2080", "E-post:       anna.ek@falu.example", "Telefon:      –", "Mål:          6", "Land:         Kenya"):  # fmt: skip
        assert line in said.out.splitlines()


def test_each_reason_of_a_lead_stands_on_a_line_of_its_own(command: Commands, number: str) -> None:
    again = command("chat", "--json", stdin=joined([*a_whole_form("u2")])).objects[-1]["lead"]
    reasons = command("leads", "show", again, "--json").objects[0]["qualification"]["reasons"]
    assert len(reasons) > 1
    shown = [line[14:] for line in command("leads", "show", again).out.splitlines()]
    assert [reason for reason in reasons if reason not in shown] == []


def test_a_lead_is_shown_for_programs_by_the_schema(command: Commands, number: str) -> None:
    (document,) = command("leads", "show", number, "--json").objects
    assert list(document) == list(SCHEMA)
    assert {key: list(document[key]) for key, inner in SCHEMA.items() if inner} == {
        k: v for k, v in SCHEMA.items() if v
    }
    assert (document["schema"], document["number"], document["channel"]) == ("partnerskap/lead/1", number, "console")
    assert document["organisation"] == {"name": "Falu kommun", "code": "2080", "type": "kommun"}
    assert document["interest"]["country"] == {"code": "KE", "name": "Kenya"}
    assert document["questions"] == [{"id": "bastu", "asked": "Hur bokar vi bastun?"}]


def test_the_list_and_the_export_hold_the_same_documents(command: Commands, number: str) -> None:
    (document,) = command("leads", "show", number, "--json").objects
    ((listed,),) = command("leads", "list", "--json").objects
    ((exported,),) = command("leads", "export", "--json").objects
    assert exported == document
    assert listed.pop("delivered")
    assert listed == document


def test_a_number_that_is_not_there_is_told(command: Commands, number: str) -> None:
    said = command("leads", "show", "KP-1999-0001\x1b[31m")
    assert (said.status, said.out) == (1, "")
    assert said.err == "Det finns ingen anmälan KP-1999-0001[31m. Visa alla: partnerskap leads list\n"


def test_the_export_is_a_table_that_spreadsheets_read_and_run_nothing_of(command: Commands) -> None:
    form = a_whole_form("u1")
    topic = json.dumps({"from": "u1", "text": '=HYPERLINK("https://spam.example";"vatten") och avlopp'})
    said = command("chat", "--json", stdin=joined([*form[:6], topic, *form[7:]]))
    assert said.objects[-1]["lead"], said.objects[-1]
    rows = list(csv.reader(io.StringIO(command("leads", "export").out), delimiter=";"))
    assert len(rows) == 2
    row = dict(zip(*rows, strict=True))
    assert row["number"] == said.objects[-1]["lead"]
    assert row["interest.topic"].startswith("'=HYPERLINK(")
    assert row["organisation.code"] == "2080"


def test_an_exported_file_is_for_its_owner_and_excel(command: Commands, number: str) -> None:
    said = command("leads", "export", "--output", "leads.csv")
    assert (said.status, said.out) == (0, "")
    assert "leads.csv" in said.err
    file = command.folder / "leads.csv"
    assert file.read_bytes() == b"\xef\xbb\xbf" + command("leads", "export").out.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert command("leads", "export", "--json", "--output", "leads.json").status == 0
    assert json.loads((command.folder / "leads.json").read_text("utf-8"))[0]["number"] == number


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "＋", "－", "＠", "\u200b=", "\x1b="])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1").startswith("'")
    assert safe_cell("röd\x1b[31m\ntext") == "röd[31m text"
    assert safe_cell("Rent vatten = bra") == "Rent vatten = bra"


@pytest.mark.parametrize(
    ("answer", "gone"), [("ja", True), ("J", True), ("yes", True), ("nej", False), ("", False), ("jag vet inte", False)]
)
def test_erasing_asks_first(command: Commands, number: str, answer: str, gone: bool) -> None:
    said = command("leads", "erase", number, stdin=f"{answer}\n")
    assert said.status == (0 if gone else 1)
    assert f"Ska {number} raderas? Det går inte att ångra." in said.err
    assert ("är raderad här" in said.out) is gone
    assert ("Inget är raderat." in said.err) is not gone
    assert len(command("leads", "list", "--json").objects[0]) == (0 if gone else 1)


def test_erasing_with_nobody_to_ask_erases_nothing(command: Commands, number: str) -> None:
    said = command("leads", "erase", number)
    assert (said.status, said.out) == (2, "")
    assert "lägg till --yes" in said.err
    assert len(command("leads", "list", "--json").objects[0]) == 1


def test_erasing_takes_the_mail_along_and_says_what_may_have_gone_out(command: Commands, number: str) -> None:
    said = command("leads", "erase", number, "--yes")
    assert said.status == 0
    assert "också ur utkorgen. Mejlet levererades 20" in said.out
    assert "finns kvar hos mottagaren: be partnership@icld.se ta bort" in said.out
    assert command("outbox", "list").out == "Utkorgen är tom.\n"
    assert command("leads", "erase", number, "--yes").status == 1


def test_erasing_what_waits_says_that_it_will_never_go_out(command: Commands) -> None:
    settings = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "guiden@kommun.example"}
    number = command("chat", "--json", stdin=joined(a_whole_form("u1")), **settings).objects[-1]["lead"]
    said = command("leads", "erase", number, "--yes")
    assert "kommer inte att skickas" in said.out
    assert b"anna.ek" not in (command.folder / "data" / "partnerskap.db").read_bytes()


def test_the_form_as_filled_in_is_what_is_kept(command: Commands) -> None:
    script = [
        *press("u", "lead"),
        *lines("u", *FORM[:4], "070-174 06 05", *FORM[5:9], "Rad ett\nrad två"),
        *press("u", "send", "yes"),
    ]
    number = command("chat", "--json", stdin=joined(script)).objects[-1]["lead"]
    shown = command("leads", "show", number).out.splitlines()
    assert "Telefon:      +46 70 174 06 05" in shown
    place = shown.index("Meddelande:   Rad ett")
    assert shown[place + 1] == "              rad två"
