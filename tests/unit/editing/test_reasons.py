"""Why a question would not meet the same: the phrasing, the answer or the limit that moved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.editing.asked import Asked
from bot.editing.reasons import Reasons
from intents import Candidate, Explanation, Thresholds, Verdict
from tests.support.editing import answers, copy, harbour_folder
from tests.support.knowledge import FOREIGN, put

OLD, NEW = Thresholds(0.6, 0.15, 0.9), Thresholds(0.6, 0.05, 0.9)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The harbour's folder."""
    return harbour_folder(tmp_path / "faq")


def asked(text: str) -> Asked:
    """A question from the log."""
    return Asked(text, "sv", frozenset({"log"}), 1)


def a_verdict(decision: str, foreign: float, limits: Thresholds, entry: str = "bastu") -> Verdict:
    """As the model decides."""
    why = Explanation("model", foreign=foreign, share=0.9, limits=limits)
    shown = (Candidate(entry, 0.9),)
    return Verdict("?", decision, entry if decision == "answer" else None, 0.9, shown, why)  # type: ignore[arg-type]


def test_a_limit_that_moved_is_named_with_both_values_and_the_question_is_not_blamed(base: Path) -> None:
    reasons = Reasons(answers(base), answers(base))
    told = reasons.of(asked("bastu i dag"), a_verdict("answer", 0.1, OLD), a_verdict("clarify", 0.1, NEW))
    assert told == (
        "Gränserna har flyttats (högsta tvekan för ett svar från 15.0% till 5.0%), inte frågan: "
        "något annat 10.0% → 10.0%, bästa svarets andel 90.0% → 90.0%."
    )


def test_a_question_that_moved_past_a_limit_is_not_blamed_on_the_limit(base: Path) -> None:
    reasons = Reasons(answers(base), answers(base))
    told = reasons.of(asked("bastu i dag"), a_verdict("answer", 0.1, OLD), a_verdict("clarify", 0.4, NEW))
    assert "Gränserna" not in told
    assert "något annat 10.0% → 40.0%" in told


def test_a_question_that_moved_as_well_as_the_limit_is_not_blamed_on_the_limit_alone(base: Path) -> None:
    reasons = Reasons(answers(base), answers(base))
    told = reasons.of(asked("bastu i dag"), a_verdict("clarify", 0.85, NEW), a_verdict("answer", 0.12, OLD))
    assert "Gränserna" not in told
    assert "något annat 85.0% → 12.0%" in told


def test_other_options_are_not_blamed_on_limits_that_moved_beside_them(base: Path) -> None:
    reasons = Reasons(answers(base), answers(base))
    told = reasons.of(asked("bastu i dag"), a_verdict("clarify", 0.4, OLD), a_verdict("clarify", 0.4, NEW))
    assert "Gränserna" not in told


def test_the_changed_phrasing_most_like_the_question_is_named_with_the_words_they_share(base: Path) -> None:
    after = copy(base, "after")
    put(after, "sv/hamnen/hamnvard.txt", "piren är till för fiske\nKan man paddla kanot?\n")
    reasons = Reasons(answers(base), answers(after))
    told = reasons.of(asked("fiske från piren"), a_verdict("clarify", 0.3, OLD), a_verdict("answer", 0.1, OLD))
    assert told.startswith("Ny formulering i hamnvard liknar frågan: ”piren är till för fiske” (gemensamt: ")
    back = Reasons(answers(after), answers(base))
    told = back.of(asked("paddla kanot"), a_verdict("answer", 0.1, OLD), a_verdict("clarify", 0.3, OLD))
    assert told.startswith("Borttagen formulering i hamnvard liknar frågan: ”Kan man paddla kanot?”")


def test_a_new_foreign_question_is_named_as_one(base: Path) -> None:
    after = copy(base, "after")
    put(after, "sv/utanfor.txt", "\n".join([*FOREIGN, "Kan man bada bastu på Gotland?"]))
    reasons = Reasons(answers(base), answers(after))
    told = reasons.of(asked("bastu på Gotland"), a_verdict("answer", 0.1, OLD), a_verdict("refuse", 0.95, OLD))
    assert told.startswith("Ny formulering bland frågorna om annat liknar frågan: ”Kan man bada bastu på Gotland?”")
    told = Reasons(answers(after), answers(base)).of(
        asked("Kan man bada bastu på Gotland?"), a_verdict("refuse", 0.9, OLD), a_verdict("answer", 0.1, OLD)
    )
    assert told == "Frågan står inte längre bland frågorna om annat."


def test_an_answer_that_came_is_the_reason_when_no_phrasing_is(base: Path) -> None:
    before = copy(base, "before")
    (before / "sv/hamnen/bastu.md").unlink()
    told = Reasons(answers(before), answers(base)).of(
        asked("bastu i dag"), a_verdict("refuse", 0.95, OLD, "husdjur"), a_verdict("answer", 0.1, OLD)
    )
    assert told == "Svaret bastu är nytt."


def test_nothing_alike_among_the_changes_is_said_as_it_is(base: Path) -> None:
    after = copy(base, "after")
    put(after, "sv/hamnen/hamnvard.txt", "Kan man paddla kanot?\n")
    told = Reasons(answers(base), answers(after)).of(
        asked("bastu i dag"), a_verdict("answer", 0.1, OLD), a_verdict("clarify", 0.2, OLD)
    )
    assert told.startswith("Ändringarna tillsammans flyttar vikterna: något annat 10.0% → 20.0%")
    same = Reasons(answers(base), answers(base)).of(
        asked("bastu i dag"), a_verdict("answer", 0.1, OLD), a_verdict("clarify", 0.2, OLD)
    )
    assert same.startswith("Svarens texter är ändrade och flyttar vikterna: ")
