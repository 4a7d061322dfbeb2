"""`partnerskap privacy audit`: nothing is left of anybody, and the audit would see it if there were."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from bot.app import policy
from bot.audit.canaries import Kind
from bot.audit.run import audit
from bot.cli.privacy import report
from bot.knowledge import LiveKnowledge
from tests.support.commands import Commands, a_whole_form, joined
from tests.support.conversation import clock, settings_for

KINDS = 11


@pytest.fixture
def knowledge(harbour: Path) -> LiveKnowledge:
    return LiveKnowledge(harbour, clock(), policy(settings_for(harbour)))


async def test_everything_is_gone_in_its_time(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    kinds = await audit(settings_for(tmp_path / "live"), knowledge)
    assert len(kinds) == KINDS
    assert [kind.name for kind in kinds if not kind.clean] == []
    assert [kind.name for kind in kinds if not kind.seen] == ["Nätadress"]
    assert not (tmp_path / "live").exists()


async def test_shorter_periods_are_kept_too(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    settings = settings_for(tmp_path, retention_days="conversation=1,lead=2,question=3")
    kinds = await audit(settings, knowledge)
    assert all(kind.clean for kind in kinds)
    assert {kind.gone for kind in kinds} == {"genast", "efter 1 dagar", "efter 2 dagar", "efter 3 dagar", "lagras inte"}


async def test_without_overwriting_the_audit_finds_what_is_left(tmp_path: Path, knowledge: LiveKnowledge) -> None:
    kinds = await audit(
        settings_for(tmp_path), knowledge, lambda connection: connection.execute("PRAGMA secure_delete=OFF").close()
    )
    left = sum((kind.left or Counter() for kind in kinds), Counter())
    assert left["databas"] + left["lediga sidor"] > 0
    assert not any(kind.clean for kind in kinds if kind.left)


def test_the_command_tells_it_in_a_table_and_leaves_the_live_folder_alone(
    command: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("chat", "--json", stdin=joined(a_whole_form("u")))
    data, elsewhere = command.folder / "data", tmp_path / "tillfälligt"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    said = command("privacy", "audit")
    assert said.status == 0, said.out
    assert said.err == ""
    assert said.out.count("inget") == KINDS and "Inget är kvar." in said.out and "Provet ser" in said.out
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    assert list(elsewhere.iterdir()) == []
    (told,) = command("privacy", "audit", "--json").objects
    assert (told["clean"], told["bites"], len(told["kinds"])) == (True, True, KINDS)


def a_kind(seen: bool = True, left: Counter[str] | None = None) -> Kind:
    return Kind("Samtal", "genast", ("Kanarie",), seen=seen, left=Counter() if left is None else left)


@pytest.mark.parametrize("as_object", [True, False])
@pytest.mark.parametrize(
    ("kinds", "bites", "status"),
    [
        ([a_kind()], True, 0),
        ([a_kind()], False, 1),
        ([a_kind(), a_kind(left=Counter({"loggar": 2}))], True, 1),
        ([a_kind(seen=False)], True, 1),
        ([Kind("Samtal", "genast", ("Kanarie",), seen=True)], True, 1),
        ([], True, 1),
    ],
)
def test_what_is_left_or_unseen_is_a_fault(
    capfd: pytest.CaptureFixture[str], kinds: list[Kind], bites: bool, status: int, as_object: bool
) -> None:
    assert report(kinds, bites, {"lead": 90}, as_object) == status
    told = capfd.readouterr().out
    if as_object:
        assert json.loads(told)["clean"] is (bool(kinds) and all(kind.clean for kind in kinds))
    elif any(kind.left for kind in kinds):
        assert "loggar: 2  ← fel" in told


# --- texts of consents


def test_the_texts_agreed_to_are_shown(command: Commands) -> None:
    assert command("privacy", "consent").out == "Ingen har lämnat samtycke än.\n"
    number = command("chat", "--json", stdin=joined(a_whole_form("u"))).objects[-1]["lead"]
    (lead,) = [lead for lead in command("leads", "list", "--json").objects[0] if lead["number"] == number]
    version = lead["consent"]["text_version"]
    assert command("privacy", "consent").out.startswith(f"{version}  sv  använd sedan 20")
    whole = command("privacy", "consent", version).out
    assert whole.startswith("Godkänner du att uppgifterna skickas?") and "90 dagar" in whole
    assert whole.strip() in command("leads", "show", number).out
    (told,) = command("privacy", "consent", "--json").objects
    assert [text["version"] for text in told] == [version] and told[0]["text"] == whole.strip()


def test_a_version_nobody_agreed_to_is_said_to_be_none(command: Commands) -> None:
    told = command("privacy", "consent", "sv-\x1b[31m")
    assert (told.status, told.out) == (1, "")
    assert told.err == "Ingen har godkänt en text med version sv-[31m.\n"
