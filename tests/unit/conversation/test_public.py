"""Where others read along, nothing personal is asked for or kept."""

from __future__ import annotations

import pytest

from bot.conversation.messages import Incoming
from bot.conversation.state import State
from bot.conversation.step import step
from bot.locale import say
from tests.support.conversation import MOMENT
from tests.support.guide import small_guide

WAYS_IN = [
    "/anmal",
    "/start ansok",
    "anmäl intresse",
    "Vi vill anmäla intresse. Anna Ek, anna.ek@falu.example, Falu kommun",
]


@pytest.mark.parametrize("text", WAYS_IN)
def test_no_way_into_the_form_leads_there(text: str) -> None:
    outcome = step(small_guide(), State(), Incoming("telegram:-1", text, channel="telegram", public=True), MOMENT)
    assert outcome.state.draft is None
    assert outcome.state.expects is None
    assert "anna.ek" not in outcome.state.dump()
    assert [reply.kind for reply in outcome.replies].count("private") == 1
    assert say("sv", "form.public") in [reply.text for reply in outcome.replies]


@pytest.mark.parametrize("text", WAYS_IN)
def test_the_same_leads_there_where_nobody_reads_along(text: str) -> None:
    assert step(small_guide(), State(), Incoming("telegram:1", text, channel="telegram"), MOMENT).state.draft


def test_a_question_is_answered_as_anywhere() -> None:
    incoming = Incoming("telegram:-1", "Hur mycket pengar kan vi få?", channel="telegram", public=True)
    assert step(small_guide(), State(), incoming, MOMENT).entry_id == "bidragets-storlek"
