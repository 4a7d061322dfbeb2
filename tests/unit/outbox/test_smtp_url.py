"""The setting that names a mail server."""

from __future__ import annotations

import traceback

import pytest

from bot.outbox.transports.smtp import SmtpTransport
from bot.outbox.transports.smtp_url import Server, is_loopback, parse

GOOD = [
    ("smtp://mejl.example", Server("mejl.example", 587, "starttls")),
    ("smtp://mejl.example/", Server("mejl.example", 587, "starttls")),
    ("SMTP://Mejl.Example:2525?tls=starttls", Server("mejl.example", 2525, "starttls")),
    ("smtp://mejl.example?tls=implicit", Server("mejl.example", 465, "implicit")),
    ("smtps://mejl.example", Server("mejl.example", 465, "implicit")),
    ("smtps://mejl.example:4650?tls=implicit", Server("mejl.example", 4650, "implicit")),
    ("smtp://localhost", Server("localhost", 25, "none")),
    ("smtp://localhost:1025", Server("localhost", 1025, "none")),
    ("smtp://127.0.0.53:1025?tls=none", Server("127.0.0.53", 1025, "none")),
    ("smtp://[::1]:1025?tls=none", Server("::1", 1025, "none")),
    ("smtp://localhost?tls=starttls", Server("localhost", 587, "starttls")),
    ("smtps://localhost", Server("localhost", 465, "implicit")),
    ("smtp://u:p@mejl.example", Server("mejl.example", 587, "starttls", "u", "p")),
    (
        "smtp://guiden%40kommun.example:h%C3%A5rt%2F%23%3F%40%3A+%25@mejl.example:587?tls=starttls",
        Server("mejl.example", 587, "starttls", "guiden@kommun.example", "hårt/#?@:+%"),
    ),
]


@pytest.mark.parametrize(("url", "server"), GOOD, ids=[row[0] for row in GOOD])
def test_an_address_is_read(url: str, server: Server) -> None:
    assert parse(url) == server


BAD = [
    ("", "smtp://"),
    ("mejl.example:587", "smtp://"),
    ("http://mejl.example", "smtp://"),
    ("smtp://", "går inte att läsa"),
    ("smtp://:587", "går inte att läsa"),
    ("smtp://mejl.example:många", "går inte att läsa"),
    ("smtp://mejl.example:99999", "går inte att läsa"),
    ("smtp://[::1", "går inte att läsa"),
    ("smtp://mejl.example/låda", "går inte att läsa"),
    ("smtp://mejl.example?tsl=implicit", "tls="),
    ("smtp://mejl.example?tls=starttls&tls=none", "tls="),
    ("smtp://mejl.example?tls=starttls&verify=no", "tls="),
    ("smtp://mejl.example?tls=", "starttls, implicit eller none"),
    ("smtp://mejl.example?tls=ssl", "starttls, implicit eller none"),
    ("smtps://mejl.example?tls=starttls", "smtps://"),
    ("smtps://localhost?tls=none", "smtps://"),
    ("smtp://mejl.example?tls=none", "den egna datorn"),
    ("smtp://localhost.example?tls=none", "den egna datorn"),
    ("smtp://128.0.0.1?tls=none", "den egna datorn"),
    ("smtp://127.0.0.1.example?tls=none", "den egna datorn"),
    ("smtp://[::2]?tls=none", "den egna datorn"),
    ("smtp://0.0.0.0?tls=none", "den egna datorn"),
    ("smtp://u@mejl.example", "både användarnamn och lösenord"),
    ("smtp://:p@mejl.example", "både användarnamn och lösenord"),
    ("smtp://u:%FF@mejl.example", "UTF-8"),
]


@pytest.mark.parametrize(("url", "words"), BAD, ids=[row[0] for row in BAD])
def test_a_wrong_address_is_refused_in_swedish(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse(url)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://u:hemlig@mejl.example?tls=none",
        "smtp://u:hemlig@mejl.example:port",
        "smtp://u:hem#lig@mejl.example",
        "smtp://u:hem/lig@mejl.example",
        "smtp://u:hem?lig@mejl.example",
        "smtp://u:12?hemlig@mejl.example",
        "smtp://u:12/hemlig@mejl.example",
        "smtp://u:hemlig%FF@mejl.example",
        "smtp://u:hemlig[@mejl.example",
        "smtp://u:hemlig\u2100@mejl.example",
        "u:hemlig@mejl.example",
        "smtp://:hemlig@mejl.example",
    ],
)
def test_no_fault_tells_the_secret(url: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse(url)
    told = "".join(traceback.format_exception(caught.value, chain=True)).split("ValueError", 1)[1]
    assert "hem" not in told and "lig@" not in told
    assert caught.value.__context__ is None and caught.value.__cause__ is None


def test_the_secret_is_in_no_repr() -> None:
    transport = SmtpTransport.from_url("smtp://guiden:hemlig@mejl.example")
    shown = f"{transport!r} {transport} {parse('smtp://guiden:hemlig@mejl.example')!r}"
    assert "hemlig" not in shown and "guiden" not in shown
    assert "mejl.example" in shown


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1"])
def test_loopback_never_leaves_the_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "localhost.", "10.0.0.1", "::", "fe80::1", "local", "0"])
def test_everything_else_may_leave_it(host: str) -> None:
    assert not is_loopback(host)
