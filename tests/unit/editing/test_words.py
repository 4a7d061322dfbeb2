"""Likeness by shared words."""

from __future__ import annotations

from bot.editing.words import Index, roots


def test_a_word_counts_once_whatever_its_ending_and_dots() -> None:
    assert list(roots("Båtarna, båten och BATAR!", "sv").values()) == ["batarna", "och"]


def test_the_text_that_shares_the_rarest_words_is_nearest() -> None:
    common = dict.fromkeys(roots("kan man i hamnen", "sv"), 500)
    index = Index([("Kan man bada i hamnen", "bad"), ("gädda", "fisk")], common, "sv")
    found = index.nearest("Kan man få gädda i hamnen")
    assert found is not None
    assert (found.item, found.shared) == ("fisk", ("gadda",))
    assert 0 < found.likeness < 1
    whole = index.nearest("GÄDDA!")
    assert whole is not None
    assert whole.likeness > 0.999


def test_nothing_in_common_is_nothing_near() -> None:
    index = Index([("gädda", 1)], {}, "sv")
    assert index.nearest("bastu") is None
    assert index.nearest("") is None
    assert len(index) == 1
