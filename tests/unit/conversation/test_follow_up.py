"""Questions that lean on the answer before, and those that only look so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.conversation.follow_up import LIKELY, in_light_of
from bot.conversation.guide import Answers
from intents import Candidate, Verdict, load_knowledge
from intents.model import Decision, Explanation
from tests.support.knowledge import ENGLISH, SWEDISH, entry_text, faq_folder, put


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The guest harbour: the sauna leads on to electricity, which lies in another area; fees are in the same area."""
    root: Path = faq_folder(tmp_path_factory.mktemp("faq"))
    question, *phrasings = SWEDISH["bastu"]
    put(root, "sv/hamnen/bastu.md", entry_text("bastu", question, phrasings, extra="next: [landstrom]"))
    question, *phrasings = SWEDISH["drivmedel"]
    put(root, "sv/ombord/drivmedel.md", entry_text("drivmedel", question, phrasings))
    knowledge = load_knowledge(root).knowledge
    assert knowledge is not None
    assert ENGLISH
    return Answers(knowledge, date(2026, 11, 26))


def verdict(text: str, decision: Decision, best: str, confidence: float = 0.9, rule: str = "model") -> Verdict:
    shown = (Candidate(best, confidence), Candidate("hamnavgift", 0.05))
    return Verdict(text, decision, best if decision == "answer" else None, confidence, shown, Explanation(rule))


@pytest.mark.parametrize("text", ["mer om det", "Mer!", "berätta mer", "tell me more"])
def test_more_shows_what_the_answer_leads_on_to(answers: Answers, text: str) -> None:
    found = in_light_of(answers, verdict(text, "refuse", "drivmedel"), "bastu", "sv")
    assert (found.decision, found.id) == ("clarify", None)
    assert [candidate.id for candidate in found.candidates] == ["landstrom"]


def test_more_after_an_answer_that_leads_nowhere_is_what_it_was(answers: Answers) -> None:
    asked = verdict("mer", "refuse", "drivmedel")
    assert in_light_of(answers, asked, "hamnavgift", "sv") is asked


@pytest.mark.parametrize("best", ["landstrom", "hamnavgift"], ids=["what-it-leads-to", "same-area"])
def test_a_leaning_question_near_the_answer_gets_the_benefit_of_the_doubt(answers: Answers, best: str) -> None:
    found = in_light_of(answers, verdict("och kostar det nåt?", "clarify", best, LIKELY), "bastu", "sv")
    assert (found.decision, found.id) == ("answer", best)
    unlikely = verdict("och kostar det nåt?", "clarify", best, LIKELY - 0.01)
    assert in_light_of(answers, unlikely, "bastu", "sv") is unlikely


def test_a_leaning_question_answered_from_elsewhere_is_asked_about(answers: Answers) -> None:
    found = in_light_of(answers, verdict("och när är det öppet?", "answer", "drivmedel"), "bastu", "sv")
    assert (found.decision, found.id) == ("clarify", None)
    assert found.candidates[0].id == "drivmedel"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Var kan vi tanka diesel?", "model"),
        ("och när är det öppet?", "exact"),
        ("och när är det öppet?", "slip"),
        ("och sedan undrar jag när det är öppet där ute vid macken", "model"),
    ],
    ids=["leans-on-nothing", "stored", "a-slip-from-stored", "long"],
)
def test_a_question_that_stands_by_itself_is_left_alone(answers: Answers, text: str, rule: str) -> None:
    asked = verdict(text, "answer", "drivmedel", rule=rule)
    assert in_light_of(answers, asked, "bastu", "sv") is asked


@pytest.mark.parametrize("last", [None, "borttagen"])
def test_without_an_answer_before_nothing_leans(answers: Answers, last: str | None) -> None:
    asked = verdict("och när är det öppet?", "answer", "drivmedel")
    assert in_light_of(answers, asked, last, "sv") is asked
