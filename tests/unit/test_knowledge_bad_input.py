"""Whatever an editor saves while the bot runs: it is taken in, or told with file and line, and the bot answers on."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from bot.conversation.guide import Policy
from bot.knowledge import LiveKnowledge
from tests.support.conversation import clock
from tests.support.knowledge import BASTU, entry_text, faq_folder, put

NEW = entry_text("bastu", "Hur bokar vi bastun?", ["bastu", "boka på ön"], body="Håll i räcket på bryggan.")
GOOD: dict[str, bytes] = {
    "byte-order-mark": b"\xef\xbb\xbf" + NEW.encode(),
    "windows-line-ends": NEW.replace("\n", "\r\n").encode(),
    "old-mac-line-ends": NEW.replace("\n", "\r").encode(),
    "decomposed-letters": unicodedata.normalize("NFD", NEW).encode(),
    "no-line-end-at-the-end": NEW.rstrip().encode(),
}
BAD: dict[str, tuple[str, bytes]] = {
    "windows-1252": (BASTU, NEW.encode("cp1252")),
    "utf-16": (BASTU, NEW.encode("utf-16")),
    "tabs-in-the-head": (BASTU, NEW.replace("  - ", "\t- ").encode()),
    "half-saved": (BASTU, NEW[: NEW.index("sources")].encode()),
    "emptied": (BASTU, b""),
    "the-same-id-twice": ("sv/ombord/bastu.md", NEW.encode()),
    "the-same-phrasing-twice": (
        "sv/hamnen/brygga.md",
        entry_text("brygga", "Var är bryggan?", ["bastu"]).encode(),
    ),
    "something-else-altogether": (BASTU, bytes(range(256)) * 4),
    "lost-letters": (BASTU, NEW.encode().decode("cp1252", "replace").encode()),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return faq_folder(tmp_path / "faq")


@pytest.fixture
def knowledge(root: Path) -> LiveKnowledge:
    found = LiveKnowledge(root, clock(), Policy())
    found.guide.answers.warm()
    return found


def answer(knowledge: LiveKnowledge, question: str) -> str:
    answers = knowledge.guide.answers
    found = answers.match(question, "sv")
    entry = answers.entry(found.id or "", "sv")
    return entry.body.strip() if entry else found.decision


@pytest.mark.parametrize("saved", GOOD.values(), ids=GOOD)
def test_however_an_editors_program_saves_it_is_live(root: Path, knowledge: LiveKnowledge, saved: bytes) -> None:
    put(root, BASTU, saved)
    assert knowledge.refresh()
    assert knowledge.findings == []
    assert answer(knowledge, "Boka på ön") == "Håll i räcket på bryggan."
    knowledge.fit()
    assert answer(knowledge, "Boka på ön") == "Håll i räcket på bryggan."


@pytest.mark.parametrize(("shown", "saved"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_told_and_the_bot_answers_on(
    root: Path, knowledge: LiveKnowledge, shown: str, saved: bytes
) -> None:
    before, version = answer(knowledge, "boka bastu"), knowledge.standing.version
    put(root, shown, saved)
    assert not knowledge.refresh()
    assert any(finding.startswith(f"{shown}:") for finding in knowledge.findings), knowledge.findings
    knowledge.fit()
    assert (answer(knowledge, "boka bastu"), knowledge.standing.version) == (before, version)
    if shown != BASTU:
        (root / shown).unlink()
    put(root, BASTU, NEW)
    assert knowledge.refresh()
    assert answer(knowledge, "Boka på ön") == "Håll i räcket på bryggan."
