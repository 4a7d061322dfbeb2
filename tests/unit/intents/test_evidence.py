"""The evidence put before the judge."""

from __future__ import annotations

import numpy as np
import pytest

from intents.evidence import ABSENT, KINDS, SHORTLIST, USUAL_LENGTH, USUAL_WEIGHTS, Clues, Evidence, weigh_up

ENTRIES = 12


def clues(length: int = USUAL_LENGTH, entries: int = ENTRIES, foreign: bool = True) -> Clues:
    """Entry i is likelier the higher i is."""
    steps = np.arange(entries, dtype=np.float32)
    more = np.array([0.5] if foreign else [], np.float32)
    return Clues(
        np.append(steps, more), np.append(steps / 100, more), entries, lambda shown: steps[shown] / 20, 0.75, 0.25, 0.1, length
    )  # fmt: skip


def of(evidence: Evidence, place: int, kind: str) -> float:
    return float(evidence.rows[place, KINDS.index(kind)])


def test_the_likeliest_entries_are_short_listed_best_first() -> None:
    evidence = weigh_up(clues())
    assert evidence.entries.tolist() == list(range(ENTRIES - 1, ENTRIES - 1 - SHORTLIST, -1))
    assert evidence.rows.shape == (SHORTLIST + 1, len(KINDS))
    assert [of(evidence, place, "pull") for place in range(3)] == [11, 10, 9]
    assert of(evidence, 0, "words") == pytest.approx(11 / 20)
    assert of(evidence, 0, "near") == pytest.approx(0.11)


def test_something_else_has_its_own_evidence() -> None:
    evidence = weigh_up(clues())
    told = {kind: of(evidence, -1, kind) for kind in KINDS}
    assert (told["pull"], told["near"], told["other"]) == (0.5, 0.5, 1)
    assert (told["unknown"], told["strange"], told["aliens"]) == (0.25, 0.25, 1)
    assert told["far"] == pytest.approx(1 - 0.11)
    assert told["alien"] == pytest.approx(0.1)
    assert not evidence.rows[:SHORTLIST, KINDS.index("other") :].any()


def test_without_foreign_questions_something_else_pulls_nowhere() -> None:
    evidence = weigh_up(clues(foreign=False))
    assert (of(evidence, -1, "pull"), of(evidence, -1, "other")) == (0, 1)


@pytest.mark.parametrize(
    ("length", "doublings"), [(0, 0), (3, 0), (USUAL_LENGTH, 0), (2 * USUAL_LENGTH, 1), (8 * USUAL_LENGTH, 3)]
)
def test_the_length_of_a_question_is_counted_in_doublings(length: int, doublings: int) -> None:
    evidence = weigh_up(clues(length))
    assert of(evidence, 0, "long") == pytest.approx(11 * doublings)


def test_an_entry_left_out_leaves_no_trace() -> None:
    evidence = weigh_up(clues(), skip=ENTRIES - 1)
    assert ENTRIES - 1 not in evidence.entries
    assert len(evidence.entries) == SHORTLIST
    assert of(evidence, 0, "pull") == 10


def test_an_entry_that_must_be_there_is() -> None:
    assert weigh_up(clues(), include=0).entries.tolist() == [11, 10, 9, 8, 7, 6, 5, 0]
    assert weigh_up(clues(), include=11).entries.tolist() == weigh_up(clues()).entries.tolist()


@pytest.mark.parametrize("entries", [1, 2, 3])
def test_a_short_list_shorter_than_usual_has_empty_places(entries: int) -> None:
    evidence = weigh_up(clues(entries=entries))
    assert len(evidence.entries) == entries
    assert [of(evidence, place, "pull") for place in range(entries, SHORTLIST)] == [ABSENT] * (SHORTLIST - entries)


def test_the_usual_weights_are_one_per_kind() -> None:
    assert len(USUAL_WEIGHTS) == len(KINDS)
