"""Buckets that fill by themselves, and addresses as they are counted."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.channels.web import limits
from bot.channels.web.limits import Limiter, Rate, address


class Seconds:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_tells_the_wait_and_fills() -> None:
    seconds = Seconds()
    limiter = Limiter(Rate(3, 0.5), seconds)
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 2.0]
    seconds.now = 1.9
    assert limiter.wait("a") == pytest.approx(0.1)
    seconds.now = 2.0
    assert limiter.wait("a") == 0
    seconds.now = 1_000
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 2.0], "no more than it holds"


def test_each_has_a_bucket_of_their_own() -> None:
    limiter = Limiter(Rate(1, 1), Seconds())
    assert [limiter.wait("a"), limiter.wait("b"), limiter.wait("a")] == [0, 0, 1]


def test_memory_is_bounded_and_the_longest_unused_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 3)
    limiter = Limiter(Rate(1, 1), Seconds())
    for key in ("a", "b", "c", "a", "d"):
        limiter.wait(key)
    assert len(limiter) == 3
    assert limiter.wait("a") > 0, "used lately, so kept"


@pytest.mark.parametrize(
    ("remote", "told", "trusted", "counted"),
    [
        ("192.0.2.1", "10.9.9.9", False, "192.0.2.1"),
        ("192.0.2.1", "10.9.9.9", True, "10.9.9.9"),
        ("192.0.2.1", "6.6.6.6, 10.9.9.9", True, "10.9.9.9"),
        ("192.0.2.1", "", True, "192.0.2.1"),
        ("192.0.2.1", "skräp", True, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", False, "192.0.2.1"),
        ("fe80::1%eth0", "", False, "fe80::/64"),
    ],
)
def test_an_address_is_counted(remote: str, told: str, trusted: bool, counted: str) -> None:
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": told} if told else {})
    assert address(request.clone(remote=remote), trusted) == counted
