"""The setting that names a mail server, `smtp://user:secret@host:587?tls=starttls`, read and judged. Pure.

No fault repeats any part of the address: whatever is wrong with it, the secret may stand where it should not.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Literal, cast, get_args
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Tls = Literal["starttls", "implicit", "none"]
"""starttls: encrypted before anything is said, or not at all · implicit: from the first byte · none: in the clear."""

_PORTS: dict[Tls, int] = {"starttls": 587, "implicit": 465, "none": 25}
_FORM = "Den ska se ut som smtp://användare:lösenord@värd:587?tls=starttls, med specialtecken procentkodade."


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to speak with it."""

    host: str
    port: int
    tls: Tls
    username: str | None = field(default=None, repr=False)
    """None when no login is wanted."""
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def parse(url: str) -> Server:
    """The server the address names. Raises ValueError, a sentence in Swedish, for what is not such an address or would
    send mails in the clear to another machine."""
    parts, port = _split(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError("Mejlserverns adress ska börja med smtp:// eller smtps://.")
    if not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise ValueError(f"Mejlserverns adress går inte att läsa. {_FORM}")
    tls = _tls(parts, parts.hostname)
    username, password = _credentials(parts)
    return Server(parts.hostname, _PORTS[tls] if port is None else port, tls, username, password)


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        pass
    # Raised out here: the library's own fault quotes the address, and would follow as the context of this one.
    raise ValueError(f"Mejlserverns adress går inte att läsa. {_FORM}")


def _tls(parts: SplitResult, host: str) -> Tls:
    settings = parse_qsl(parts.query, keep_blank_values=True)
    if [name for name, _ in settings] not in ([], ["tls"]):
        raise ValueError(f"Efter frågetecknet i mejlserverns adress får bara tls= stå. {_FORM}")
    wanted = settings[0][1] if settings else None
    if wanted is None:
        if parts.scheme == "smtps":
            return "implicit"
        return "none" if is_loopback(host) else "starttls"
    if wanted not in get_args(Tls):
        raise ValueError("tls= i mejlserverns adress ska vara starttls, implicit eller none.")
    if parts.scheme == "smtps" and wanted != "implicit":
        raise ValueError("smtps:// betyder tls=implicit; skriv smtp:// för att välja något annat.")
    if wanted == "none" and not is_loopback(host):
        raise ValueError(
            "tls=none skickar mejl och lösenord okrypterat och är bara tillåtet mot den egna datorn (localhost); "
            "välj tls=starttls eller tls=implicit."
        )
    return cast(Tls, wanted)


def _credentials(parts: SplitResult) -> tuple[str | None, str | None]:
    if parts.username is None and parts.password is None:
        return None, None
    if not parts.username or not parts.password:
        raise ValueError("Mejlserverns adress ska ha både användarnamn och lösenord, eller inget av dem.")
    try:
        return unquote(parts.username, errors="strict"), unquote(parts.password, errors="strict")
    except UnicodeDecodeError:
        pass
    raise ValueError("Användarnamn och lösenord i mejlserverns adress ska procentkodas som UTF-8.")


def is_loopback(host: str) -> bool:
    """Whether what is sent to `host` never leaves this machine: localhost, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
