"""The registers that ship."""

from __future__ import annotations

import pytest

from bot.conversation.form import registers as of
from bot.leads.fill import Registers
from tests.support.guide import small_guide


@pytest.fixture(scope="session")
def registers() -> Registers:
    return of(small_guide())
