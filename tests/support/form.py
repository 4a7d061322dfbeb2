"""What stands in a form while it is filled in."""

from __future__ import annotations

from tests.support.conversation import Talk


def value(talk: Talk, slot: str) -> object:
    return getattr(talk.state.draft, slot) if talk.state.draft else None


def code(talk: Talk) -> str | None:
    assert talk.state.draft is not None and talk.state.draft.organisation is not None
    return talk.state.draft.organisation.code
