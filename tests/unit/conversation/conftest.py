"""Conversations over the small base: nothing is fitted, nothing is stored."""

from __future__ import annotations

import pytest

from bot.conversation.guide import Guide
from tests.support.conversation import Talk
from tests.support.guide import small_guide


@pytest.fixture
def small() -> Guide:
    return small_guide()


@pytest.fixture
def talk(small: Guide) -> Talk:
    """A conversation that has been greeted."""
    talk = Talk(small)
    talk.say("hej")
    return talk
