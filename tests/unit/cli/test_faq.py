"""`partnerskap faq check`: every finding at once, where an editor can open it. `faq status`: what is in service."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.conversation.guide import Policy
from bot.in_service import read, report
from bot.knowledge import LiveKnowledge
from tests.support.commands import Commands
from tests.support.knowledge import SWEDISH, entry_text, faq_folder, line_of, put


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A knowledge base with one faulty file and one that was never begun."""
    root = faq_folder(tmp_path / "faq")
    put(root, "sv/hamnen/bastu.md", "trasig")
    put(root, "sv/hamnen/hamnavgift.md", entry_text("hamnavgift", reviewed="i går"))
    return root


def faults(out: str) -> list[str]:
    """The lines of `faq check` about what must be mended."""
    return [line for line in out.splitlines() if re.match(r"\S+:\d+: (?!varning: |råd: )", line)]


def test_a_faultless_base_is_told_so(command: Commands) -> None:
    said = command("faq", "check")
    assert (said.status, said.err) == (0, "")
    assert re.fullmatch(r"0 fel, \d+ varningar, \d+ råd\. 4 svar är i ordning\.", said.out.splitlines()[-1])
    (told,) = command("faq", "check", "--json").objects
    assert told["version"]
    assert told["errors"] == 0
    assert {finding["severity"] for finding in told["findings"]} == {"warning", "advice"}


def test_the_base_that_ships_is_checked_when_none_is_named(command: Commands) -> None:
    said = command("faq", "check", "--at", "2026-11-26", faq_dir="")
    assert said.status == 0
    assert said.out.splitlines()[-1].startswith("0 fel, 0 varningar, ")
    assert int(said.out.split()[-5]) >= 70


def test_every_finding_is_told_as_file_line_message_from_where_one_stands(command: Commands, broken: Path) -> None:
    said = command("faq", "check", "faq")
    assert said.status == 1
    found = [line.partition(": ")[0] for line in faults(said.out)]
    line = line_of((broken / "sv/hamnen/hamnavgift.md").read_text("utf-8"), "reviewed:")
    assert sorted(found) == ["faq/sv/hamnen/bastu.md:1", f"faq/sv/hamnen/hamnavgift.md:{line}"]
    assert all((command.folder / place.rpartition(":")[0]).is_file() for place in found)
    assert re.fullmatch(r"2 fel, \d+ varningar, \d+ råd\. Rätta felen och kör igen\.\n", said.err)


def test_the_same_findings_as_json_and_nothing_else(command: Commands, broken: Path) -> None:
    said = command("faq", "check", "--json", faq_dir=str(broken))
    assert (said.status, said.err) == (1, "")
    (told,) = said.objects
    assert told["version"] is None
    assert {tuple(finding) for finding in told["findings"]} == {("path", "line", "message", "severity", "rule")}
    assert told["errors"] == 2
    assert {finding["path"] for finding in told["findings"] if finding["severity"] == "error"} == {
        "faq/sv/hamnen/bastu.md",
        "faq/sv/hamnen/hamnavgift.md",
    }


def test_a_base_elsewhere_is_told_by_its_whole_path(
    command: Commands, harbour: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = faq_folder(tmp_path_factory.mktemp("annorstädes"))
    put(root, "sv/hamnen/bastu.md", "trasig")
    said = command("faq", "check", str(root))
    (fault,) = faults(said.out)
    assert fault.startswith(f"{root}/sv/hamnen/bastu.md:1: ")


def test_a_setting_that_names_no_folder_is_told(command: Commands) -> None:
    said = command("faq", "check", faq_dir="finns/inte")
    assert (said.status, said.out) == (1, "")
    assert "PARTNERSKAP_FAQ_DIR: mappen finns/inte finns inte." in said.err


def test_the_status_tells_version_limits_and_how_the_trial_questions_go(command: Commands, harbour: Path) -> None:
    put(harbour, "sv/provfragor.tsv", "bastu\tHur bokar vi bastun?\nbastu\tlandström\n-\tVad heter statsministern?\n")
    (told,) = command("faq", "status", "--json").objects
    swedish, english = told["languages"]
    assert (swedish["language"], swedish["answers"], english["answers"]) == ("sv", 3, 1)
    assert swedish["phrasings"] == sum(len(SWEDISH[entry]) for entry in ("hamnavgift", "bastu", "landstrom"))
    assert swedish["trials"] == {"inside": 2, "outside": 1, "right": 1, "asked": 0, "wrong": 1, "false": 0}
    assert set(swedish["thresholds"]) == {"clear", "doubt", "offer"}
    text = command("faq", "status")
    assert text.out.startswith(f"Version {told['version']}, för ")
    assert "2 provfrågor: 50.0% rätt, 0.0% motfråga, 50.0% fel." in text.out


async def said_that(data: Path, findings: int) -> None:
    """Wait until a service has said so."""
    while not (now := read(data)) or len(now.standing.findings) != findings:  # noqa: ASYNC110 - what is waited for is on the disk, and sets no event
        await asyncio.sleep(0.01)


async def test_the_status_tells_what_a_running_service_uses_and_why_nothing_newer(
    command: Commands, tmp_path: Path
) -> None:
    root = faq_folder(tmp_path / "faq")
    knowledge = LiveKnowledge(root, SystemClock(), Policy())
    version, data = knowledge.standing.version, command.folder / "data"
    assert "ingen som är i gång" in command("faq", "status", faq_dir=str(root)).out
    stop = asyncio.Event()
    running = asyncio.create_task(report(knowledge, data, stop))
    try:
        async with asyncio.timeout(30):
            await said_that(data, 0)
            said = await asyncio.to_thread(command, "faq", "status", faq_dir=str(root))
            assert (said.status, f"Tjänsten: version {version}" in said.out) == (0, True)
            assert "Det är filerna som de är nu." in said.out
            put(root, "sv/hamnen/bastu.md", "trasig")
            assert not knowledge.refresh()
            await said_that(data, 1)
            said = await asyncio.to_thread(command, "faq", "status", faq_dir=str(root))
            assert said.status == 1
            assert "Filerna har 1 fel och kan inte tas i bruk:\n  sv/hamnen/bastu.md:1: " in said.out
            assert f"Tjänsten: version {version}" in said.out
            assert "En nyare version används inte:\n  sv/hamnen/bastu.md:1: " in said.out
            (told,) = (await asyncio.to_thread(command, "faq", "status", "--json", faq_dir=str(root))).objects
            assert (told["version"], told["languages"], len(told["findings"])) == (None, [], 1)
            assert (told["serving"]["version"], len(told["serving"]["findings"])) == (version, 1)
    finally:
        stop.set()
        await running


def test_the_status_tells_on_which_days_to_come_an_answer_is_missing(command: Commands, tmp_path: Path) -> None:
    root = faq_folder(tmp_path / "faq")
    said = command("faq", "status", faq_dir=str(root))
    assert "varje svar gäller i exakt en version de närmaste två åren" in said.out
    ends = (SystemClock().now() + timedelta(days=10)).date()
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", extra=f"valid_until: {ends}"))
    said = command("faq", "status", faq_dir=str(root))
    missing = f"varning: svaret gäller till och med {ends}, om 10 dagar, och ingen version tar vid"
    assert f"Dagarna framåt:\n  sv/hamnen/bastu.md:1: {missing}" in said.out
    (told,) = command("faq", "status", "--json", faq_dir=str(root)).objects
    assert len(told["uncovered"]) == 1 and missing in told["uncovered"][0]
