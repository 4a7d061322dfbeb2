"""From the commands to a real mail server: every part of the mail, and what a kill at the worst moment costs."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.clock import FixedClock, SystemClock
from bot.outbox.transports.smtp import SmtpTransport
from bot.outbox.worker import Summary, Worker
from bot.storage.sqlite import SqliteStore
from tests.support.commands import FORM, Commands, Said, a_whole_form, joined, lines, press
from tests.support.smtp import Server, Sin, authority, certificate, smtp_server

SENDER = "Partnerskapsguiden <guiden@kommun.example>"
HOSTILE = "Vatten <script>alert('1')</script>; avlopp, \\n & =?utf-8?q?x?= {{ 7 * 7 }}"


async def process(command: Commands, *arguments: str, stdin: str = "", **settings: str) -> Said:
    """A command in a process of its own, while a server answers in this one."""
    return await asyncio.to_thread(command.process, *arguments, stdin=stdin, **settings)


@asynccontextmanager
async def under_way(command: Commands, *arguments: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A command under way; killed at the latest when the block is left."""
    started = await asyncio.create_subprocess_exec(
        *command.command(*arguments), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, cwd=command.folder, env=os.environ | command.environment(settings),
    )  # fmt: skip
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


def url(server: Server, login: str = "", query: str = "") -> str:
    return f"smtp://{login}127.0.0.1:{server.port}{query}"


def states(command: Commands) -> list[tuple[str, int]]:
    """State and attempts of every mail, as committed."""
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db")) as db:
        return db.execute("SELECT state, attempts FROM outbox ORDER BY id").fetchall()


def parts(content: bytes) -> dict[str, EmailMessage]:
    """The mail's parts that are no containers, by type."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}  # type: ignore[misc]  # parts are of the same kind


class Visible(HTMLParser):
    """The text a reader of HTML sees, and the tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data.split()


async def test_the_mail_arrives_encrypted_with_all_its_parts(command: Commands, tmp_path: Path) -> None:
    trusted = tmp_path / "ca.pem"
    authority().cert_pem.write_to_path(str(trusted))
    script = [*lines("u", "Hur bokar vi bastun?"), *press("u", "lead"), *lines("u", "göteborgs stad", "Bo-Göran Åström-Ünsal",
              "kommunikatör", "bo@goteborg.example", "070-174 06 05", HOSTILE, "6, 11", "Kenya", "Vi söker en partner", "Rad ett\n.\nRad tre"),
              *press("u", "send", "yes")]  # fmt: skip
    async with smtp_server(starttls=certificate(), login=("guiden", "hemligt")) as server:
        settings = {"smtp_url": url(server, "guiden:hemligt@", "?tls=starttls"), "mail_from": SENDER}
        said = await asyncio.to_thread(
            command.process, "chat", "--json", stdin=joined(script), extra={"SSL_CERT_FILE": str(trusted)}, **settings
        )
    assert (said.status, said.err) == (0, "")
    number = said.objects[-1]["lead"]
    (received,) = server.received
    assert (received.encrypted, received.user) == (True, "guiden")
    assert (received.sender, received.recipients) == ("guiden@kommun.example", ("partnership@icld.se",))
    assert b"hemligt" not in server.in_clear
    headers = message_from_bytes(received.content, policy=policy.default)
    assert {name: str(headers[name]) for name in ("From", "To", "Reply-To", "Subject", "Auto-Submitted")} == {
        "From": SENDER, "To": "partnership@icld.se", "Reply-To": "Bo-Göran Åström-Ünsal <bo@goteborg.example>",
        "Subject": f"{number} Göteborgs stad – Kenya", "Auto-Submitted": "auto-generated",
    }  # fmt: skip
    assert number.lower() in headers["Message-ID"]
    found = parts(received.content)
    assert list(found) == ["text/plain", "text/html", "application/json", "text/vcard"]
    assert [found[kind].get_filename() for kind in ("application/json", "text/vcard")] == ["lead.json", "kontakt.vcf"]
    document = json.loads(found["application/json"].get_content())
    assert document == command.process("leads", "show", number, "--json").objects[0]
    assert document["interest"]["topic"] == HOSTILE
    text, html = found["text/plain"].get_content(), Visible(found["text/html"].get_content())
    assert HOSTILE in text
    assert set(HOSTILE.split()) <= set(html.words)
    assert html.tags.isdisjoint({"script", "img", "link", "iframe", "form"})
    card = found["text/vcard"].get_content().replace("\r\n", "\n").replace("\n ", "").splitlines()
    assert card[:4] == ["BEGIN:VCARD", "VERSION:3.0", "FN:Bo-Göran Åström-Ünsal", "N:Åström-Ünsal;Bo-Göran;;;"]
    assert card[-1] == "END:VCARD"


@pytest.mark.parametrize("sin", [None, "knows_no_utf8"])
async def test_an_address_in_swedish_letters_can_be_answered_with_and_without_smtputf8(
    command: Commands, sin: Sin | None
) -> None:
    form = ("Växjö kommun", *FORM[1:3], "åsa@växjö.example", *FORM[4:])
    script = [*press("u", "lead"), *lines("u", *form), *press("u", "send", "yes")]
    async with smtp_server(sin) as server:
        settings = {
            "smtp_url": url(server), "mail_from": "Guiden <guiden@växjö.example>", "lead_to": "icld@växjö.example"
        }  # fmt: skip
        said = await process(command, "chat", "--json", stdin=joined(script), **settings)
    assert (said.status, said.err) == (0, "")
    (received,) = server.received
    domain = "växjö.example".encode("idna").decode()
    assert (received.sender, received.recipients) == (f"guiden@{domain}", (f"icld@{domain}",))
    assert ("SMTPUTF8" in received.options) is (sin is None)
    headers = message_from_bytes(received.content, policy=policy.SMTPUTF8)
    assert str(headers["Reply-To"]) == f"Anna Ek <åsa@{domain}>"
    document = json.loads(parts(received.content)["application/json"].get_content())
    assert document["contact"]["email"] == "åsa@växjö.example"


async def test_a_mail_as_file_is_the_mail_that_would_have_been_sent(command: Commands) -> None:
    await process(command, "chat", "--json", stdin=joined(a_whole_form("u")), mail_from=SENDER)
    (file,) = command.mails
    with closing(sqlite3.connect(command.folder / "data" / "partnerskap.db")) as db:
        ((content,),) = db.execute("SELECT content FROM outbox").fetchall()
    assert file.read_bytes() == content
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize("sin", ["never_answers", "never_answers_after_dot"])
async def test_a_worker_killed_between_claim_and_receipt_loses_no_mail(command: Commands, sin: Sin) -> None:
    dead = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": SENDER}
    await process(command, "chat", "--json", stdin=joined(a_whole_form("u")), **dead)
    await process(command, "outbox", "retry")
    async with smtp_server(sin) as server, under_way(command, "work", smtp_url=url(server), mail_from=SENDER) as worker:
        async with asyncio.timeout(20):
            if sin == "never_answers_after_dot":
                await server.took_one.wait()
            while not server.connections:  # noqa: ASYNC110 - the server sets no event for a bare connection
                await asyncio.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        assert await worker.wait() == -signal.SIGKILL
        assert states(command) == [("sending", 1)]
    before = list(server.received)
    said = await process(command, "work", "--once")
    assert (said.status, said.out) == (0, "Skickade nu: 0. Väntar: 1. Misslyckade: 0.\n")
    async with smtp_server() as server:
        assert await deliver(command, server, after=timedelta(minutes=4)) == Summary()
        assert await deliver(command, server, after=timedelta(minutes=6)) == Summary(sent=1)
        assert await deliver(command, server, after=timedelta(minutes=60)) == Summary()
    assert states(command) == [("sent", 2)]
    assert len(server.received) == 1
    assert all(copy.content == server.received[0].content for copy in before)


async def deliver(command: Commands, server: Server, after: timedelta) -> Summary:
    """One round of another worker, so long after now."""
    store = SqliteStore.open(command.folder / "data" / "partnerskap.db")
    try:
        clock = FixedClock(SystemClock().now() + after)
        return await Worker(store, SmtpTransport.from_url(url(server)), clock, jitter=lambda: 0.5).run_once()
    finally:
        await store.close()


async def test_a_number_that_was_told_is_mailed_though_the_power_goes_at_once(command: Commands) -> None:
    async with under_way(command, "chat", "--json") as chat:
        assert chat.stdin is not None and chat.stdout is not None
        for line in a_whole_form("u"):
            chat.stdin.write(f"{line}\n".encode())
            told = json.loads(await asyncio.wait_for(chat.stdout.readline(), 90))
        chat.send_signal(signal.SIGKILL)
        assert await chat.wait() == -signal.SIGKILL
    assert told["lead"]
    assert command.mails == []
    said = await process(command, "work", "--once")
    assert said.out == "Skickade nu: 1. Väntar: 0. Misslyckade: 0.\n"
    assert [mail.stem for mail in command.mails] == [told["lead"]]


async def test_workers_that_share_an_outbox_deliver_each_mail_once(command: Commands) -> None:
    dead = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": SENDER}
    script = joined([line for number in range(8) for line in a_whole_form(f"u{number}")])
    await process(command, "chat", "--json", stdin=script, **dead)
    await process(command, "outbox", "retry")
    async with smtp_server() as server:
        settings = {"smtp_url": url(server), "mail_from": SENDER}
        ended = await asyncio.gather(*(process(command, "work", "--once", **settings) for _ in range(3)))
    assert [said.status for said in ended] == [0, 0, 0]
    numbers = [
        message_from_bytes(mail.content, policy=policy.default)["Subject"].split()[0] for mail in server.received
    ]
    assert len(numbers) == 8
    assert sorted(numbers) == sorted(set(numbers))
    assert {state for state, _ in states(command)} == {"sent"}


async def test_a_greylisted_mail_waits_and_is_no_fault(command: Commands) -> None:
    async with smtp_server("greylists_once") as server:
        settings = {"smtp_url": url(server), "mail_from": SENDER}
        said = await process(command, "chat", "--json", stdin=joined(a_whole_form("u")), **settings)
        assert said.status == 0
        assert states(command) == [("waiting", 1)]
        await process(command, "outbox", "retry")
        assert (await process(command, "work", "--once", **settings)).out.startswith("Skickade nu: 1.")
    assert len(server.received) == 1


async def test_a_refused_mail_is_shown_with_the_servers_words_and_can_be_sent_again(command: Commands) -> None:
    async with smtp_server("refuses_recipient") as server:
        settings = {"smtp_url": url(server), "mail_from": SENDER}
        said = await process(command, "chat", "--json", stdin=joined(a_whole_form("u")), **settings)
    assert said.status == 1
    assert said.objects[-1]["lead"], "the person has been told the truth: it is received"
    listed = await process(command, "outbox", "list")
    assert listed.status == 1
    assert "550 5.1.1" in listed.out
    assert "partnership@icld.se" not in listed.out
    assert FORM[3] not in listed.out
    async with smtp_server() as server:
        await process(command, "outbox", "retry")
        assert (await process(command, "work", "--once", smtp_url=url(server), mail_from=SENDER)).status == 0
    assert states(command) == [("sent", 2)]
