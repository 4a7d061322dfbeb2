"""Moments as kept: ISO 8601 in UTC with offset, always equally long, so that the order of text is the order of time."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.clock import STOCKHOLM


def to_text(at: datetime) -> str:
    """`at` as kept. A moment without time zone is refused: nobody could say later when it was."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without time zone cannot be kept: {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The moment kept as `text`, aware, in Swedish time."""
    return datetime.fromisoformat(text).astimezone(STOCKHOLM)


def from_text_or_none(text: str | None) -> datetime | None:
    """The same for a moment that may not have come yet."""
    return None if text is None else from_text(text)
