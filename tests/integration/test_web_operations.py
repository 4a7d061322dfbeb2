"""What who runs the service sees, and how it stops."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import aiohttp
import pytest

from bot.clock import FixedClock
from bot.conversation.guide import Policy
from bot.knowledge import LiveKnowledge
from tests.support.commands import Commands
from tests.support.conversation import MOMENT
from tests.support.knowledge import entry_text, faq_folder, put
from tests.support.web import reader, served

EMAIL = "anna.ek@falu.example"


async def get(address: str, path: str) -> tuple[int, str]:
    """Status and text of a page."""
    async with aiohttp.ClientSession() as session, session.get(address + path) as response:
        return response.status, await response.text()


def value(metrics: str, name: str) -> float:
    """One measured value."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", metrics, re.MULTILINE)
    assert found, f"{name} is not measured:\n{metrics}"
    return float(found[1])


async def test_metrics_count_questions_leads_and_what_waits(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    at = FixedClock(MOMENT)
    async with served(tmp_path, live_knowledge, at) as site, reader(site.address) as visitor:
        await visitor.say("Vem kan söka?")
        await visitor.say("Vad heter Perus huvudstad?")
        form = await visitor.fill() and await visitor.press("send")
        for _ in range(2):
            await visitor.submit(form.form_with("yes"), press="yes")
        at.set(MOMENT + timedelta(minutes=5))
        _, told = await get(site.address, "metrics")
        assert value(told, 'partnerskap_questions_total{channel="web",decision="answer"}') == 1
        assert value(told, 'partnerskap_questions_total{channel="web",decision="refuse"}') == 1
        assert value(told, 'partnerskap_leads_total{channel="web"}') == 1, "the same click twice is one lead"
        assert value(told, 'partnerskap_outbox_mails{state="queued"}') == 1
        assert value(told, "partnerskap_outbox_oldest_seconds") == 300
        assert value(told, 'partnerskap_request_seconds_count{route="/"}') > 10
        version = live_knowledge.guide.answers.knowledge.version
        assert value(told, f'partnerskap_knowledge_info{{version="{version}"}}') == 1
        assert EMAIL not in told and "Perus" not in told
        await site.app.worker.run_once()
        _, told = await get(site.address, "metrics")
        assert value(told, 'partnerskap_outbox_mails{state="sent"}') == 1
        assert value(told, "partnerskap_outbox_oldest_seconds") == 0


async def test_addresses_asked_for_do_not_become_names_of_counters(
    tmp_path: Path, live_knowledge: LiveKnowledge
) -> None:
    async with served(tmp_path, live_knowledge) as site:
        for number in range(20):
            await get(site.address, f"hemlig-{number}")
        _, told = await get(site.address, "metrics")
        assert "hemlig" not in told
        assert value(told, 'partnerskap_requests_total{route="other",status="404"}') == 20


async def test_ready_means_that_nobody_needs_to_look(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    at = FixedClock(MOMENT)
    async with served(tmp_path, live_knowledge, at) as site, reader(site.address) as visitor:
        assert (await get(site.address, "healthz"))[0] == 200
        status, text = await get(site.address, "readyz")
        told = json.loads(text)
        assert (status, told["ready"], told["database"], told["outbox"]) == (
            200, True, {"ok": True}, {"ok": True, "oldest_seconds": 0, "failed": 0, "server_faults": 0},
        )  # fmt: skip
        await visitor.fill()
        await visitor.send()
        for minutes, status in ((60, 200), (61, 503)):
            at.set(MOMENT + timedelta(minutes=minutes))
            assert (await get(site.address, "readyz"))[0] == status
        await site.app.worker.run_once()
        assert (await get(site.address, "readyz"))[0] == 200
        await site.app.store.close()
        status, text = await get(site.address, "readyz")
        assert (status, json.loads(text)["database"]["ok"]) == (503, False)
        assert (await get(site.address, "healthz"))[0] == 200, "the process lives"


async def test_health_tells_which_answers_serve_and_why_newer_ones_do_not(tmp_path: Path) -> None:
    root = faq_folder(tmp_path / "faq")
    knowledge = LiveKnowledge(root, FixedClock(MOMENT), Policy())
    async with served(tmp_path, knowledge) as site:
        version = knowledge.standing.version
        good = f"ok\nkunskapsbas {version} för {MOMENT.date()}, i bruk sedan {MOMENT.isoformat()}\n"
        assert await get(site.address, "healthz") == (200, good)
        put(root, "sv/hamnen/bastu.md", "trasig")
        assert not knowledge.refresh()
        status, told = await get(site.address, "healthz")
        assert (status, told.startswith(good)) == (200, True)
        assert "en nyare version används inte, 1 fel:\nsv/hamnen/bastu.md:1: " in told
        ready = json.loads((await get(site.address, "readyz"))[1])
        assert (ready["ready"], ready["faq"]["version"], ready["faq"]["findings"]) == (True, version, 1)
        put(root, "sv/hamnen/bastu.md", entry_text("bastu", body="Lagad."))
        assert knowledge.refresh()
        status, told = await get(site.address, "healthz")
        assert (version in told, "fel:" in told) == (False, False)


async def test_nothing_personal_is_logged(
    tmp_path: Path, live_knowledge: LiveKnowledge, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "partnerskap"):
        async with served(tmp_path, live_knowledge) as site, reader(site.address) as visitor:
            await visitor.open("?q=Anna+Ek")
            await visitor.open(f"finns-inte/{EMAIL}")
            await visitor.open()
            await visitor.fill()
            await visitor.send()
            secret = next(iter(visitor.session.cookie_jar)).value
    lines = [record.getMessage() for record in caplog.records]
    assert "POST / 303" in lines
    text = "\n".join(f"{line} {record.__dict__}" for line, record in zip(lines, caplog.records, strict=True))
    assert [word for word in ("Anna", EMAIL, "127.0.0.1", secret) if word in text] == []


async def test_a_fault_of_ours_is_a_page_in_words_and_a_line_in_the_log(
    tmp_path: Path, live_knowledge: LiveKnowledge, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(tmp_path, live_knowledge) as site, reader(site.address) as visitor:

        def breaks(*_: object) -> None:
            raise RuntimeError("Anna Ek")

        site.app.runner.watchers.append(breaks)
        page = await visitor.say("Vem kan söka?")
        assert visitor.status == 500
        assert "Något gick fel hos oss" in page.html
    assert "RuntimeError i test_web_operations.py" in caplog.text
    assert "Anna" not in caplog.text


# --- the command ---------------------------------------------------------------------------------------------------


async def started(command: Commands, *arguments: str, **settings: str) -> tuple[asyncio.subprocess.Process, str]:
    """`partnerskap serve` in a process of its own, and the address it has printed."""
    process = await asyncio.create_subprocess_exec(
        *command.command("serve", "--port", "0", *arguments), stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, cwd=command.folder, env=os.environ | command.environment(settings),
    )  # fmt: skip
    assert process.stdout
    line = (await asyncio.wait_for(process.stdout.readline(), 90)).decode()
    assert line, (await process.communicate())[1].decode()
    return process, line.split()[-1]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=str)
async def test_serve_answers_delivers_and_stops_when_asked(command: Commands, how: signal.Signals) -> None:
    process, address = await started(command, log_format="json")
    try:
        async with reader(address) as visitor:
            await visitor.fill()
            page = await visitor.send()
            assert "KP-" in page.text
        for _ in range(100):
            if command.mails:
                break
            await asyncio.sleep(0.1)
        assert len(command.mails) == 1, "the outbox worker runs"
    finally:
        process.send_signal(how)
        _, err = await asyncio.wait_for(process.communicate(), 90)
    assert process.returncode == 0, err.decode()
    logged = [json.loads(line) for line in err.decode().splitlines() if line.startswith("{")]
    posts = [line for line in logged if line["what"] == "POST / 303"]
    assert len(posts) == 13
    assert all(line["status"] == 303 and line["ms"] > 0 for line in posts)


async def test_what_is_under_way_is_finished_before_the_end(command: Commands) -> None:
    process, address = await started(command)
    place = urlsplit(address)
    async with reader(address) as visitor:
        body = urlencode(visitor.page.composer.fields | {"text": "boka bastu"}).encode()
        secret = next(iter(visitor.session.cookie_jar)).value
    head = (
        f"POST / HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: partnerskap={secret}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    incoming, outgoing = await asyncio.open_connection(place.hostname, place.port)
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")  # storage has to wait
        outgoing.write(head.encode() + body)
        await outgoing.drain()
        await asyncio.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.5)
        with pytest.raises(OSError):
            await asyncio.open_connection(place.hostname, place.port)
        db.execute("ROLLBACK")
    assert b" 303 " in await asyncio.wait_for(incoming.readline(), 10)
    outgoing.close()
    _, err = await asyncio.wait_for(process.communicate(), 90)
    assert process.returncode == 0, err.decode()
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db")) as db:
        assert db.execute("SELECT said FROM updates WHERE said IS NOT NULL").fetchall() == [("boka bastu",)]


async def test_a_port_that_is_taken_is_said_in_words(command: Commands) -> None:
    process, address = await started(command)
    try:
        port = address.rstrip("/").rpartition(":")[2]
        said = await asyncio.to_thread(command.process, "serve", "--port", port, data_dir=str(command.folder / "other"))
        assert said.status == 1
        assert f"127.0.0.1:{port} går inte att lyssna på" in said.err
        assert "Traceback" not in said.err
    finally:
        process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.communicate(), 90)
