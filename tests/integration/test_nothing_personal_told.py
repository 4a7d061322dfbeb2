"""Logs, metrics and health say what happened, never what somebody wrote: looked for in everything any library says at
the lowest level, over the web and in the terminal."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.cli.common import set_up_logging
from bot.errors import StorageError
from bot.knowledge import LiveKnowledge
from tests.support.commands import Commands, joined, lines, logging_as_it_was, press
from tests.support.hostile import HOSTILE
from tests.support.web import Reader, Served, reader, served

NAME, ROLE, MAIL, PHONE, TOPIC, WORDS = (
    "Qvintilia Zebrafink", "zebrafinksvakt", "qvintilia@zebrafink.example", "070-174 06 05", "zebrafinkskötsel", "hälsa zebrafinkarna",
)  # fmt: skip
SECRETS = ("qvintilia", "zebrafink", "174 06 05", "1740605", "zebra-kaka", "192.0.2.99", "850709-9805")
FORM = ("Falu kommun", NAME, ROLE, MAIL, PHONE, TOPIC, "6", "Kenya", "Vi söker en partner", WORDS)


def leaks(told: str) -> list[str]:
    return [secret for secret in SECRETS if secret in told.lower()]


async def live(site: Served, visitor: Reader) -> None:
    """Everything a visitor can do, and some of what can go wrong."""
    await visitor.say(f"Jag heter {NAME}, {MAIL}, {PHONE}, 850709-9805. Vem kan söka?")
    await visitor.say("anmäl intresse")
    for answer in FORM:
        await visitor.say(answer)
    await visitor.send()
    await site.app.worker.run_once()
    await visitor.open(f"/?zebrafink={MAIL}")
    await visitor.open(f"/{NAME}/finns-inte")
    await visitor.open(f"/kvitto/{NAME}.txt")
    await visitor.open()
    for text in (NAME, *HOSTILE[-4:]):
        await visitor.submit(visitor.page.composer, text=text, page="zebrafink", token="zebrafink")
        await visitor.open()
    await broken_storage(site, visitor)
    await visitor.say("radera")
    await visitor.say("ja")
    await site.app.forget()


async def broken_storage(site: Served, visitor: Reader) -> None:
    """A message that cannot be kept, and one over which our own code stumbles."""
    for error in (StorageError("Disken är full."), ValueError(f"{NAME} går inte")):
        kept = site.app.runner._store
        site.app.runner._store = Breaks(error)  # type: ignore[assignment]
        await visitor.say(f"{NAME} undrar")
        site.app.runner._store = kept
        await visitor.open()


class Breaks:
    """A store over which everything stumbles."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def transact(self, _: object) -> None:
        """Stumble."""
        raise self._error


async def test_over_the_web_nothing_personal_is_logged_counted_or_told_to_the_operator(
    tmp_path: Path, live_knowledge: LiveKnowledge, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    asyncio.get_running_loop().set_debug(True)
    who = {"X-Forwarded-For": "192.0.2.99", "User-Agent": NAME}
    async with served(tmp_path, live_knowledge, trust_proxy=True) as site, reader(site.address, **who) as visitor:
        await live(site, visitor)
        told = [(await visitor.open(path)).html for path in ("/metrics", "/readyz", "/healthz")]
    assert 'partnerskap_leads_total{channel="web"} 1.0' in told[0]
    out, err = capfd.readouterr()
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert len(caplog.records) > 50 and "ValueError i test_nothing_personal_told.py" in caplog.text
    assert "Ett meddelande kunde inte tas emot" in caplog.text
    assert {"logg": leaks(logged), "text": leaks(caplog.text), "mått": leaks("\n".join(told)), "skärm": leaks(out + err)} == {
        "logg": [], "text": [], "mått": [], "skärm": [],
    }  # fmt: skip


def test_the_measure_sees_what_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("partnerskap.web").warning("%s skrev", NAME)
    assert leaks(caplog.text) == ["qvintilia", "zebrafink"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_in_the_terminal_nothing_personal_is_logged(command: Commands, form: str) -> None:
    script = [
        *lines("u", f"Jag heter {NAME}, {MAIL}. Vem kan söka?"), *press("u", "lead"), *lines("u", *FORM), *press("u", "send", "yes"),
        *lines("u", "radera", "ja"),
    ]  # fmt: skip
    settings = {"log_format": form, "smtp_url": "smtp://127.0.0.1:9", "mail_from": "guiden@kommun.example"}
    said = command("chat", "--json", stdin=joined(script), **settings)
    assert said.objects[-3]["lead"] or any(told["lead"] for told in said.objects)
    assert leaks(said.err) == []
    for arguments in (("work", "--once"), ("outbox", "list"), ("check",)):
        told = command(*arguments, **settings)
        assert leaks(told.out + told.err) == []


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_mail_server_that_quotes_the_sender_is_not_repeated_in_the_log(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_as_it_was():
        set_up_logging(form)
        logging.getLogger("partnerskap.outbox").error(
            "KP-2026-0001: 550 5.7.1 <%s> rejected by partnership@icld.se", MAIL
        )
        err = capsys.readouterr().err
    assert "550 5.7.1" in err and "[e-post]" in err and "partnership@icld.se" in err
    assert leaks(err) == []
