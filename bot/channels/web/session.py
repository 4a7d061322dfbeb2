"""Who is who: a secret in a cookie, known to the visitor's browser alone. What is stored is only its hash."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

    from bot.channels.web.config import WebSettings

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
FRAME = "/ram"
"""Where the chat lives when another page shows it in a frame."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser, as far as this door is concerned."""

    secret: str
    known: bool
    """The browser came with the secret; False when it was made just now."""
    secure: bool
    """The connection is encrypted, all the way to the visitor."""
    framed: bool
    """The chat is shown inside another page."""

    @property
    def user(self) -> str:
        """Who this is for the conversation and for storage."""
        return f"web:{self._derived('user')[:40]}"

    @property
    def token(self) -> str:
        """Goes with every form: a page of somebody else's cannot know it."""
        return self._derived("form")

    def has(self, token: str) -> bool:
        """Whether a form came from a page made for this visitor."""
        return self.known and hmac.compare_digest(self.token.encode(), token.encode("utf-8", "replace"))

    @property
    def base(self) -> str:
        """What every address on the visitor's pages begins with."""
        return FRAME if self.framed else ""

    def _derived(self, purpose: str) -> str:
        return hashlib.sha256(f"{purpose}:{self.secret}".encode()).hexdigest()


def visitor(request: web.Request, settings: WebSettings) -> Visitor:
    """Who sends `request`. Somebody new, or with a cookie that cannot be ours, gets a fresh secret."""
    framed = request.path == FRAME or request.path.startswith(f"{FRAME}/")
    secure = is_secure(request, settings)
    given = request.cookies.get(_name(secure, framed), "")
    if _SECRET.fullmatch(given):
        return Visitor(given, True, secure, framed)
    return Visitor(secrets.token_urlsafe(32), False, secure, framed)


def is_secure(request: web.Request, settings: WebSettings) -> bool:
    """Whether the visitor's connection is encrypted."""
    if settings.always_secure:
        return True
    if settings.trust_proxy and (told := request.headers.get("X-Forwarded-Proto")):
        return told.rpartition(",")[2].strip() == "https"
    return bool(request.secure)


def set_cookie(response: web.StreamResponse, who: Visitor, settings: WebSettings) -> None:
    """Give the browser its secret, again, so that it lasts as long as the conversation is kept.

    In a frame on another site a browser sends only cookies that say so (`SameSite=None`), and `Partitioned` keeps each
    site's apart: nobody can follow a visitor from site to site by it."""
    wide = "SameSite=None; Partitioned" if who.framed and who.secure else "SameSite=Lax"
    safe = "; Secure" if who.secure else ""
    # Written by hand: `http.cookies` knows `Partitioned` only from Python 3.14 on.
    response.headers.add(
        "Set-Cookie",
        f"{_name(who.secure, who.framed)}={who.secret}; Path=/; Max-Age={settings.keep_days * 86_400}; HttpOnly; {wide}{safe}",
    )


def _name(secure: bool, framed: bool) -> str:
    """`__Host-`: only this very host may have set it."""
    return f"{'__Host-' if secure else ''}partnerskap{'-ram' if framed else ''}"
