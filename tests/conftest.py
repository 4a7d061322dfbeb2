"""Fixtures for all rooms. The knowledge base that ships is fitted once per process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.conversation.guide import Guide
    from bot.knowledge import LiveKnowledge


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests start from an environment without our settings."""
    for name in list(os.environ):
        if name.startswith("PARTNERSKAP_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def live_knowledge() -> LiveKnowledge:
    """The knowledge base that ships with the package, on a fixed day."""
    from bot.conversation.guide import Policy
    from bot.knowledge import LiveKnowledge, shipped
    from tests.support.conversation import clock

    return LiveKnowledge(shipped(), clock(), Policy())


@pytest.fixture(scope="session")
def guide(live_knowledge: LiveKnowledge) -> Guide:
    """What the conversation knows, with the answers that ship."""
    return live_knowledge.guide
