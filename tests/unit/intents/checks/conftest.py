"""What every test of the rules starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checks import Checked
from tests.support.knowledge import faq_folder, put


@pytest.fixture
def base(tmp_path: Path) -> Checked:
    """A small knowledge base to put faults into, with a translated answer."""
    root = faq_folder(tmp_path / "faq")
    put(root, "en/provfragor.tsv", "")
    return Checked(root)
