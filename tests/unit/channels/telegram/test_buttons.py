"""What buttons carry, and what a press is worth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import MOST, STALE, Stamps, rows, secret
from bot.channels.telegram.wire import Key
from bot.conversation.messages import Button, Outgoing, Reply

STAMPS = Stamps(secret("1:hemlig"))
USER = "telegram:1"


def shown(*ids: str) -> tuple[str, Outgoing]:
    """The last message: update 7, with these buttons."""
    return "7", Outgoing(USER, (Reply("?", tuple(Button(one, one) for one in ids)),))


@given(st.text(min_size=1, max_size=120))
def test_every_id_fits_and_comes_back_while_it_is_the_last(button: str) -> None:
    carried = STAMPS.carried(USER, "7", button)
    assert len(carried.encode("utf-8", "replace")) <= MOST
    assert STAMPS.pressed(USER, carried, shown(button)) == button


def test_an_answer_counts_only_while_it_is_the_last_question() -> None:
    carried = STAMPS.carried(USER, "6", "yes")
    assert STAMPS.pressed(USER, carried, shown("yes")) == STALE
    assert STAMPS.pressed(USER, carried, None) == STALE
    assert STAMPS.pressed("telegram:2", STAMPS.carried(USER, "7", "yes"), shown("yes")) == STALE


def test_a_way_to_an_answer_always_counts() -> None:
    for button in ("topic:vem-kan-soka", "theme:grund", "topics", "lead", "human"):
        assert STAMPS.pressed(USER, STAMPS.carried(USER, "6", button), shown("yes")) == button


def test_a_long_id_counts_only_while_its_button_is_shown() -> None:
    button = "topic:" + "lang-" * 20
    carried = STAMPS.carried(USER, "7", button)
    assert STAMPS.pressed(USER, carried, shown("yes")) == STALE


@given(st.text(max_size=64))
def test_what_was_never_ours_answers_nothing(data: str) -> None:
    assert STAMPS.pressed(USER, data, shown("yes", "send")) not in {"yes", "send"}


def test_another_bots_stamp_is_not_ours() -> None:
    assert STAMPS.pressed(USER, Stamps(secret("2:annan")).carried(USER, "7", "yes"), shown("yes")) == STALE


def test_short_labels_stand_two_by_two() -> None:
    labels = ["Ja", "Nej", "Avbryt anmälan", "Hur mycket pengar kan vi få?", "Hoppa över"]
    made = rows([(Button(label, label), Key(label, label)) for label in labels])
    assert [[key.label for key in row] for row in made] == [["Ja", "Nej"], ["Avbryt anmälan"], [labels[3]], [labels[4]]]
