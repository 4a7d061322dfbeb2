"""A real SMTP server on the loopback that can misbehave, each misbehaviour by its name. Built on aiosmtpd."""

from __future__ import annotations

import asyncio
import gc
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Sin = Literal[
    "greylists_once",  # 451 to the first RCPT, then content
    "greylists",  # 451 to every RCPT
    "refuses_recipient",  # 550
    "mailbox_full",  # 452
    "too_large",  # 552 by the announced SIZE
    "too_large_when_read",  # 552 after the final dot
    "refuses_data",  # 554 to DATA
    "closes_for_the_night",  # 421 to MAIL
    "is_busy",  # 421 instead of a greeting
    "hangs_up_after_data",  # on the DATA command
    "hangs_up_after_dot",  # has taken the mail, says nothing
    "says_yes_and_closes",  # 250 after the dot, gone before the goodbye
    "hangs_up_after_recipient",  # 250 to RCPT, and gone
    "hangs_up_on_quit",
    "never_answers",  # no greeting
    "never_answers_after_dot",
    "goes_deaf_after_dot",  # has taken the mail, reads nothing more, not even a goodbye under TLS
    "never_answers_quit",
    "answers_gibberish_after_dot",
    "bad_password",  # 535
    "repeats_the_password",  # 535 with what the client sent
    "hangs_up_after_bad_password",  # 535 and gone
    "offers_no_login",
    "knows_no_utf8",  # neither SMTPUTF8 nor 8BITMIME
    "says_202",  # another success than 250 after the dot
]
Stage = Literal["mail", "recipient", "data", "dot", "taken", "quit"]
"""dot: the whole mail has come · taken: it is kept, but not answered."""
SIZE_LIMIT = 2000
"""Bytes that `too_large` takes."""


@dataclass(frozen=True, slots=True)
class Received:
    """One mail the server took."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    options: tuple[str, ...]
    """Of the MAIL command."""
    encrypted: bool
    user: str | None
    """Who logged in."""


@dataclass(slots=True)
class Server:
    """What a test sees of the server."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    in_clear: bytearray = field(default_factory=bytearray)
    """All that came unencrypted."""
    encrypted: bytearray = field(default_factory=bytearray)
    """All that came encrypted, as plain text."""
    connections: int = 0
    took_one: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a mail has been taken."""
    watch: Callable[[Stage], None] = lambda _: None
    """Called when a conversation has come so far, before the server says anything about it."""
    at_once: int = 0
    most_at_once: int = 0
    """Conversations under way, and the most there were."""


@cache
def authority() -> trustme.CA:
    """A certificate authority of our own."""
    return trustme.CA()


@cache
def trusting() -> ssl.SSLContext:
    """A client's context that trusts `authority`, and verifies as always."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


@cache
def certificate(name: str = "127.0.0.1") -> ssl.SSLContext:
    """A server's context with a certificate for `name`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(name).configure_cert(context)
    return context


@asynccontextmanager
async def smtp_server(
    sin: Sin | Callable[[], Sin | None] | None = None,
    *,
    port: int = 0,
    slow: float = 0.0,
    starttls: ssl.SSLContext | None = None,
    implicit_tls: ssl.SSLContext | None = None,
    login: tuple[str, str] | None = None,
) -> AsyncIterator[Server]:
    """A server on a port of 127.0.0.1, a free one for 0, for as long as the block runs. `sin` may be asked for anew at
    each connection. `slow`: seconds it thinks about each mail. `login`: wanted, and offered even without encryption,
    so that a client which would give its password away does."""
    seen = Server()
    loop = asyncio.get_running_loop()
    connections: set[_Connection] = set()

    def connect() -> _Connection:
        seen.connections += 1
        now = sin() if callable(sin) else sin
        return _Connection(
            seen, connections, now, slow, starttls=starttls, always_encrypted=bool(implicit_tls), login=login
        )

    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    listener = await loop.create_server(connect, "127.0.0.1", port, ssl=implicit_tls)
    seen.port = listener.sockets[0].getsockname()[1]
    try:
        yield seen
    finally:
        listener.close()
        for connection in list(connections):
            await connection.vanish()
        await listener.wait_closed()


def open_lines(server: Server) -> list[asyncio.Transport]:
    """The lines to the server that a client in this process has not let go of, those below TLS included."""
    things = gc.get_objects()
    lines = [thing for thing in things if issubclass(type(thing), asyncio.Transport) and not thing.is_closing()]
    return [line for line in lines if line.get_extra_info("peername") == ("127.0.0.1", server.port)]


class _Connection(SMTP):
    """One client's conversation."""

    def __init__(
        self,
        seen: Server,
        connections: set[_Connection],
        sin: Sin | None,
        slow: float,
        *,
        starttls: ssl.SSLContext | None,
        always_encrypted: bool,
        login: tuple[str, str] | None,
    ) -> None:
        self.seen, self.sin, self.login = seen, sin, login
        self.always_encrypted = always_encrypted
        self._connections = connections
        super().__init__(
            _Handler(seen, sin, slow, login),
            hostname="localhost",
            data_size_limit=SIZE_LIMIT if sin == "too_large" else None,
            enable_SMTPUTF8=sin != "knows_no_utf8",
            tls_context=starttls,
            auth_require_tls=False,
            authenticator=self._check_login,
            loop=asyncio.get_running_loop(),
        )
        if login is None or sin == "offers_no_login":
            self._auth_methods.clear()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connections.add(self)
        self.seen.at_once += 1
        self.seen.most_at_once = max(self.seen.most_at_once, self.seen.at_once)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.seen.at_once -= self in self._connections
        self._connections.discard(self)
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        hidden = self.always_encrypted or self._tls_protocol is not None
        (self.seen.encrypted if hidden else self.seen.in_clear).extend(data)
        super().data_received(data)

    async def vanish(self) -> None:
        """Drop the line and wait until the conversation has noticed."""
        task = self._handler_coroutine
        self.drop()
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def go_deaf(self) -> None:
        """Read nothing more, below TLS too."""
        line = self._original_transport or self.transport
        if isinstance(line, asyncio.ReadTransport):
            line.pause_reading()

    def drop(self) -> None:
        """Drop the line without a word."""
        line = self._original_transport or self.transport
        if isinstance(line, asyncio.WriteTransport):
            line.abort()

    def hang_up(self) -> None:
        """Close the line when what was said has gone out."""
        line = self._original_transport or self.transport
        if isinstance(line, asyncio.WriteTransport):
            line.close()

    async def _handle_client(self) -> None:
        if self.sin == "never_answers":
            await asyncio.Event().wait()
        if self.sin == "is_busy":
            await self.push("421 4.3.2 too many connections")
            self.drop()
        await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:
        self.seen.watch("data")
        if self.sin == "hangs_up_after_data":
            self.drop()
            await asyncio.Event().wait()
        if self.sin == "refuses_data":
            await self.push("554 5.7.1 no mails today")
            return
        await super().smtp_DATA(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        if self.sin == "repeats_the_password":
            await self.push(f"535 5.7.8 cannot read {arg.split()[-1]} hemligt/#?")
            return
        await super().smtp_AUTH(arg)
        if self.sin == "hangs_up_after_bad_password":
            self.drop()

    def _check_login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        wanted = self.login or ("", "")
        right = data == LoginPassword(wanted[0].encode(), wanted[1].encode())
        if self.sin in ("bad_password", "hangs_up_after_bad_password"):
            right = False
        # handled=False makes aiosmtpd answer 535; its default answers nothing at all.
        return AuthResult(success=right, handled=False, auth_data=data)


class _Handler:
    """What is said to each command."""

    def __init__(self, seen: Server, sin: Sin | None, slow: float, login: tuple[str, str] | None) -> None:
        self.seen, self.sin, self.slow, self.login = seen, sin, slow, login

    async def handle_EHLO(self, server: Any, session: Session, _: Envelope, host: str, lines: list[str]) -> list[str]:
        session.host_name = host
        if self.sin == "knows_no_utf8":
            lines = [line for line in lines if "8BITMIME" not in line]
        return [line for line in lines if line.strip() != "250-AUTH"]

    async def handle_MAIL(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.seen.watch("mail")
        if self.sin == "closes_for_the_night":
            return "421 4.3.2 closing"
        if self.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: _Connection, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.seen.watch("recipient")
        if self.sin == "greylists":
            return "451 4.7.1 greylisted, come back later"
        if self.sin == "greylists_once" and self.seen.connections == 1:
            return "451 4.7.1 greylisted, come back later"
        if self.sin == "refuses_recipient":
            return f"550 5.1.1 <{address}>: no such person"
        if self.sin == "mailbox_full":
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        if self.sin == "hangs_up_after_recipient":
            await server.push("250 OK")
            server.hang_up()
            await asyncio.Event().wait()
        return "250 OK"

    async def handle_DATA(self, server: _Connection, session: Session, envelope: Envelope) -> str:
        self.seen.watch("dot")
        await asyncio.sleep(self.slow)
        if self.sin == "too_large_when_read":
            return "552 5.3.4 too large"
        self.seen.received.append(
            Received(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=envelope.original_content or b"",
                options=tuple(envelope.mail_options),
                encrypted=server.always_encrypted or session.ssl is not None,
                user=session.auth_data.login.decode() if isinstance(session.auth_data, LoginPassword) else None,
            )
        )
        self.seen.took_one.set()
        self.seen.watch("taken")
        if self.sin == "says_yes_and_closes":
            await server.push("250 2.0.0 queued")
            server.hang_up()
            await asyncio.Event().wait()
        if self.sin == "hangs_up_after_dot":
            server.drop()
        if self.sin == "goes_deaf_after_dot":
            server.go_deaf()
        if self.sin in ("hangs_up_after_dot", "never_answers_after_dot", "goes_deaf_after_dot"):
            await asyncio.Event().wait()
        if self.sin == "answers_gibberish_after_dot":
            return "hejsan"
        return "202 fine" if self.sin == "says_202" else f"250 2.0.0 queued as {len(self.seen.received)}"

    async def handle_QUIT(self, server: _Connection, session: Session, envelope: Envelope) -> str:
        self.seen.watch("quit")
        if self.sin == "hangs_up_on_quit":
            server.drop()
        if self.sin in ("hangs_up_on_quit", "never_answers_quit"):
            await asyncio.Event().wait()
        return "221 Bye"
