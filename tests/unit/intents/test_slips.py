"""Phrasings one slip away, held against every phrasing compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents.slips import SHORTEST, Slips

STORED = {
    "hur bokar vi bastun": "bastu",
    "hur bokar vi bastu": "bastu",
    "var bokar vi bastun": "tider",
    "var finns tvattstugan": "tvatt",
    "tvattstuga": "tvatt",
    "landstrom": "el",
}
SLIPS = Slips(STORED)


def slow(text: str) -> set[str]:
    """The same by comparing with all."""
    return {owner for kept, owner in STORED.items() if len(kept) >= SHORTEST and OSA.distance(text, kept) <= 1}


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """A stored phrasing with no slip, one or two."""
    text = draw(st.sampled_from(sorted(STORED)))
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text) - 1))
        letter = draw(st.sampled_from("abdehiknorstuv "))
        swapped = text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
        text = draw(st.sampled_from([
            text[:place] + text[place + 1 :], text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :], swapped,
        ]))  # fmt: skip
    return text


@given(slipped())
def test_all_that_are_one_slip_away_are_found_and_no_others(text: str) -> None:
    assert set(SLIPS.owners(text)) == slow(text)


@given(st.text("abhiorstuv ", max_size=25))
def test_any_text_is_compared_like_that(text: str) -> None:
    assert set(SLIPS.owners(text)) == slow(text)


def test_short_phrasings_have_too_many_neighbours() -> None:
    assert len("landstrom") < SHORTEST <= len("tvattstuga")
    assert SLIPS.owners("landstro") == []
    assert SLIPS.owners("tvattstugan") == ["tvatt"]
