"""Headers of the mails we make: what people typed or an operator set never becomes a header line of its own."""

from __future__ import annotations

import re
from email.header import Header
from email.headerregistry import Address
from email.policy import Policy

from intents import clean

LONGEST_NAME = 100
"""Characters of a name in a header, before encoding."""


class Ready(str):
    """A header's value just as it is sent. The library's own folding loses blanks between encoded words, and reads
    `=?…?=` that somebody typed into header lines of their own (CVE-2024-6923); `name` and `fold` are what its policy
    asks of a value that folds itself."""

    name: str

    def __new__(cls, name: str, value: str) -> Ready:
        """`value` is ASCII but for an address, and folded."""
        ready = super().__new__(cls, value)
        ready.name = name
        return ready

    def fold(self, *, policy: Policy) -> str:
        """The whole line."""
        return f"{self.name}: {self}{policy.linesep}"


def encoded(text: str) -> str:
    """`text`, one line, as a header may hold it: as it is when that is safe, else in encoded words (RFC 2047)."""
    charset = "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
    return Header(text, charset, maxlinelen=76, header_name="Reply-To").encode(linesep="\r\n")


def mailbox(name: str, address: str) -> str:
    """`name <address>`, quoted or encoded as needed; empty without an address."""
    local, _, domain = address.rpartition("@")
    if not name or not address:
        return address
    if name.isascii() and "=?" not in name:
        return str(Address(name, local, domain))
    return f"{encoded(name)}\r\n <{Address('', local, domain)}>"


def own(setting: str) -> tuple[str, str]:
    """Name and bare address, domain in ASCII, of a mailbox from the settings."""
    found = re.fullmatch(r"\s*(?:([^<>]*)<)?\s*([^@\s<>]+)@([^@\s<>]+)\s*>?\s*", setting)
    if not found:
        raise ValueError("sender and recipient are `address` or `Name <address>`")
    domain = found[3] if found[3].isascii() else found[3].encode("idna").decode("ascii")
    return clean((found[1] or "").strip(' "'), LONGEST_NAME), f"{found[2]}@{domain.lower()}"
