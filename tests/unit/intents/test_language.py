"""Swedish, English, another language, or better not to say."""

from __future__ import annotations

import pytest

from intents.language import guess


@pytest.mark.parametrize(
    "text",
    ["Hur mycket pengar kan vi få?", "hur mycket pengar far vi", "vem kan söka", "Jag undrar vad som gäller för oss",
     "hej, vi vill anmäla intresse"],
)  # fmt: skip
def test_swedish(text: str) -> None:
    assert (guess(text).language, guess(text).sure) == ("sv", True)


@pytest.mark.parametrize(
    "text",
    [
        "Who can apply?",
        "how much money can we get",
        "What is a municipal partnership?",
        "hello there",
        "we want to know more about the grant",
    ],
)
def test_english(text: str) -> None:
    assert (guess(text).language, guess(text).sure) == ("en", True)


@pytest.mark.parametrize("text", ["Kina", "asdf", "", "???", "Falun", "ICLD", "2026"])
def test_unsure(text: str) -> None:
    assert not guess(text).sure


@pytest.mark.parametrize(
    "text",
    ["Скільки грошей ми можемо отримати?", "Wie viel Geld können wir bekommen?", "kuinka paljon rahaa voimme saada"],
)
def test_other(text: str) -> None:
    assert guess(text).language == "other"
