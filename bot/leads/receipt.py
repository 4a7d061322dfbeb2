"""The receipt a visitor keeps: what was sent, to whom it belongs, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.locale import say


def receipt(document: dict[str, Any]) -> str:
    """The lead, from its `lead.json`, as plain text in the language it was made in."""
    language = "en" if document.get("language") == "en" else "sv"
    contact, interest = document["contact"], document["interest"]
    country = interest.get("country") or {}
    rows = {
        "organisation": document["organisation"]["name"],
        "name": contact["name"],
        "role": contact["role"],
        "email": contact["email"],
        "phone": contact["phone"],
        "topic": interest["topic"],
        "goals": ", ".join(map(str, interest["goals"])),
        "country": country.get("name"),
        "stage": interest["stage"],
        "message": interest["message"],
        "questions": "; ".join(question["asked"] for question in document["questions"]),
    }
    received = datetime.fromisoformat(document["received"]).strftime("%Y-%m-%d %H:%M")
    head = say(language, "web.receipt", number=document["number"], received=received)
    empty = say(language, "slot.empty")
    listed = [f"{say(language, f'slot.{slot}').capitalize()}: {value or empty}" for slot, value in rows.items()]
    return "\n".join([head, "", *listed, ""])
