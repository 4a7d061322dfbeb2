"""The bot's own messages: what is in them, and what can be pressed."""

from __future__ import annotations

import pytest

from bot.conversation import replies
from bot.conversation.guide import Guide
from bot.leads.model import Organisation
from intents import Candidate, Entry
from tests.support.guide import an_entry


def entry(guide: Guide, entry_id: str, language: str = "sv") -> Entry:
    found = guide.answers.entry(entry_id, language)
    assert found is not None
    return found


def ids(reply: replies.Reply | None) -> list[str]:
    assert reply is not None
    return [button.id for button in reply.buttons]


@pytest.mark.parametrize(
    ("language", "bot", "days"), [("sv", "en bot", "högst 21 dagar"), ("en", "a bot", "at most 21 days")]
)
@pytest.mark.parametrize("short", [True, False])
def test_the_greeting_says_that_it_is_a_bot_and_what_happens_to_what_is_written(
    small: Guide, language: str, bot: str, days: str, short: bool
) -> None:
    said = replies.greeting(small, language, short).text
    assert bot in said and days in said
    assert ("radera" if language == "sv" else "erase") in said


def test_the_whole_greeting_says_what_it_can_do(small: Guide) -> None:
    said = replies.greeting(small, "sv", short=False)
    assert "anmäla intresse" in said.text and "400 dagar" in said.text and "personnummer" in said.text
    assert ids(said) == ["topics", "lead", "human"]


def test_an_answer_shows_source_date_and_what_follows(small: Guide) -> None:
    said = replies.answer(small, entry(small, "vem-kan-soka"), "sv")
    assert said.kind == "answer"
    assert said.text.startswith("Svaret om vem-kan-soka.\n\n– en punkt")
    assert said.text.endswith("\n\nKälla: https://icld.example/sida (2024)\nGranskat 2026-11-23.")
    assert ids(said) == ["lead", "topic:bidragets-storlek"]
    assert said.markdown is not None and "**till**" in said.markdown


def test_several_sources_stand_one_on_each_line(small: Guide) -> None:
    said = replies.footer(entry(small, "bidragets-storlek"), "sv")
    assert said.splitlines() == [
        "Källa: artikeln Från ord till handling (2026-09)",
        "Källa: https://icld.example/pengar (2025-2026, odaterad)",
        "Granskat 2026-11-23.",
    ]


def test_the_service_itself_is_a_source_with_a_name(small: Guide) -> None:
    assert "den här tjänstens egen beskrivning (2026-11-23)" in replies.footer(entry(small, "personuppgifter"), "sv")


def test_an_answer_without_sources_still_has_its_date(small: Guide) -> None:
    assert replies.footer(entry(small, "partnerlander"), "sv") == "Granskat 2026-11-23."


def test_a_person_comes_first_where_the_editor_says_so(small: Guide) -> None:
    assert ids(replies.answer(small, entry(small, "personuppgifter"), "sv")) == ["human", "lead"]


def test_within_the_form_an_answer_has_no_buttons_that_lead_away(small: Guide) -> None:
    assert ids(replies.answer(small, entry(small, "vem-kan-soka"), "sv", in_form=True)) == []


def test_an_answer_that_exists_only_in_swedish_says_so(small: Guide) -> None:
    said = replies.answer(small, entry(small, "partnerlander", "en"), "en")
    assert "only in Swedish" in said.text and said.language == "sv"


def test_asking_back_offers_at_most_three_and_none_of_these(small: Guide) -> None:
    candidates = tuple(Candidate(found.id, 0.2) for found in small.answers.in_language("sv"))
    assert len(candidates) > 3
    said = replies.clarify(small, candidates, "sv")
    assert ids(said) == [f"topic:{candidate.id}" for candidate in candidates[:3]] + ["none"]
    assert said is not None and said.buttons[-1].label == "Inget av dessa"


def test_asking_back_about_one_asks_whether_that_is_it(small: Guide) -> None:
    said = replies.clarify(small, (Candidate("vem-kan-soka", 0.4), Candidate("borttagen", 0.3)), "sv")
    assert ids(said) == ["topic:vem-kan-soka", "none"]
    assert said is not None and said.text.endswith("Är det det här?")


def test_nothing_is_asked_back_when_no_option_can_be_shown(small: Guide) -> None:
    assert replies.clarify(small, (Candidate("borttagen", 0.4),), "sv") is None


@pytest.mark.parametrize("name", ["text", "none"])
def test_not_knowing_offers_topics_a_person_and_interest(small: Guide, name: str) -> None:
    assert ids(replies.refuse(small, "sv", name)) == ["topics", "human", "lead"]


def test_not_knowing_within_the_form_points_to_the_receiver_and_leads_nowhere_else(small: Guide) -> None:
    said = replies.refuse(small, "sv", in_form=True)
    assert small.policy.lead_to in said.text and ids(said) == []


def test_menus_go_by_theme(small: Guide) -> None:
    assert ids(replies.themes(small, "sv")) == ["theme:grund", "theme:ekonomi", "theme:om-tjansten"]
    shown = replies.theme(small, "ekonomi", "sv")
    assert ids(shown) == ["topic:bidragets-storlek", "topic:partnerlander", "topics"]
    assert shown is not None and shown.text.startswith("Pengar.")
    assert replies.theme(small, "tom", "sv") is None and replies.theme(small, "", "sv") is None


@pytest.mark.parametrize(
    ("kind", "pointed"),
    [
        ("civilsamhalle", ["topic:civilsamhalle-och-universitet"]),
        ("universitet", ["topic:civilsamhalle-och-universitet"]),
        ("privat", ["topic:vem-kan-soka"]),
    ],
)
def test_who_is_not_forwarded_is_told_why_and_pointed_elsewhere(small: Guide, kind: str, pointed: list[str]) -> None:
    said = replies.not_eligible(small, Organisation("X", None, kind), "sv")  # type: ignore[arg-type]
    assert said.text.startswith("Tack för intresset!")
    assert "(https://" in said.text and small.policy.lead_to in said.text and "kommunen eller regionen" in said.text
    assert ids(said) == ["edit:organisation", *pointed, "topics", "human"]


@pytest.mark.parametrize(
    ("kind", "lines"), [("kommun", 0), ("privat", 0), ("kommunalt-bolag", 3), ("utlandsk-kommun", 2), ("annan", 1)]
)
def test_who_has_to_be_looked_at_is_told_every_reason(kind: str, lines: int) -> None:
    said = replies.reviewed(Organisation("X", None, kind), "sv")  # type: ignore[arg-type]
    assert sum(reply.text.count("\n– ") for reply in said) == lines
    assert all("ICLD avgör" in reply.text for reply in said)


def test_no_organisation_needs_no_review() -> None:
    assert replies.reviewed(None, "sv") == []


def test_an_answer_that_leads_nowhere_is_still_followed_by_interest(small: Guide) -> None:
    assert ids(replies.answer(small, an_entry("ensam", "Ensam?"), "sv")) == ["lead"]
