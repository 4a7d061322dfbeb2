"""Swedish and English as visitors meet them, on the answers that ship, with one translation taken away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.knowledge import shipped
from bot.locale import say
from tests.support.commands import Commands, joined, lines, press

GONE = "en/ekonomi/bidragets-storlek"
SAYS_SO = "exists only in Swedish"


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The answers that ship without the English one about the size of the grant."""
    root = tmp_path_factory.mktemp("half") / "faq"
    shutil.copytree(shipped(), root)
    for path in root.glob(f"{GONE}*.md"):
        path.unlink()
    return root


def test_what_is_not_translated_is_answered_in_swedish_and_said_to_be(command: Commands, half: Path) -> None:
    (told,) = command("ask", "--json", "How much money can we get?", faq_dir=str(half)).objects
    assert (told["lang"], told["id"], told["answer_lang"]) == ("en", "bidragets-storlek", "sv")
    assert "miljoner kronor" in told["answer"]
    said = command("ask", "How much money can we get?", faq_dir=str(half))
    assert SAYS_SO in said.out and "miljoner kronor" in said.out
    (whole,) = command("ask", "--json", "How much money can we get?", faq_dir="").objects
    assert (whole["id"], "answer_lang" in whole) == ("bidragets-storlek", False)


def test_the_conversation_says_it_too_by_question_and_by_button(command: Commands, half: Path) -> None:
    asked = [*lines("u1", "How much money can we get?"), *lines("u2", "hello"), *press("u2", "topic:bidragets-storlek")]
    first, _, third = command("chat", "--json", stdin=joined(asked), faq_dir=str(half)).objects
    for told in (first, third):
        assert told["id"] == "bidragets-storlek"
        assert any(SAYS_SO in reply["text"] and "miljoner kronor" in reply["text"] for reply in told["replies"])


def test_the_check_tells_which_translation_is_missing(command: Commands, half: Path) -> None:
    said = command("faq", "check", str(half))
    assert said.status == 0
    assert f"{GONE}.txt:1: varning: svaret `bidragets-storlek` saknas på engelska" in said.out


@pytest.mark.parametrize(
    ("said", "language"),
    [
        (["What is ICLD?", "budget"], "en"),
        (["Vad är ICLD?", "budget"], "sv"),
        (["What is ICLD?", "Falu kommun"], "en"),
        (["Who can apply?", "Vem kan söka?"], "sv"),
        (["Vem kan söka?", "English", "budget"], "en"),
        (["Who can apply?", "svenska", "budget"], "sv"),
        (["Hi"], "en"),
        (["hej"], "sv"),
        (["Kenya"], "sv"),
        (["Vi vill ha hjälp med vår inception phase"], "sv"),
        (["We are from Falu kommun and want to apply"], "en"),
    ],
    ids=" / ".join,
)
def test_the_conversation_speaks_what_is_written_and_keeps_to_it(
    command: Commands, said: list[str], language: str
) -> None:
    *_, last = command("chat", "--json", stdin=joined(lines("u1", *said)), faq_dir="").objects
    shown = {button["id"]: button["label"] for reply in last["replies"] for button in reply["buttons"]}
    ours = [name for name in ("lead", "topics", "none") if name in shown]
    assert ours
    for name in ours:
        line = "clarify.none" if name == "none" else f"button.{name}"
        assert shown[name] in {say(language, line), say(language, "clarify.not_that")}
