"""Words that steer the conversation, and texts that only look like them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from bot.conversation.commands import MOST, Command, command, looks_like_question, sayable, wants_lead
from intents import text_key

PHRASES: dict[str, list[str]] = tomllib.loads((files("bot") / "locales" / "commands.toml").read_text("utf-8"))


def test_every_list_of_phrases_is_a_command_and_none_is_empty() -> None:
    assert set(PHRASES) <= set(get_args(Command))
    assert all(PHRASES.values())


def test_no_phrase_is_two_commands() -> None:
    seen: dict[str, str] = {}
    for name, phrases in PHRASES.items():
        for phrase in phrases:
            assert seen.setdefault(text_key(phrase), name) == name, phrase
    assert len(seen) > 300


@pytest.mark.parametrize("name", PHRASES)
def test_every_phrase_is_its_command_however_it_is_written(name: str) -> None:
    for phrase in PHRASES[name]:
        written = (phrase,) if not text_key(phrase) else (phrase, phrase.upper() + "!", f"  {phrase}. ")
        assert [command(text) for text in written] == [name if text_key(phrase) else None] * len(written), phrase


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/start", "start"), ("/start ansok", "start"), ("/START@guiden_bot", "start"), ("/hjalp", "help"), ("/radera", "erase"),
        ("/okänt", None), ("/", None), ("👍", "yes"), ("👍🏽", "yes"), ("✔️", "yes"), ("👎", "no"), ("hoppa over", "skip"),
        ("HOPPA ÖVER", "skip"), ("avbryt mötet med Falun", None), ("ja " * 40, None), ("", None), ("…", None),
    ],
)  # fmt: skip
def test_only_whole_messages_are_commands(text: str, wanted: str | None) -> None:
    assert command(text) == wanted


def test_a_long_text_is_no_command() -> None:
    assert command("ja" + " " * 5 + "!" * MOST) is None


@pytest.mark.parametrize(
    ("text", "free"), [("integritet", True), ("språk", True), ("prata med en människa", False), ("/integritet", False)]
)
def test_single_words_may_be_what_somebody_wants_to_work_with(text: str, free: bool) -> None:
    order = command(text)
    assert order is not None
    assert sayable(order, text) is free


def test_a_way_out_is_never_what_somebody_wants_to_work_with() -> None:
    assert not any(
        sayable(order, order) for order in ("cancel", "skip", "unsure", "back", "restart", "erase", "yes", "no")
    )


@pytest.mark.parametrize(
    "text",
    [
        "vi vill anmäla intresse", "Hej! Vi på Falu kommun vill gärna anmäla vårt intresse.", "Falu kommun anmäler intresse för Kenya",
        "registrera vårt intresse tack", "anmäl vårt intresse, jag heter Anna", "Vi är intresserade av ett partnerskap",
        "We want to register our interest", "we are interested in joining", "vi vill vara med", "Vi vill gärna vara med!", "anmäl oss",
        "jag vill vara med i ett partnerskap", "Vi är mycket intresserade av ett kommunalt partnerskap", "skriv upp oss", "vi vill delta",
        "sign us up", "count us in", "we want to join", "we'd like to take part in the programme",
        "Hej, vi är intresserade, Anna Ek, Falu kommun", "Vi vill anmäla oss. Jag heter Anna Ek", "jag vill anmäla mig",
        "Vi vill gärna anmäla kommunen till ett partnerskap", "We would like to register. My name is Anna Ek",
    ],
)  # fmt: skip
def test_a_wish_to_register(text: str) -> None:
    assert wants_lead(text)


@pytest.mark.parametrize(
    "text",
    [
        "hur anmäler vi intresse?", "hur anmäler vi intresse", "kan man anmäla intresse utan partner", "vi vill inte anmäla intresse",
        "var anmäler man sitt intresse", "vilka är intresserade", "vad händer när vi har anmält intresse", "intressant", "anmälan",
        "We are not interested in joining", "", "vill vi vara med?", "kan vi vara med?", "vi är inte intresserade", "vi vill inte delta",
        "vi vill delta i en kurs", "vi är intresserade av vad det kostar", "vi vill veta vem som är med", "vi vill", "intresserad",
        "vi vill anmäla oss till en kurs", "vi vill inte anmäla oss", "vi vill anmäla oss, hur gör vi", "vi vill anmäla ett fel",
    ],
)  # fmt: skip
def test_no_wish_to_register(text: str) -> None:
    assert not wants_lead(text)


@pytest.mark.parametrize(
    "text",
    [
        "vad kostar det", "kostar det något", "hej! hur gör vi", "ok men vilka länder är det", "Kan en kommun söka ensam", "får vi lön",
        "jag undrar en sak om resor", "finns det pengar", "har ni exempel", "är det gratis", "Kenya?", "who can apply", "is it free",
        "vänta, hur lång tid tar det",
    ],
)  # fmt: skip
def test_worded_as_a_question(text: str) -> None:
    assert looks_like_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "har en partner", "har inte kommit så långt", "är osäker", "Anna Ek", "vi söker en partner", "Kenya", "är en liten kommun",
        "vill utveckla avfallshanteringen", "rent vatten", "jag heter Anna", "nej", "ja", "", "…", "have a partner",
    ],
)  # fmt: skip
def test_worded_as_something_told(text: str) -> None:
    assert not looks_like_question(text)
