"""Delivery to a real mail server on this machine, well-behaved and not."""

from __future__ import annotations

import asyncio
import base64
import gc
import socket
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from bot.clock import FixedClock
from bot.outbox.delivery import Accepted, Deferred, Outcome, Rejected, ServerFault, Uncertain
from bot.outbox.model import Mail
from bot.outbox.transports.smtp import SmtpTransport
from bot.outbox.worker import Summary, Worker
from tests.support.outbox import ANY_MOMENT, MemoryOutboxStore, a_mail
from tests.support.smtp import SIZE_LIMIT, Server, Sin, certificate, open_lines, smtp_server, trusting

USER, SECRET = "guiden", "hemligt/#?"
LOGIN = (USER, SECRET)


def transport_to(
    server: Server, query: str = "", *, login: bool = False, connect_timeout: float = 5.0, timeout: float = 10.0
) -> SmtpTransport:
    who = f"{quote(USER)}:{quote(SECRET, safe='')}@" if login else ""
    return SmtpTransport.from_url(
        f"smtp://{who}127.0.0.1:{server.port}{query}",
        ssl_context=trusting(),
        connect_timeout=connect_timeout,
        timeout=timeout,
        local_hostname="localhost",
    )


@pytest.fixture(autouse=True)
def nothing_left_open() -> object:
    """A socket left open is a warning when it is collected, and warnings are errors."""
    yield
    gc.collect()


async def test_a_mail_arrives_with_its_envelope() -> None:
    mail = a_mail()
    async with smtp_server() as server:
        outcome = await transport_to(server).deliver(mail)
    assert outcome == Accepted("250 2.0.0 queued as 1")
    (received,) = server.received
    assert (received.sender, received.recipients) == (mail.sender, (mail.recipient,))
    assert received.content == mail.content
    assert received.user is None
    assert bytes(server.in_clear).endswith(b"QUIT\r\n")


NOT_TAKEN: list[tuple[Sin, type[Outcome], str]] = [
    ("greylists_once", Deferred, "451 4.7.1 greylisted, come back later"),
    ("greylists", Deferred, "451 4.7.1 greylisted, come back later"),
    ("mailbox_full", Deferred, "452 4.2.2 mailbox full"),
    ("refuses_recipient", Rejected, "550 5.1.1 <(adress)>: no such person"),
    ("too_large_when_read", Rejected, "552 5.3.4 too large"),
    ("refuses_data", Rejected, "554 5.7.1 no mails today"),
    ("closes_for_the_night", ServerFault, "421 4.3.2 closing"),
    ("is_busy", ServerFault, "421 4.3.2 too many connections"),
    ("hangs_up_after_recipient", ServerFault, "bröt förbindelsen"),
    ("hangs_up_after_data", ServerFault, "bröt förbindelsen"),
]


@pytest.mark.parametrize(("sin", "kind", "words"), NOT_TAKEN, ids=[row[0] for row in NOT_TAKEN])
async def test_a_mail_that_was_not_taken_is_told_by_the_answer(sin: Sin, kind: type[Outcome], words: str) -> None:
    async with smtp_server(sin) as server:
        outcome = await transport_to(server).deliver(a_mail())
    assert type(outcome) is kind
    assert words in outcome.reason  # type: ignore[union-attr]
    assert server.received == []


async def test_a_mail_over_the_announced_size_is_refused_before_it_is_sent() -> None:
    mail = a_mail(body="lång rad\r\n" * SIZE_LIMIT)
    async with smtp_server("too_large") as server:
        outcome = await transport_to(server).deliver(mail)
    assert isinstance(outcome, Rejected)
    assert "552" in outcome.reason
    assert b"DATA" not in server.in_clear


@pytest.mark.parametrize("sin", ["hangs_up_after_dot", "answers_gibberish_after_dot"])
async def test_no_answer_after_the_dot_is_uncertain(sin: Sin) -> None:
    async with smtp_server(sin) as server:
        outcome = await transport_to(server).deliver(a_mail())
    assert isinstance(outcome, Uncertain)
    assert len(server.received) == 1


async def test_silence_after_the_dot_is_uncertain() -> None:
    async with smtp_server("never_answers_after_dot") as server:
        outcome = await transport_to(server, timeout=1.0).deliver(a_mail())
    assert isinstance(outcome, Uncertain)
    assert "svarade inte i tid" in outcome.reason
    assert len(server.received) == 1


async def test_silence_before_the_mail_is_the_servers_fault() -> None:
    async with smtp_server("never_answers") as server, asyncio.timeout(5):
        outcome = await transport_to(server, connect_timeout=0.1).deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "svarade inte i tid" in outcome.reason
    assert server.in_clear == b""


@pytest.mark.parametrize("sin", ["says_yes_and_closes", "hangs_up_on_quit", "never_answers_quit", "says_202"])
async def test_what_happens_after_yes_changes_nothing(sin: Sin) -> None:
    async with smtp_server(sin) as server:
        outcome = await transport_to(server, connect_timeout=0.5).deliver(a_mail())
    assert isinstance(outcome, Accepted)
    assert len(server.received) == 1


async def test_a_server_that_is_not_there_is_the_servers_fault() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # taken, but nobody listens
        url = f"smtp://127.0.0.1:{taken.getsockname()[1]}"
        outcome = await SmtpTransport.from_url(url, local_hostname="localhost").deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "går inte att nå" in outcome.reason


async def test_a_server_whose_name_is_no_name_is_the_servers_fault() -> None:
    outcome = await SmtpTransport.from_url("smtp://mejl..example", local_hostname="localhost").deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "mejl..example:587 går inte att nå" in outcome.reason


async def test_a_cancelled_delivery_lets_go_of_its_connection() -> None:
    async with smtp_server("never_answers_after_dot") as server:
        delivery = asyncio.create_task(transport_to(server).deliver(a_mail()))
        await server.took_one.wait()
        assert len(open_lines(server)) == 1
        delivery.cancel()
        with pytest.raises(asyncio.CancelledError):
            await delivery
        assert open_lines(server) == []


@pytest.mark.parametrize("sin", [None, "refuses_recipient", "never_answers_quit", "goes_deaf_after_dot"])
@pytest.mark.parametrize("tls", ["none", "starttls"])
async def test_a_finished_delivery_lets_go_of_its_connection(sin: Sin | None, tls: str) -> None:
    async with smtp_server(sin, starttls=certificate()) as server:
        await transport_to(server, f"?tls={tls}", connect_timeout=0.4, timeout=0.5).deliver(a_mail())
        assert server.connections == 1
        assert open_lines(server) == []


# --- the bytes ---


def swedish_mail() -> Mail:
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = "Intresse från Åmåls kommun – Örnsköldsvik"
    message["Message-ID"] = "<KP-2026-0007@guiden.example>"
    message.set_content("Hej!\n.\n..två punkter\n.börjar med punkt\nÅäö på rad fyra\n", cte="8bit")
    message.add_attachment('{"name": "Åmål"}'.encode(), maintype="application", subtype="json", filename="lead.json")
    return replace(a_mail("KP-2026-0007"), content=message.as_bytes())


async def test_swedish_letters_and_leading_dots_arrive_unchanged() -> None:
    mail = swedish_mail()
    assert "Åäö".encode() in mail.content and b"\r\n.\r\n" in mail.content
    async with smtp_server() as server:
        await transport_to(server).deliver(mail)
    (received,) = server.received
    assert received.content == mail.content
    assert "BODY=8BITMIME" in received.options
    read = message_from_bytes(received.content, policy=policy.default)
    assert read["Subject"] == "Intresse från Åmåls kommun – Örnsköldsvik"
    assert [part.get_content() for part in read.iter_attachments()] == ['{"name": "Åmål"}'.encode()]


async def test_each_attempt_sends_the_same_bytes() -> None:
    async with smtp_server() as server:
        transport, mail = transport_to(server), swedish_mail()
        for _ in range(2):
            assert isinstance(await transport.deliver(mail), Accepted)
    first, second = server.received
    assert first == second


async def test_lone_line_ends_cannot_smuggle_a_second_mail() -> None:
    smuggler = replace(a_mail(), content=b"Subject: x\r\n\r\nhej\n.\nMAIL FROM:<a@b.example>\r.\rslut")
    async with smtp_server() as server:
        await transport_to(server).deliver(smuggler)
    (received,) = server.received
    assert received.content == b"Subject: x\r\n\r\nhej\r\n.\r\nMAIL FROM:<a@b.example>\r\n.\r\nslut\r\n"


# --- addresses ---


async def test_a_swedish_mailbox_is_written_in_utf8_where_the_server_can() -> None:
    mail = replace(a_mail(), recipient="åsa@kommun.example")
    async with smtp_server() as server:
        assert isinstance(await transport_to(server).deliver(mail), Accepted)
    assert server.received[0].recipients == ("åsa@kommun.example",)
    assert "SMTPUTF8" in server.received[0].options


async def test_a_swedish_mailbox_is_refused_in_words_where_the_server_cannot() -> None:
    mail = replace(a_mail(), recipient="åsa@kommun.example")
    async with smtp_server("knows_no_utf8") as server:
        outcome = await transport_to(server).deliver(mail)
    assert isinstance(outcome, Rejected)
    assert "å, ä och ö" in outcome.reason and "åsa" not in outcome.reason
    assert b"MAIL" not in server.in_clear


async def test_a_swedish_domain_needs_nothing_of_the_server() -> None:
    mail = replace(a_mail(), recipient="asa@åmål.example")
    async with smtp_server("knows_no_utf8") as server:
        assert isinstance(await transport_to(server).deliver(mail), Accepted)
    assert server.received[0].recipients == (f"asa@{'åmål'.encode('idna').decode()}.example",)


async def test_utf8_is_not_asked_for_when_no_address_needs_it() -> None:
    async with smtp_server() as server:
        await transport_to(server).deliver(swedish_mail())
    assert "SMTPUTF8" not in server.received[0].options


@pytest.mark.parametrize(
    "bad", ["", "ingen", "a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "a@b@c", "\ud800@b.c"]
)
async def test_an_address_that_is_none_is_refused_without_calling(bad: str) -> None:
    async with smtp_server() as server:
        for mail in (replace(a_mail(), recipient=bad), replace(a_mail(), sender=bad)):
            assert isinstance(await transport_to(server).deliver(mail), Rejected)
    assert server.connections == 0


async def test_utf8_in_the_headers_is_announced_where_the_server_can() -> None:
    mail = replace(a_mail(), content="Subject: Åmål\r\n\r\nhej\r\n".encode())
    for sin in (None, "knows_no_utf8"):
        async with smtp_server(sin) as server:
            assert isinstance(await transport_to(server).deliver(mail), Accepted)
        assert ("SMTPUTF8" in server.received[0].options) is (sin is None)
        assert server.received[0].content == mail.content


# --- encryption ---


async def test_starttls_with_a_trusted_certificate_hides_login_and_mail() -> None:
    mail = a_mail()
    async with smtp_server(starttls=certificate(), login=LOGIN) as server:
        outcome = await transport_to(server, "?tls=starttls", login=True).deliver(mail)
    assert isinstance(outcome, Accepted)
    (received,) = server.received
    assert received.encrypted and received.user == USER and received.content == mail.content
    assert bytes(server.in_clear) == b"EHLO localhost\r\nSTARTTLS\r\n"


async def test_implicit_tls_encrypts_from_the_first_byte() -> None:
    async with smtp_server(implicit_tls=certificate(), login=LOGIN) as server:
        outcome = await transport_to(server, "?tls=implicit", login=True).deliver(a_mail())
    assert isinstance(outcome, Accepted)
    assert server.received[0].encrypted and server.received[0].user == USER
    assert server.in_clear == b""


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize("flaw", ["unknown authority", "another name"])
async def test_a_certificate_that_proves_nothing_gets_nothing(tls: str, flaw: str) -> None:
    proof = certificate("någon-annan.example") if flaw == "another name" else certificate()
    trust = trusting() if flaw == "another name" else None
    starttls, implicit = (proof, None) if tls == "starttls" else (None, proof)
    async with smtp_server(login=LOGIN, starttls=starttls, implicit_tls=implicit) as server:
        transport = SmtpTransport.from_url(
            f"smtp://{USER}:{quote(SECRET, safe='')}@127.0.0.1:{server.port}?tls={tls}",
            ssl_context=trust,
            local_hostname="localhost",
        )
        outcome = await transport.deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "certifikat" in outcome.reason
    assert server.encrypted == b"" and b"AUTH" not in server.in_clear and b"MAIL" not in server.in_clear


async def test_without_the_starttls_we_require_nothing_is_sent_in_clear() -> None:
    async with smtp_server(login=LOGIN) as server:  # offers login in the clear
        outcome = await transport_to(server, "?tls=starttls", login=True).deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "STARTTLS" in outcome.reason
    assert bytes(server.in_clear) in (b"EHLO localhost\r\n", b"EHLO localhost\r\nQUIT\r\n")


# --- login ---


@pytest.mark.parametrize("sin", ["bad_password", "repeats_the_password", "hangs_up_after_bad_password"])
async def test_a_bad_password_is_tried_once_and_told_in_the_servers_words(sin: Sin) -> None:
    async with smtp_server(sin, starttls=certificate(), login=LOGIN) as server:
        outcome = await transport_to(server, "?tls=starttls", login=True).deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "535 5.7.8" in outcome.reason
    sent = base64.b64encode(f"\0{USER}\0{SECRET}".encode()).decode()
    assert SECRET not in outcome.reason and sent not in outcome.reason
    assert bytes(server.encrypted).count(b"AUTH") == 1
    assert b"MAIL" not in server.encrypted


async def test_a_server_without_login_is_the_servers_fault() -> None:
    async with smtp_server("offers_no_login", login=LOGIN) as server:
        outcome = await transport_to(server, login=True).deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "inloggning" in outcome.reason


async def test_a_server_that_wants_a_login_we_lack_is_not_the_mails_fault() -> None:
    async with smtp_server(login=LOGIN) as server:
        outcome = await transport_to(server).deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "530" in outcome.reason


# --- together with the worker ---


async def test_a_greylisted_mail_is_delivered_once_when_it_comes_back() -> None:
    clock = FixedClock(ANY_MOMENT)
    store = MemoryOutboxStore(a_mail())
    async with smtp_server("greylists_once") as server:
        worker = Worker(store, transport_to(server), clock, jitter=lambda: 0.0)
        assert await worker.run_once() == Summary(waiting=1)
        assert await worker.run_once() == Summary()
        clock.set(ANY_MOMENT + timedelta(minutes=1))
        assert await worker.run_once() == Summary(sent=1)
        assert await worker.run_once() == Summary()
    assert len(server.received) == 1


async def test_the_copy_after_a_lost_answer_is_recognisable() -> None:
    clock = FixedClock(ANY_MOMENT)
    store = MemoryOutboxStore(a_mail())
    async with smtp_server("hangs_up_after_dot") as bad, smtp_server() as good:
        assert await Worker(store, transport_to(bad), clock, jitter=lambda: 0.0).run_once() == Summary(waiting=1)
        clock.set(ANY_MOMENT + timedelta(minutes=1))
        assert await Worker(store, transport_to(good), clock, jitter=lambda: 0.0).run_once() == Summary(sent=1)
    ids = [message_from_bytes(mail.content)["Message-ID"] for mail in bad.received + good.received]
    assert ids == [a_mail().message_id] * 2


async def test_a_bad_password_ends_the_round_and_costs_no_mail_an_attempt() -> None:
    store = MemoryOutboxStore(a_mail("KP-2026-0001"), a_mail("KP-2026-0002"))
    async with smtp_server("bad_password", starttls=certificate(), login=LOGIN) as server:
        transport = transport_to(server, "?tls=starttls", login=True)
        worker = Worker(store, transport, FixedClock(ANY_MOMENT), jitter=lambda: 0.0)
        assert await worker.run_once() == Summary(faults=1)
        assert await worker.run_once() == Summary()
    assert server.connections == 1
    assert [store.row(row_id).attempts for row_id in (1, 2)] == [0, 0]
