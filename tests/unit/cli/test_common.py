"""What several commands share: leaving by a signal, and how things are told and logged."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal

import pytest

from bot.cli.common import on_interrupt, set_up_logging, tell, until_interrupted
from tests.support.commands import logging_as_it_was


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_work_and_is_no_fault(number: signal.Signals) -> None:
    begun = asyncio.Event()

    async def endless() -> int:
        begun.set()
        await asyncio.Event().wait()
        return 1

    async def press_ctrl_c() -> None:
        await begun.wait()
        os.kill(os.getpid(), number)

    async with asyncio.timeout(5):
        outcome, _ = await asyncio.gather(until_interrupted(endless()), press_ctrl_c())
    assert outcome is None


async def test_work_that_ends_by_itself_is_given_back_and_its_faults_too() -> None:
    async def seven() -> int:
        return 7

    async def stumble() -> int:
        raise KeyError("x")

    assert await until_interrupted(seven()) == 7
    with pytest.raises(KeyError):
        await until_interrupted(stumble())


async def test_being_cancelled_from_outside_is_not_taken_for_ctrl_c() -> None:
    task = asyncio.create_task(until_interrupted(asyncio.sleep(60)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_second_ctrl_c_ends_the_process_as_usual() -> None:
    stopped: list[str] = []
    on_interrupt(lambda: stopped.append("once"))
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(100):
        await asyncio.sleep(0)
        if stopped:
            break
    assert stopped == ["once"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


async def test_handlers_are_taken_back() -> None:
    take_back = on_interrupt(lambda: None)
    assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    take_back()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_json_is_one_line_of_utf8(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    tell({"text": "å\nä\ud83d"})
    assert capfdbinary.readouterr().out == b'{"text": "\xc3\xa5\\n\xc3\xa4?"}\n'


def test_log_lines_go_to_standard_error_in_the_form_that_is_set(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as_it_was():
        set_up_logging("json")
        logging.getLogger("partnerskap.outbox").info("skickat: %s", "å")
        set_up_logging("text")
        logging.getLogger("partnerskap.outbox").info("visas inte")
        logging.getLogger("partnerskap.outbox").warning("väntar")
    told = capsys.readouterr()
    assert told.out == ""
    first, second = told.err.splitlines()
    assert second == "WARNING partnerskap.outbox: väntar"
    line = json.loads(first)
    assert list(line) == ["at", "level", "where", "what"]
    assert (line["level"], line["where"], line["what"]) == ("info", "partnerskap.outbox", "skickat: å")
