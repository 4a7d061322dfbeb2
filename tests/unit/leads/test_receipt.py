"""The receipt a visitor keeps."""

from __future__ import annotations

from typing import Any

import pytest

from bot.leads.document import document
from bot.leads.receipt import receipt
from tests.support.storage import a_lead


def a_document(**changes: Any) -> dict[str, Any]:
    return document(a_lead("KP-2026-0007")) | changes


def test_a_receipt_says_everything_that_was_sent() -> None:
    text = receipt(a_document())
    for line in (
        "Kvitto på intresseanmälan KP-2026-0007", "Mottagen 2026-11-23 12:00", "Organisation: Åmåls kommun",
        "Namn: Åsa Öberg", "E-post: asa@amal.example", "Telefon: –", "Globala mål: 6, 11", "Land: Kenya",
        "Frågor du har ställt: –",
    ):  # fmt: skip
        assert line in text


def test_a_receipt_is_in_the_language_of_the_conversation() -> None:
    assert "Receipt for registration of interest KP-2026-0007" in receipt(a_document(language="en"))


@pytest.mark.parametrize(
    "changes", [{"interest": {"topic": "", "goals": [], "country": None, "stage": "", "message": None}}]
)
def test_what_is_missing_is_shown_as_missing(changes: dict[str, Any]) -> None:
    assert receipt(a_document(**changes)).count(": –") == 7
