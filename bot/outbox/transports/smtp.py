"""Delivers through a mail server. The only file that knows aiosmtplib.

One connection a mail: mails are few, and a connection kept open is one more thing that can have died unseen.
The conversation is led command by command rather than by aiosmtplib's `sendmail`, since only so is it known whether
the content had begun to go when a connection was lost – the difference between "try again" and "perhaps twice".
"""

from __future__ import annotations

import asyncio
import base64
import re
import ssl

import aiosmtplib

from bot.outbox.delivery import Outcome, Rejected, Stage, classify, lost
from bot.outbox.model import Mail
from bot.outbox.transports.smtp_url import Server, parse

_GOODBYE = 5.0
"""Seconds to wait for the answer to QUIT at most; the mail is already safe."""
_ATOM = r"[^\s<>()\[\],:;\\\"@\x00-\x1f\x7f\ud800-\udfff]+"
_BARE_ADDRESS = re.compile(f"{_ATOM}@{_ATOM}")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class SmtpTransport:
    """Hands mails to one server, encrypted with a verified certificate unless the server is this very machine."""

    def __init__(
        self,
        server: Server,
        *,
        ssl_context: ssl.SSLContext | None = None,
        connect_timeout: float = 15.0,
        timeout: float = 60.0,
        local_hostname: str | None = None,
    ) -> None:
        """`connect_timeout` seconds until the line is open and encrypted, `timeout` seconds for the whole delivery.
        `ssl_context` replaces the system's trusted certificates; `local_hostname` is the name we give ourselves."""
        self._server = server
        self._ssl_context = ssl_context
        self._connect_timeout = connect_timeout
        self._timeout = timeout
        self._local_hostname = local_hostname

    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        ssl_context: ssl.SSLContext | None = None,
        connect_timeout: float = 15.0,
        timeout: float = 60.0,
        local_hostname: str | None = None,
    ) -> SmtpTransport:
        """The transport for `smtp://user:secret@host:587?tls=starttls`. Raises ValueError with a sentence in Swedish
        when the address is wrong; see `smtp_url.parse`."""
        return cls(
            parse(url),
            ssl_context=ssl_context,
            connect_timeout=connect_timeout,
            timeout=timeout,
            local_hostname=local_hostname,
        )

    def __repr__(self) -> str:
        return f"SmtpTransport({self._server!r})"

    async def deliver(self, mail: Mail) -> Outcome:
        """One attempt, from greeting to QUIT. What happens after the server's yes changes nothing."""
        for whose, address in (("Avsändarens", mail.sender), ("Mottagarens", mail.recipient)):
            if not _BARE_ADDRESS.fullmatch(address):
                return Rejected(f"{whose} adress är inte en mejladress; rätta inställningen.")
        client = self._client()
        try:
            try:
                async with asyncio.timeout(self._timeout):
                    await self._open(client)
                    outcome = await self._send(client, mail)
            except aiosmtplib.SMTPResponseException as error:
                outcome = classify(client.stage, error.code, self._without_secret(error.message))
            await _say_goodbye(client, min(_GOODBYE, self._connect_timeout))
        except (OSError, UnicodeError, aiosmtplib.SMTPException) as error:
            # UnicodeError: a host name that the name system cannot write, theirs or our own.
            outcome = lost(client.stage, self._sentence(error))
        finally:
            client.close()
        return outcome

    async def close(self) -> None:
        """Nothing is held between mails."""

    def _client(self) -> _Client:
        return _Client(
            hostname=self._server.host,
            port=self._server.port,
            local_hostname=self._local_hostname,
            timeout=None,  # ours go around several commands
            use_tls=self._server.tls == "implicit",
            start_tls=False,  # never left to the library: its default goes on in the clear when STARTTLS is missing
            tls_context=self._ssl_context,
        )

    async def _open(self, client: _Client) -> None:
        async with asyncio.timeout(self._connect_timeout):
            await client.connect()
            await client.ehlo()
            if self._server.tls == "starttls":
                if not client.supports_extension("starttls"):
                    raise _OurWords(f"Mejlservern {self._server} erbjuder inte STARTTLS; inget skickades i klartext.")
                await client.starttls()
                await client.ehlo()
        if self._server.username is not None and self._server.password is not None:
            await self._log_in(client, self._server.username, self._server.password)

    async def _log_in(self, client: _Client, username: str, password: str) -> None:
        # Not aiosmtplib's `login`: it goes on with the same wrong password in three ways, which locks accounts, and
        # forgets the server's words when that hangs up meanwhile.
        ways = {"plain": client.auth_plain, "login": client.auth_login, "cram-md5": client.auth_crammd5}
        offered = [name for name in ways if name in client.server_auth_methods]
        if not offered:
            raise _OurWords(f"Mejlservern {self._server} erbjuder ingen inloggning som vi kan.")
        for name in offered:
            try:
                await ways[name](username, password)
                return
            except aiosmtplib.SMTPAuthenticationError as error:
                if error.code == aiosmtplib.SMTPStatus.auth_failed or name == offered[-1]:
                    raise

    async def _send(self, client: _Client, mail: Mail) -> Outcome:
        client.stage = "mail"
        sender, recipient = _ascii_domain(mail.sender), _ascii_domain(mail.recipient)
        content = _LINE_END.sub(b"\r\n", mail.content)
        content = content if content.endswith(b"\r\n") else content + b"\r\n"
        needs_utf8 = not (sender + recipient).isascii()
        if needs_utf8 and not client.supports_extension("smtputf8"):
            return Rejected("Mejlservern klarar inte adresser med tecken som å, ä och ö.")
        encoding = "utf-8" if needs_utf8 else "ascii"
        await client.mail(sender, options=_options(client, content, needs_utf8), encoding=encoding)
        await client.rcpt(recipient, encoding=encoding)
        return await self._hand_over(client, content)

    async def _hand_over(self, client: _Client, content: bytes) -> Outcome:
        leave = await client.execute_command(b"DATA")
        if leave.code != aiosmtplib.SMTPStatus.start_input:
            return classify("mail", leave.code, self._without_secret(leave.message))
        if client.protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("Connection lost")
        client.protocol.write(_LEADING_DOT.sub(b"..", content) + b".\r\n")
        client.stage = "content"
        verdict = await client.protocol.read_response()
        return classify("content", verdict.code, self._without_secret(verdict.message))

    def _without_secret(self, words: str) -> str:
        """The server's words; some servers repeat what they could not read, the password with it."""
        if self._server.username is None or self._server.password is None:
            return words
        user, secret = self._server.username.encode(), self._server.password.encode()
        for sent in (b"\0" + user + b"\0" + secret, secret):
            words = words.replace(base64.b64encode(sent).decode(), "…")
        return words.replace(self._server.password, "…")

    def _sentence(self, error: Exception) -> str:
        """Why no answer came, in Swedish. Built from the system's words, never from the library's text."""
        if isinstance(error, _OurWords):
            return error.message
        for cause in (error, error.__cause__):
            if isinstance(cause, ssl.SSLCertVerificationError):
                return f"Mejlservern {self._server} visade ett opålitligt certifikat: {cause.verify_message}."
            if isinstance(cause, ssl.SSLError):
                return f"Krypteringen mot mejlservern {self._server} misslyckades: {cause.reason or 'okänt fel'}."
            if isinstance(cause, TimeoutError):
                return f"Mejlservern {self._server} svarade inte i tid."
            if isinstance(cause, aiosmtplib.SMTPServerDisconnected | ConnectionResetError | BrokenPipeError):
                return f"Mejlservern {self._server} bröt förbindelsen."
        words = getattr(error.__cause__ or error, "strerror", None) or type(error).__name__
        return f"Mejlservern {self._server} går inte att nå: {words}."


class _OurWords(aiosmtplib.SMTPException):
    """The server lacks something we need; the text is a sentence in Swedish."""


class _Client(aiosmtplib.SMTP):
    """One connection, which knows how far the mail has come."""

    stage: Stage = "session"

    def close(self) -> None:
        """Let go of the line at once. Closing alone waits half a minute for a silent peer's goodbye under TLS, and
        all that matters has been answered by now."""
        transport = self.transport
        super().close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


def _options(client: _Client, content: bytes, needs_utf8: bool) -> list[str]:
    """What to tell the server about the mail beforehand, of that which it understands. A mail with 8-bit signs goes
    out even where they cannot be announced: servers pass them on, and the bytes must be the same each time."""
    headers = content.partition(b"\r\n\r\n")[0]
    wanted = {
        "size": f"SIZE={len(content)}",
        "8bitmime": "" if content.isascii() else "BODY=8BITMIME",
        "smtputf8": "SMTPUTF8" if needs_utf8 or not headers.isascii() else "",
    }
    return [option for name, option in wanted.items() if option and client.supports_extension(name)]


async def _say_goodbye(client: _Client, seconds: float) -> None:
    if not client.is_connected:
        return
    try:
        await client.quit(timeout=seconds)
    except (OSError, aiosmtplib.SMTPException):
        # The verdict has been given; how the server hangs up is its own business.
        return


def _ascii_domain(address: str) -> str:
    """The address with its domain as the name system writes it; only the part before @ can then need SMTPUTF8."""
    local, _, domain = address.rpartition("@")
    try:
        return address if domain.isascii() else f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address
