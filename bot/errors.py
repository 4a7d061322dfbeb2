"""The errors this product raises on purpose, as a tree. Each says what happened and what to do, in Swedish.

PartnerskapError
├── SettingsError      a setting is wrong or unknown: all faults at once
├── KnowledgeError     the knowledge base has errors: all findings at once
├── StorageError       the disk is full, the database locked or broken
└── DeliveryError      a mail server said no, not now, or nothing; see `bot.outbox.delivery`
"""

from __future__ import annotations

import traceback
from pathlib import Path


class PartnerskapError(Exception):
    """Base of all; its text is fit to show to a person."""


class SettingsError(PartnerskapError, ValueError):
    """One or more settings are wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class KnowledgeError(PartnerskapError, ValueError):
    """The knowledge base cannot be used as it is."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


class StorageError(PartnerskapError, OSError):
    """Nothing was saved."""


def where(error: Exception) -> str:
    """What kind of fault and in which line; not its text, which may quote what somebody wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} i {Path(frame.filename).name} rad {frame.lineno}"
