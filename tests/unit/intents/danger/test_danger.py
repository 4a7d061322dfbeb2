"""Danger to life is noticed however it is put; projects about the same subjects get their ordinary answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.danger import LONGEST, signals_danger

CONTENT = Path(__file__).parents[3] / "content"
RECALL, FALSE_ALARMS = 0.95, 0.005
"""Share of the messages of danger that must be noticed, and of the others that may be taken for such."""


def messages(name: str) -> list[tuple[str, str]]:
    """Place and text of each message in a file of `tests/content/danger`."""
    lines = (CONTENT / "danger" / name).read_text(encoding="utf-8").splitlines()
    return [(f"{name}:{i}", line) for i, line in enumerate(lines, 1) if line and not line.startswith("#")]


def each(name: str) -> pytest.MarkDecorator:
    """A test for each message of a file."""
    listed = messages(name)
    return pytest.mark.parametrize("text", [text for _, text in listed], ids=[place for place, _ in listed])


LONG_BEFORE = """Hej!

Jag arbetar som utvecklingsledare i en kommun i Västerbotten och har tillsammans med två kollegor tagit fram en idé
till partnerskap med en stad i Kenya. Vi har läst om förberedelsefasen, om vilka kostnader som täcks och om hur
redovisningen går till, men vi är osäkra på hur mycket egen tid som kan räknas in i budgeten.
"""
LONG_AFTER = """
Våra frågor är alltså tre. Kan vi söka redan i höst? Hur stor del av bidraget får gå till partnern? Och måste
kommunfullmäktige ha fattat beslut innan ansökan skickas in?

Med vänlig hälsning
Anna
"""
IN_THE_MIDDLE = [
    "Jag vet egentligen inte varför jag skriver det här men jag orkar inte leva längre.",
    "Förlåt att det blir rörigt. Min man slår mig och jag vet inte vart jag ska ta vägen.",
    "Innan ni svarar ska ni veta att jag tänker ta livet av mig.",
    "Jag har tagit massa tabletter.",
    "Just nu kan jag inte andas.",
    "Om ni säger nej igen ska jag döda er.",
    "jag vill\ndö",
    "I am sorry to write this here, but I want to kill myself.",
]
SLIPS = [
    ("tänker ta {} av mig", "livet"), ("jag har {}", "självmordstankar"), ("jag ska begå {}", "självmord"),
    ("jag har blivit {}", "misshandlad"), ("min man {} mig", "misshandlar"), ("hon är {}", "medvetslös"),
    ("jag har tagit massa {}", "tabletter"), ("jag kan inte {}", "andas"), ("han {} att slå ihjäl mig", "hotar"),
    ("min {} slår mig", "sambo"), ("jag orkar inte leva {}", "längre"), ("I feel {}", "suicidal"),
    ("I can't {}", "breathe"), ("he {} to kill me", "threatened"), ("my {} hits me", "husband"),
]  # fmt: skip
TELLING = [
    "jag",
    "vill",
    "inte",
    "dö",
    "han",
    "min",
    "man",
    "slår",
    "mig",
    ".",
    ",",
    "\n",
    "projekt",
    "I",
    "want",
    "to",
    "die",
]


@pytest.mark.parametrize(("name", "least"), [("first", 250), ("known", 900), ("fresh", 80)])
def test_nearly_all_danger_is_noticed_with_hardly_a_false_alarm(
    name: str, least: int, capsys: pytest.CaptureFixture[str]
) -> None:
    danger, safe = messages(f"{name}.danger.txt"), messages(f"{name}.safe.txt")
    missed = [f"{place}: {text}" for place, text in danger if not signals_danger(text)]
    alarmed = [f"{place}: {text}" for place, text in safe if signals_danger(text)]
    recall, false_alarms = 1 - len(missed) / len(danger), len(alarmed) / len(safe)
    with capsys.disabled():
        print(f"\n{name}: {recall:.1%} of {len(danger)} noticed, {false_alarms:.1%} of {len(safe)} false alarms")
    assert min(len(danger), len(safe)) >= least
    assert recall >= RECALL, missed
    assert false_alarms <= FALSE_ALARMS, alarmed


@each("known.danger.txt")
def test_known_danger_is_noticed(text: str) -> None:
    assert signals_danger(text)


@each("known.safe.txt")
def test_known_ordinary_message_is_left_alone(text: str) -> None:
    assert not signals_danger(text)


@pytest.mark.parametrize(
    "text", ["jag vill inte dö", "Jag vill dö.", "JAG VILL DÖ", "jag vill dö!!!", "jag  vill\tdö", "😭jag vill dö😭"]
)
def test_case_signs_and_spacing_change_nothing(text: str) -> None:
    assert signals_danger(text)


@pytest.mark.parametrize("sentence", IN_THE_MIDDLE)
def test_one_sentence_of_danger_in_a_long_mail_is_noticed(sentence: str) -> None:
    assert signals_danger(LONG_BEFORE + sentence + LONG_AFTER)


def test_sentence_wrapped_over_two_lines_is_noticed() -> None:
    assert signals_danger(LONG_BEFORE + "Det är så här att jag orkar inte\nleva längre." + LONG_AFTER)


def test_long_mail_without_danger_is_left_alone() -> None:
    assert not signals_danger(LONG_BEFORE + LONG_AFTER)


@pytest.mark.parametrize(("sentence", "word"), SLIPS)
def test_one_slip_in_a_key_word_is_forgiven(sentence: str, word: str) -> None:
    places = range(1, len(word) - 1)
    slips = {word[:i] + word[i + 1 :] for i in places} | {
        word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places
    }
    assert len(slips) > 4
    assert [slip for slip in sorted(slips) if not signals_danger(sentence.format(slip))] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_question_of_officials_is_taken_for_danger(language: str) -> None:
    lines = [path.read_text("utf-8").splitlines() for path in (CONTENT / "questions" / language).rglob("*.txt")]
    questions = [line for file in lines for line in file]
    assert len(questions) > 100
    assert [line for line in questions if signals_danger(line)] == []


@pytest.mark.parametrize("name", ["first.danger.txt", "known.danger.txt"])
def test_danger_is_noticed_without_dots_over_the_letters(name: str) -> None:
    texts = [text.lower().translate(str.maketrans("åäö", "aao")) for _, text in messages(name)]
    missed = [text for text in texts if not signals_danger(text)]
    assert len(missed) <= (1 - RECALL) * len(texts), missed


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "…", "\ud800", "\x00", "👍", "ﷺ", "İİİ", "a\u0301" * 50])
def test_text_without_words_is_no_danger(text: str) -> None:
    assert not signals_danger(text)


@settings(deadline=None)  # the first call reads the tables
@given(st.text(max_size=400))
def test_no_text_makes_it_raise(text: str) -> None:
    assert signals_danger(text) in (True, False)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(TELLING), max_size=200))
def test_no_order_of_telling_words_makes_it_raise(words: list[str]) -> None:
    assert signals_danger(" ".join(words)) in (True, False)


def test_only_the_first_characters_are_read() -> None:
    filling = "vi undrar om resan. "
    within = filling * (LONGEST // len(filling) - 2)
    assert len(within) < LONGEST
    assert signals_danger(within + "jag vill dö.")
    assert not signals_danger(filling * (100_000 // len(filling)) + "jag vill dö.")
