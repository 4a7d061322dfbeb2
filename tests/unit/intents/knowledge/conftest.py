"""What every test of this room starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.knowledge import faq_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A faultless knowledge base to put faults into."""
    return faq_folder(tmp_path)
