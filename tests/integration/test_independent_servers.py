"""Delivery to mail servers that other people wrote: Postfix, its fault injector, and npm's smtp-server."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.clock import FixedClock
from bot.outbox.delivery import Accepted, Deferred, Outcome, Rejected, ServerFault, Uncertain
from bot.outbox.model import Mail
from bot.outbox.transports.smtp import SmtpTransport
from bot.outbox.worker import Summary, Worker
from tests.support.outbox import ANY_MOMENT, MemoryOutboxStore
from tests.support.outbox import a_mail as any_mail
from tests.support.peers import SECRET, USER, NodeServer, Postfix, node_server, postfix, smtp_sink
from tests.support.smtp import trusting

pytestmark = pytest.mark.slow
TABLE = ("later@icld.example 450 4.2.0 come back later", "full@icld.example 452 4.2.2 mailbox full",
         "nobody@icld.example 550 5.1.1 no such person")  # fmt: skip


def a_mail(recipient: str = "partnership@icld.example", body: str = "Hej!\n.\nÅäö\r\n") -> Mail:
    """A mail with what servers get wrong: a lone dot, letters beyond ASCII."""
    mail = any_mail(body=body)
    # With a date, as all our mails have: servers give one to those that lack it.
    return replace(mail, recipient=recipient, content=b"Date: Mon, 23 Nov 2026 10:15:00 +0100\r\n" + mail.content)


def transport(port: int, password: str | None = SECRET, tls: str = "starttls", timeout: float = 20.0) -> SmtpTransport:
    who = f"{USER}:{quote(password, safe='')}@" if password else ""
    return SmtpTransport.from_url(
        f"smtp://{who}127.0.0.1:{port}?tls={tls}", ssl_context=trusting(), timeout=timeout, local_hostname="localhost"
    )


# --- smtp-sink


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ((), Accepted),
        (("-r", "mail"), Deferred),
        (("-r", "rcpt"), Deferred),
        (("-r", "data"), Deferred),
        (("-r", "."), Deferred),
        (("-f", "rcpt"), Rejected),
        (("-f", "data"), Rejected),
        (("-f", "."), Rejected),
        (("-f", "connect"), ServerFault),
        (("-q", "connect"), ServerFault),
        (("-q", "mail"), ServerFault),
        (("-q", "data"), ServerFault),
        (("-q", "."), Uncertain),
        (("-Q", "mail"), ServerFault),
        (("-Q", "."), ServerFault),
        (("-q", "quit"), Accepted),
        (("-w", "3"), ServerFault),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
async def test_each_fault_of_smtp_sink_is_told_for_what_it_is(options: tuple[str, ...], kind: type[Outcome]) -> None:
    with smtp_sink(*options) as port:
        outcome = await transport(port, None, "none", timeout=1.5).deliver(a_mail())
    assert type(outcome) is kind, outcome


# --- Postfix


@pytest.fixture(scope="module")
def office() -> Iterator[Postfix]:
    """One Postfix for the tests that do not change it."""
    rules = ", ".join("{ " + row.replace(" ", " = ", 1) + " }" for row in TABLE)
    with postfix(
        smtpd_recipient_restrictions=f"check_recipient_access inline:{{ {rules} }}, permit", message_size_limit="20000"
    ) as running:
        yield running


async def test_postfix_takes_a_mail_over_starttls_with_login_byte_for_byte(office: Postfix) -> None:
    before = len(office.mails(0))
    mail = a_mail()
    outcome = await transport(office.port).deliver(mail)
    assert isinstance(outcome, Accepted) and "queued as" in outcome.reply
    (arrived,) = [one for one in office.mails(before + 1) if mail.content.replace(b"\r\n", b"\n") in one]
    head = message_from_bytes(arrived, policy=policy.default)
    assert head["Message-ID"] == mail.message_id
    assert "ESMTPSA" in head["Received"], "over TLS, and logged in"


@pytest.mark.parametrize(
    ("recipient", "kind", "words"),
    [
        ("later@icld.example", Deferred, "450 4.2.0"),
        ("full@icld.example", Deferred, "452 4.2.2"),
        ("nobody@icld.example", Rejected, "550 5.1.1"),
    ],
)
async def test_postfix_answers_are_told_for_what_they_are(
    office: Postfix, recipient: str, kind: type[Outcome], words: str
) -> None:
    outcome = await transport(office.port).deliver(a_mail(recipient))
    assert type(outcome) is kind
    assert words in outcome.reason  # type: ignore[union-attr]


async def test_postfix_refuses_a_mail_that_is_too_large_before_it_is_sent(office: Postfix) -> None:
    outcome = await transport(office.port).deliver(a_mail(body="lång rad\r\n" * 5000))
    assert isinstance(outcome, Rejected)
    assert "552 5.3.4" in outcome.reason


async def test_a_wrong_password_at_postfix_is_the_servers_fault_and_is_not_told(office: Postfix) -> None:
    outcome = await transport(office.port, "fel").deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "535 5.7.8" in outcome.reason and "fel" not in outcome.reason.replace("535 5.7.8 Error", "").split()


async def test_postfix_takes_a_mailbox_in_utf8_where_it_may_and_it_is_told_where_it_may_not() -> None:
    mail = a_mail("åsa@icld.example")
    with postfix(smtputf8_enable="yes") as willing:
        assert isinstance(await transport(willing.port).deliver(mail), Accepted)
        assert len(willing.mails()) == 1
    with postfix(smtputf8_enable="no") as unwilling:
        outcome = await transport(unwilling.port).deliver(mail)
    assert isinstance(outcome, Rejected)
    assert "å, ä och ö" in outcome.reason


# --- npm's smtp-server


@pytest.fixture
def node(tmp_path: Path) -> Iterator[NodeServer]:
    """Running."""
    with node_server(tmp_path) as running:
        yield running


async def test_smtp_server_takes_a_mail_over_starttls_with_login_byte_for_byte(node: NodeServer) -> None:
    mail = a_mail("åsa@växjö.example")
    assert isinstance(await transport(node.port).deliver(mail), Accepted)
    taken = node.next_mail()
    assert base64.b64decode(taken["content"]) == mail.content
    assert (taken["user"], taken["encrypted"]) == (USER, True)
    assert taken["recipients"] in ([f"åsa@{domain}.example"] for domain in ("växjö", "xn--vxj-rla5j"))


@pytest.mark.parametrize(
    ("recipient", "kind"), [("nobody@icld.example", Rejected), ("drops@icld.example", ServerFault | Uncertain)]
)
async def test_smtp_servers_faults_are_told_for_what_they_are(node: NodeServer, recipient: str, kind: type) -> None:
    assert isinstance(await transport(node.port).deliver(a_mail(recipient)), kind)


async def test_smtp_server_refuses_a_wrong_password_and_a_login_in_clear(node: NodeServer) -> None:
    for wrong in (transport(node.port, "fel"), transport(node.port, tls="none")):
        assert isinstance(await wrong.deliver(a_mail()), ServerFault)


async def test_a_mail_smtp_server_greylists_is_delivered_once(node: NodeServer) -> None:
    clock = FixedClock(ANY_MOMENT)
    store = MemoryOutboxStore(a_mail("later@icld.example"), now=ANY_MOMENT)
    worker = Worker(store, transport(node.port), clock, jitter=lambda: 0.0)
    assert await worker.run_once() == Summary(waiting=1)
    clock.set(ANY_MOMENT + timedelta(minutes=1))
    assert await worker.run_once() == Summary(sent=1)
    assert node.next_mail()["recipients"] == ["later@icld.example"]
