"""The mask's figures: what it finds in a large set of invented people's data, and what it leaves alone of real questions."""

from __future__ import annotations

import pytest

from bot.leads.mask import mask
from tests.benchmarks.masking import LEAST_OF_A_KIND, LEAST_PRECISION, LEAST_RECALL, Recall, changed, questions, recall
from tests.support.personal import check_digit, items, left


@pytest.fixture(scope="module")
def found() -> Recall:
    """The whole set, measured once."""
    return recall()


def test_the_set_is_large_and_has_every_kind() -> None:
    kinds = {item.kind for item in items()}
    assert kinds == {"personnummer", "samordningsnummer", "telefon", "e-post", "namn", "underskrift", "adress"}
    assert len({item.text for item in items()}) >= 500


def test_the_set_is_made_of_numbers_with_a_right_check_digit() -> None:
    assert [check_digit("811218987"), check_digit("701063239")] == ["6", "1"]  # the authorities' own examples


def test_the_measure_sees_what_is_left() -> None:
    assert all(left(item, item.text) for item in items())
    assert not any(left(item, "[namn]") for item in items())


def test_personal_data_is_found(found: Recall) -> None:
    assert found.all >= LEAST_RECALL, "\n".join(found.through)
    assert {kind: found.of(kind) for kind in found.seeded if found.of(kind) < LEAST_OF_A_KIND} == {}


def test_questions_are_kept_as_they_were_asked() -> None:
    asked = questions()
    assert len(asked) > 5_000
    assert len(changed(asked)) <= (1 - LEAST_PRECISION) * len(asked)


def test_what_is_masked_stays_masked() -> None:
    once = [mask(item.text) for item in items()]
    assert [mask(text) for text in once] == once


def test_the_offices_own_address_is_no_secret() -> None:
    asked = "Kan ansökan mejlas till Partnership@icld.se, eller anna.lind@icld.se?"
    assert mask(asked) == "Kan ansökan mejlas till Partnership@icld.se, eller [e-post]?"
