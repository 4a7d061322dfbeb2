"""The form's questions: their buttons, how far it has come, and the summary."""

from __future__ import annotations

import pytest

from bot.conversation import ask
from bot.conversation.guide import Guide
from bot.conversation.state import Draft, Pending, State
from bot.leads.fill import STAGES
from bot.leads.model import OPTIONAL, SLOTS, UNSURE, AskedQuestion, Country, Organisation, Slot
from bot.locale import LANGUAGES

FALUN = Organisation("Falu kommun", "2080", "kommun")
DRAFT = Draft(
    FALUN, "Anna Ek", goals=(6, 11), country=Country("DE", "Tyskland", False), stage="ide", topic="<b>Vatten</b>"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", SLOTS)
def test_every_question_tells_how_far_and_how_to_leave(slot: Slot, language: str) -> None:
    asked = ask.question(slot, language)
    ids = [button.id for button in asked.buttons]
    step = SLOTS.index(slot) + 1
    assert {"sv": f"({step} av 10)", "en": f"({step} of 10)"}[language] in asked.text and asked.kind == "ask"
    assert ids[-1] == "cancel" and ("skip" in ids) == (slot in OPTIONAL)
    assert ("unsure" in ids or "stage:vet-inte" in ids) == (slot in UNSURE)
    assert [i for i in ids if i.startswith("stage:")] == ([f"stage:{s}" for s in STAGES] if slot == "stage" else [])


@pytest.mark.parametrize(
    ("pending", "ids"),
    [
        (Pending("organisation", "Habo", (FALUN, FALUN)), ["org:0", "org:1", "none", "cancel"]),
        (Pending("type", "Lunden"), [*(f"type:{kind}" for kind in ask.TYPES), "cancel"]),
        (Pending("email", "a@b.example"), ["yes", "no", "cancel"]),
        (Pending("country", "Atlantis"), ["yes", "no", "cancel"]),
    ],
)
def test_a_doubt_is_asked_with_its_own_buttons(pending: Pending, ids: list[str]) -> None:
    values = {"name": "Lunden", "email": "a@b.example", "owner": "Lunds kommun", "organisation": "Falu kommun"}
    asked = ask.pending_question(pending, "sv", values)
    assert [button.id for button in asked.buttons] == ids and asked.kind == "ask" and "{" not in asked.text


@pytest.mark.parametrize(
    ("slot", "language", "shown"),
    [
        ("organisation", "sv", "Falu kommun"),
        ("goals", "sv", "6 Rent vatten och sanitet för alla, 11 Hållbara städer och samhällen"),
        ("goals", "en", "6 Clean Water and Sanitation, 11 Sustainable Cities and Communities"),
        ("country", "sv", "Tyskland"),
        ("country", "en", "Germany"),
        ("stage", "en", "We have an idea"),
        ("topic", "sv", "<b>Vatten</b>"),
        ("phone", "sv", ""),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(guide: Guide, slot: Slot, language: str, shown: str) -> None:
    assert ask.shown_value(guide, DRAFT, slot, language) == shown


def test_the_summary_shows_every_slot_and_the_questions_that_go_along(guide: Guide) -> None:
    state = State(draft=DRAFT, questions=(AskedQuestion("bastu", "bastu?"), AskedQuestion("el", "el?")))
    reply = ask.summary(guide, state, "sv")
    assert [row.slot for row in reply.rows] == [*SLOTS, "questions"]
    assert all(f"{row.label}: {row.value}" in reply.text for row in reply.rows)
    assert {row.slot: row.value for row in reply.rows}["questions"] == "bastu?; el?"
    assert {row.slot: row.value for row in reply.rows}["phone"] == "–"
    assert [button.id for button in reply.buttons] == ["send", *(f"edit:{slot}" for slot in SLOTS), "cancel"]
    assert ask.rows(guide, State(), "sv") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_says_to_whom_and_how_long(guide: Guide, language: str) -> None:
    reply = ask.consent(guide, language)
    assert guide.policy.lead_to in reply.text and str(guide.policy.lead_days) in reply.text
    assert [button.id for button in reply.buttons] == ["yes", "no", "cancel"] and reply.kind == "consent"
