"""How the terminal shows a conversation."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.console import converse, printable, said, shown
from bot.conversation.messages import Button, Incoming, Outgoing, Reply
from bot.conversation.runner import Runner

URL = "https://icld.example/sv/artikel/12-svenska-kommuner-och-regioner-far-dela-pa-33-miljoner"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_shown(text: str) -> None:
    assert all(char == "\n" or char.isprintable() for char in printable(text))


def test_what_is_visible_stays_whatever_the_language() -> None:
    assert printable("Åäö – ”citat”\x1b[2J\x07 😀\u202e") == "Åäö – ”citat”[2J 😀"


@pytest.mark.parametrize("columns", [10, 40, 80, 300])
def test_text_is_wrapped_to_what_is_pleasant_to_read(columns: int) -> None:
    lines = shown(Reply("ord " * 100), columns).splitlines()
    assert max(map(len, lines)) <= min(max(30, columns), 88)


def test_an_address_is_never_cut() -> None:
    assert URL in shown(Reply(f"Källa: {URL} (ca 2023), {URL} (ca 2021)"), 60).split()


def test_paragraphs_and_lists_are_kept() -> None:
    text = shown(Reply("En rad.\n\n– " + "punkt " * 20 + "\n– två"), 40)
    assert text.startswith("En rad.\n\n– punkt")
    assert "\n  punkt" in text
    assert text.endswith("\n– två")


def test_buttons_are_words_that_can_be_written() -> None:
    assert shown(Reply("Hej", (Button("lead", "Anmäl intresse"), Button("human", "Fråga en människa"))), 80) == (
        "Hej\n\n  › Anmäl intresse\n  › Fråga en människa"
    )


def test_options_to_choose_from_are_numbered() -> None:
    buttons = (
        Button("topic:a", "A?"),
        Button("topic:b", "B?"),
        Button("none", "Inget av dessa"),
        Button("cancel", "Avbryt"),
    )
    assert shown(Reply("Vilken?", buttons), 80).splitlines()[2:] == [
        "  1. A?",
        "  2. B?",
        "  3. Inget av dessa",
        "  › Avbryt",
    ]


def test_several_replies_are_set_apart() -> None:
    assert said(Outgoing("u", (Reply("Ett"), Reply("Två"))), 80) == "Ett\n\nTvå"


async def test_the_conversation_begins_with_a_greeting_and_ends_with_the_lines() -> None:
    heard: list[Incoming] = []

    class Parrot(Runner):
        def __init__(self) -> None:
            """Needs nothing."""

        async def handle(self, incoming: Incoming) -> Outgoing:
            heard.append(incoming)
            return Outgoing(incoming.user, (Reply(f"<{incoming.text}>"),))

    async def typed() -> AsyncIterator[str]:
        for line in ("hej", "Sluta ", "bastu"):
            yield line

    told: list[str] = []
    await converse(Parrot(), typed(), told.append)
    assert told == ["</start>", "<hej>"]
    assert {incoming.channel for incoming in heard} == {"console"}
    assert len({incoming.user for incoming in heard}) == 1
