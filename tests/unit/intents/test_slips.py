"""Phrasings one slip away, held against every phrasing compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents.slips import SHORTEST, SURE_FROM, Near, Slips

STORED = {
    "hur bokar vi bastun": "bastu",
    "hur bokar vi bastu": "bastu",
    "var bokar vi bastun": "tider",
    "var finns tvattstugan": "tvatt",
    "tvattstuga": "tvatt",
    "land strom": "el",
    "el": "el",
    "eld": "eldning",
    "tid": "tider",
}
SLIPS = Slips({phrasing: (owner,) for phrasing, owner in STORED.items()})


def slow(text: str) -> set[str]:
    """The same by comparing with all."""
    letters = text.replace(" ", "")
    kept = {stored.replace(" ", ""): owner for stored, owner in STORED.items()}
    if letters in kept:
        return {kept[letters]}
    return {owner for name, owner in kept.items() if len(name) >= SHORTEST and OSA.distance(letters, name) <= 1}


def owners(text: str) -> set[str]:
    near = SLIPS.near(text)
    return set(near.owners) if near else set()


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
    assert owners(text) == slow(text)


@given(st.text("abdehilorstuv ", max_size=8))
def test_any_text_is_compared_like_that(text: str) -> None:
    assert owners(text) == slow(text)


def test_spaces_are_no_slips() -> None:
    assert SLIPS.near("landstrom") == Near(("el",), True)
    assert SLIPS.near("tvatt stuga") == Near(("tvatt",), True)
    assert SLIPS.near("e l") == Near(("el",), True)


def test_a_short_text_may_be_another_word_altogether() -> None:
    assert SLIPS.near("lanstrom") == Near(("el",), False)
    assert SLIPS.near("tvattstugan") == Near(("tvatt",), True)
    assert len("lanstrom") < SURE_FROM <= len("tvattstugan")


def test_phrasings_alike_but_for_spaces_are_all_owners() -> None:
    near = Slips({"bad plats": ("bad",), "badplats": ("plats",)}).near("ba dplats")
    assert near == Near(("bad", "plats"), True)
