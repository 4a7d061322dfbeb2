"""`partnerskap faq new`: a skeleton that says what to fill in, and never writes over anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents import load_knowledge
from tests.support.commands import Commands
from tests.support.knowledge import faq_folder


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A small knowledge base of the test's own, to write in."""
    return faq_folder(tmp_path / "bas")


def test_the_skeleton_says_what_to_fill_in_and_the_check_tells_the_rest(command: Commands, harbour: Path) -> None:
    said = command("faq", "new", "dusch", "--theme", "ombord")
    assert (said.status, said.err) == (0, "")
    assert str(harbour / "sv/ombord/dusch.md") in said.out
    assert "question, phrasings och sources" in said.out
    assert (harbour / "sv/ombord/dusch.txt").is_file()
    told = [finding.message for finding in load_knowledge(harbour).errors]
    assert [
        part for part in ("`question`", "`phrasings`", "källa", "text") if not any(part in one for one in told)
    ] == []
    assert {finding.path for finding in load_knowledge(harbour).findings} == {"sv/ombord/dusch.md"}


def test_a_skeleton_filled_in_is_an_answer(command: Commands, harbour: Path) -> None:
    command("faq", "new", "dusch", "--theme", "ombord", "--lang", "en")
    path = harbour / "en/ombord/dusch.md"
    text = path.read_text("utf-8")
    for empty, filled in (("question:", "question: Is there a shower?"), ("  -\n#", "  - shower\n#"), ("url:", "url: seed"),
                          ("dated:", "dated: 2020"), ("# action: lead", "action: lead")):  # fmt: skip
        assert text.count(empty) == 1
        text = text.replace(empty, filled)
    path.write_text(text + "Yes.\n", "utf-8")
    loaded = load_knowledge(harbour)
    assert loaded.findings == []
    (answer,) = [answer.entry for answer in loaded.answers if answer.entry.id == "dusch"]
    assert (answer.action, answer.language, answer.variants) == ("lead", "en", ())


def test_nothing_is_written_over(command: Commands, harbour: Path) -> None:
    before = (harbour / "sv/hamnen/bastu.md").read_bytes()
    said = command("faq", "new", "bastu", "--theme", "ombord")
    assert said.status == 1
    assert "Svaret finns redan" in said.err
    assert (harbour / "sv/hamnen/bastu.md").read_bytes() == before
    assert not (harbour / "sv/ombord/bastu.md").exists()
    (harbour / "sv/hamnen/ved.txt").write_text("vedträ\n", "utf-8")
    assert command("faq", "new", "ved", "--theme", "hamnen").status == 0
    assert (harbour / "sv/hamnen/ved.txt").read_text("utf-8") == "vedträ\n"


def test_a_dated_version_stands_beside_the_answer(command: Commands, harbour: Path) -> None:
    assert command("faq", "new", "bastu@2027", "--theme", "hamnen").status == 0
    assert "\nid: bastu\n" in (harbour / "sv/hamnen/bastu@2027.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Bastu i höst", "--theme", "hamnen"), "Kanske bastu-i-host?"),
        (("../bastu", "--theme", "hamnen"), "Kanske bastu?"),
        (("dusch", "--theme", "bryggan"), "Temana är: hamnen, ombord."),
        (("dusch",), "Skriv --theme TEMA. Temana är: hamnen, ombord."),
    ],
)
def test_a_name_or_theme_that_cannot_be_is_told_with_what_can(
    command: Commands, harbour: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = sorted(harbour.rglob("*"))
    said = command("faq", "new", *arguments)
    assert (said.status, said.out) == (2, "")
    assert told in said.err
    assert sorted(harbour.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_a_sentence(command: Commands, harbour: Path) -> None:
    (harbour / "en/ombord").write_text("i vägen", "utf-8")
    said = command("faq", "new", "dusch", "--theme", "ombord", "--lang", "en")
    assert said.status == 1
    assert "Traceback" not in said.err
