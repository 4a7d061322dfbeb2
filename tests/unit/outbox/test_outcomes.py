"""What a mail server's answer means, and what of it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.delivery import (
    Accepted,
    Deferred,
    Outcome,
    Rejected,
    ServerFault,
    Stage,
    Uncertain,
    classify,
    lost,
    plain,
)

ANSWERS: list[tuple[Stage, int, type[Outcome]]] = [
    # Before the mail is mentioned, nothing can be the mail's fault.
    ("session", 421, ServerFault),
    ("session", 454, ServerFault),
    ("session", 500, ServerFault),
    ("session", 535, ServerFault),
    ("session", 554, ServerFault),
    ("session", 250, ServerFault),  # where another answer was needed
    # About this mail.
    ("mail", 450, Deferred),
    ("mail", 451, Deferred),
    ("mail", 452, Deferred),
    ("mail", 454, Deferred),
    ("mail", 455, Deferred),
    ("mail", 499, Deferred),
    ("mail", 500, Rejected),
    ("mail", 501, Rejected),
    ("mail", 550, Rejected),
    ("mail", 551, Rejected),
    ("mail", 552, Rejected),
    ("mail", 553, Rejected),
    ("mail", 554, Rejected),
    ("mail", 555, Rejected),
    ("mail", 556, Rejected),
    ("content", 450, Deferred),
    ("content", 451, Deferred),
    ("content", 452, Deferred),
    ("content", 550, Rejected),
    ("content", 552, Rejected),
    ("content", 554, Rejected),
    # About us or the server, whichever mail it is.
    ("mail", 421, ServerFault),
    ("mail", 503, ServerFault),
    ("mail", 521, ServerFault),
    ("mail", 530, ServerFault),
    ("mail", 534, ServerFault),
    ("mail", 535, ServerFault),
    ("mail", 538, ServerFault),
    ("content", 421, ServerFault),
    # Yes.
    ("content", 250, Accepted),
    ("content", 200, Accepted),
    ("content", 299, Accepted),
    # Gibberish.
    ("mail", 250, ServerFault),
    ("mail", 354, ServerFault),
    ("mail", -1, ServerFault),
    ("mail", 600, ServerFault),
    ("content", -1, Uncertain),
    ("content", 0, Uncertain),
    ("content", 199, Uncertain),
    ("content", 354, Uncertain),
    ("content", 600, Uncertain),
]


@pytest.mark.parametrize(("stage", "code", "kind"), ANSWERS, ids=[f"{row[0]}-{row[1]}" for row in ANSWERS])
def test_the_code_and_the_stage_decide(stage: Stage, code: int, kind: type[Outcome]) -> None:
    outcome = classify(stage, code, "5.0.0 in the\nserver's words")
    assert type(outcome) is kind
    said = outcome.reply if isinstance(outcome, Accepted) else outcome.reason
    assert f"{code} 5.0.0 in the server's words" in said
    assert "\n" not in said


@given(st.sampled_from(["session", "mail", "content"]), st.integers(-1000, 10_000))
def test_only_an_answer_of_200_to_299_to_the_content_is_a_yes(stage: Stage, code: int) -> None:
    accepted = isinstance(classify(stage, code, ""), Accepted)
    assert accepted == (stage == "content" and 200 <= code <= 299)


@pytest.mark.parametrize(("stage", "kind"), [("session", ServerFault), ("mail", ServerFault), ("content", Uncertain)])
def test_a_lost_connection_is_uncertain_only_once_the_content_has_gone(stage: Stage, kind: type[Outcome]) -> None:
    assert type(lost(stage, "Servern bröt förbindelsen.")) is kind


def test_reasons_are_swedish_sentences() -> None:
    assert classify("mail", 451, "greylisted") == Deferred("Mejlservern ber mejlet vänta: 451 greylisted")
    assert classify("mail", 550, "") == Rejected("Mejlservern tar inte emot mejlet: 550")


def test_foreign_text_is_one_visible_line() -> None:
    assert plain("5.1.1 Okänd\r\n  mottagare\x00\x1b[31m\u202e\u2028slut\udcff ") == "5.1.1 Okänd mottagare [31m slut"


def test_foreign_text_is_cut_at_two_hundred_signs() -> None:
    assert plain("a" * 200) == "a" * 200
    assert plain("å" * 201) == "å" * 199 + "…"


def test_foreign_text_repeats_no_addresses() -> None:
    said = plain("550 <åsa.berg+x@kommun.example>: unknown; tel:asa@example.org, mailto:<b@c.example>")
    assert said == "550 <(adress)>: unknown; (adress) mailto:<(adress)>"


@given(st.text())
def test_foreign_text_can_always_be_kept(text: str) -> None:
    line = plain(text)
    line.encode("utf-8")
    assert len(line) <= 200 and line == line.strip() and len(line.splitlines()) <= 1


def test_a_flood_of_words_is_cut_in_no_time() -> None:
    assert len(plain("a" * 5_000_000)) == 200
