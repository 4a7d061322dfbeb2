"""The conversation over JSON lines, as messages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.jsonlines import LineError, incoming, outgoing
from bot.conversation.messages import Button, Incoming, Outgoing, Reply


def test_a_line_with_text_is_something_written() -> None:
    assert incoming('{"from": "u1", "text": "hej"}') == Incoming("console:u1", text="hej", channel="console")


def test_a_line_with_a_press_is_a_button() -> None:
    assert incoming('{"from": "u1", "press": "lead"}') == Incoming("console:u1", press="lead", channel="console")


def test_language_and_update_are_passed_on() -> None:
    told = incoming('{"from": "u1", "text": "hej", "lang": "en-GB", "update": 7}')
    assert (told.language_hint, told.update_id) == ("en-GB", "7")


def test_unknown_keys_do_no_harm() -> None:
    assert incoming('{"from": "u1", "text": "hej", "channel": "web", "user": "x"}').channel == "console"


@given(st.text())
def test_no_line_but_a_message_passes_and_none_raises_anything_else(line: str) -> None:
    with pytest.raises(LineError):
        incoming(line)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["from", "text", "press", "lang", "update"]), inner)))  # fmt: skip
def test_any_json_is_a_message_or_a_sentence(value: object) -> None:
    try:
        told = incoming(json.dumps(value))
    except LineError as error:
        assert str(error)
    else:
        assert told.user.startswith("console:")
        assert isinstance(told.text if told.press is None else told.press, str)


def test_replies_are_one_line_with_the_promised_keys() -> None:
    reply = Reply("Rad ett\nrad två", (Button("yes", "Ja"),), "consent")
    line = outgoing(Outgoing("console:u1", (reply,), "consent", "answer", "bastu", "KP-2026-0001"))
    assert "\n" not in line
    assert json.loads(line) == {
        "to": "u1",
        "replies": [{"text": "Rad ett\nrad två", "buttons": [{"id": "yes", "label": "Ja"}]}],
        "expects": "consent",
        "decision": "answer",
        "id": "bastu",
        "lead": "KP-2026-0001",
    }
