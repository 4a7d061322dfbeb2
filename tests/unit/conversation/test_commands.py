"""Words that steer the conversation, in both languages, and texts that only look like them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from bot.conversation.commands import Command, command, looks_like_question, wants_lead
from intents import text_key


def listed() -> dict[str, list[str]]:
    return tomllib.loads((files("bot") / "locales" / "commands.toml").read_text(encoding="utf-8"))


def test_every_listed_phrase_is_its_command_however_it_is_typed() -> None:
    for name, phrases in listed().items():
        assert name in get_args(Command)
        for phrase in phrases:
            if text_key(phrase):
                assert command(phrase) == command(f"  {phrase.upper()}! ") == name, phrase


def test_no_phrase_is_listed_under_two_commands() -> None:
    keys = [text_key(phrase) for phrases in listed().values() for phrase in phrases if text_key(phrase)]
    twice = {key for key in keys if keys.count(key) > 1}
    belongs = {key: {name for name, phrases in listed().items() if key in map(text_key, phrases)} for key in twice}
    assert all(len(names) == 1 for names in belongs.values()), belongs


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/start", "start"),
        ("/anmal", "lead"),
        ("/RADERA@guiden", "erase"),
        ("/start ansok", "start"),
        ("/hjalp", "help"),
    ],
)
def test_slash_commands_are_read_with_address_and_argument(text: str, order: Command) -> None:
    assert command(text) == order


@pytest.mark.parametrize("text", ["/", "/ ", "/okänt", "", "avbryt inte nu", "ja men hur då?", "hej " * 40])
def test_other_texts_are_no_command(text: str) -> None:
    assert command(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "vi vill vara med", "Vi vill gärna vara med!", "jag vill vara med i ett partnerskap", "vi är intresserade",
        "Vi är mycket intresserade av ett kommunalt partnerskap", "anmäl oss", "skriv upp oss", "vi vill delta",
        "sign us up", "Sign us up!", "count us in", "we want to join", "we'd like to take part in the programme",
        "we are interested in joining", "Hej, vi är intresserade, Anna Ek, Falu kommun",
        "vi på Falu kommun vill anmäla vårt intresse", "we want to register our interest",
    ],
)  # fmt: skip
def test_a_wish_to_take_part_opens_the_form(text: str) -> None:
    assert wants_lead(text)


@pytest.mark.parametrize(
    "text",
    [
        "vill vi vara med?", "kan vi vara med?", "vi är inte intresserade", "we are not interested", "vi vill inte delta",
        "vi vill delta i en kurs", "vi är intresserade av vad det kostar", "vem är intresserad", "vi vill veta vem som är med",
        "jag vill veta hur man anmäler intresse?", "vi vill", "intresserad",
    ],
)  # fmt: skip
def test_a_question_or_a_no_does_not_open_the_form(text: str) -> None:
    assert not wants_lead(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Hur gör man", True),
        ("hallå?", True),
        ("What is it", True),
        ("Falu kommun", False),
        ("", False),
        ("hurra", False),
    ],
)
def test_a_question_is_known_by_its_mark_or_its_first_word(text: str, asks: bool) -> None:
    assert looks_like_question(text) is asks
