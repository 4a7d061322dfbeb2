"""Fixtures for all rooms. The knowledge base that ships is fitted once per process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.guide import Guide
    from bot.knowledge import LiveKnowledge
    from tests.support.commands import Commands

# No example is wrong for being slow on a busy machine, and a run finds what the run before found.
settings.register_profile("ours", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")


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


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small knowledge base as a folder; to be read only."""
    from tests.support.knowledge import faq_folder

    return faq_folder(tmp_path_factory.mktemp("faq"))


@pytest.fixture(scope="session")
def harbour_guide(harbour: Path) -> Guide:
    """What the conversation knows, with the small knowledge base and the registers that ship."""
    from bot.conversation.guide import Policy
    from bot.knowledge import LiveKnowledge
    from tests.support.conversation import clock

    return LiveKnowledge(harbour, clock(), Policy()).guide


@pytest.fixture
def command(tmp_path: Path, harbour: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The commands, at a prompt in an empty folder, with the small knowledge base."""
    from tests.support.commands import Commands

    monkeypatch.chdir(tmp_path)
    return Commands(tmp_path, harbour)
