"""The bot's own lines: the same in both languages, all of them used, none of them missing."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from bot.conversation import ask
from bot.leads.fill import STAGES
from bot.leads.model import SLOTS
from bot.locale import LANGUAGES, lines, say
from bot.settings import LEAD_LIMITS

WEB = Path(__file__).resolve().parents[2] / "bot" / "channels" / "web"
BOT = Path(__file__).resolve().parents[2] / "bot"
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(BOT.rglob("*.py")))
NAMED = set(re.findall(r"[\"']([a-z]+\.[a-z_-]+)[\"']", SOURCE))
BUILT = {
    "ask": {*SLOTS, "list_goals", "list_country"},
    "button": {"lead", "human", "topics", "cancel", "yes", "no", "send", "resume", "keep", "english", "swedish", "list_goals", "list_country"},
    "problem": {*SLOTS, "organisation_options", "organisation_meant", "email_suggest", "email_other", "country_unlisted", "country_disputed"},
    "social": {"hello", "thanks", "restarted", "restarted_form"},
    "erase": {"done", "done_leads", "done_undelivered", "done_some"},
    "refuse": {"text", "none"},
    "slot": set(SLOTS),
    "stage": set(STAGES),
    "type": {*ask.TYPES, "kommun", "region"},
    "form": {"hello", "thanks", "bye"},
    "web": {"progress_summary", "progress_consent"},
    "summary": {"unclear"},
    "consent": {"unclear"},
    "limit": set(LEAD_LIMITS),
}  # fmt: skip
"""Lines whose names are put together from parts."""
TEMPLATES = "".join(path.read_text("utf-8") for path in sorted(WEB.glob("templates/*.html")))
WEB_CODE = "".join(path.read_text("utf-8") for path in sorted(WEB.glob("*.py")))
PAGE = {f"web.{name}" for name in re.findall(r"""\bt\(["'](\w+)["'][,)]""", TEMPLATES)} | set(
    re.findall(r"[\"'](web\.\w+)[\"']", WEB_CODE)
)
"""Lines the web page names."""
USED = NAMED | PAGE | {f"{group}.{name}" for group, names in BUILT.items() for name in names}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_both_languages_have_the_same_lines_with_the_same_values() -> None:
    swedish, english = (lines(language) for language in LANGUAGES)
    assert len(swedish) > 100
    assert {name: fields(text) for name, text in swedish.items()} == {
        name: fields(text) for name, text in english.items()
    }


def test_no_line_lies_unused() -> None:
    assert len(PAGE) > 30
    assert lines("sv").keys() - USED == set()


def test_no_line_that_is_used_is_missing() -> None:
    groups = {name.partition(".")[0] for name in lines("sv")}
    wanted = {name for name in USED if name.partition(".")[0] in groups}
    assert wanted - lines("sv").keys() - {"type.kommunalforbund"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_says_something_on_clean_lines(language: str) -> None:
    for name, text in lines(language).items():
        assert text and text == text.strip() and "  " not in text and "\t" not in text, name


@pytest.mark.parametrize(
    "word", ["erhålla", "avseende", "vederbörande", "härmed", "ovanstående", "nedanstående", "inkomma", "samt", "ej", "dylikt", "tillse", "beakta"]
)  # fmt: skip
def test_the_bot_does_not_speak_like_an_office(word: str) -> None:
    assert not [name for name, text in lines("sv").items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)]


def test_values_are_filled_in_and_never_read_as_templates() -> None:
    assert say("sv", "form.noted", items=" {lead_to} %s") == "Jag har noterat: {lead_to} %s"


@pytest.mark.parametrize("language", ["fi", "", "sv-SE"])
def test_another_language_falls_back_to_swedish(language: str) -> None:
    assert say(language, "button.yes") == "Ja"


def test_a_line_that_is_missing_is_its_own_name_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    assert say("sv", "finns.inte") == "finns.inte"
    assert "finns.inte" in caplog.text
