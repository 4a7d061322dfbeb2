"""Work in a process of its own: the same result, the same errors, and nothing left behind."""

from __future__ import annotations

import os
import threading
import time

import pytest

from bot.apart import Apart, WorkshopError, here


@pytest.mark.parametrize("workshop", [here, Apart()], ids=["here", "apart"])
def test_what_the_work_comes_to_is_given_or_raised(workshop: Apart) -> None:
    assert workshop(sorted, [3, 1, 2], patient=True) == [1, 2, 3]
    with pytest.raises(ZeroDivisionError):
        workshop(divmod, 1, 0)


def test_the_work_is_done_in_another_process_that_prints_nothing_into_the_result() -> None:
    assert Apart()(os.getpid) != os.getpid()
    assert Apart()(print, "hej") is None


def test_a_process_that_dies_is_told_as_such() -> None:
    with pytest.raises(WorkshopError, match="i förtid"):
        Apart()(os._exit, 3)


def test_stopping_ends_what_is_under_way() -> None:
    apart, began = Apart(), time.monotonic()
    outcomes: list[BaseException] = []

    def wait() -> None:
        try:
            apart(time.sleep, 60)
        except WorkshopError as error:
            outcomes.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():
        apart.stop()
        waiting.join(0.05)
    assert len(outcomes) == 1
    assert time.monotonic() - began < 30
