"""Visitors are told apart by a secret that only their browser knows."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.config import WebSettings
from bot.channels.web.session import set_cookie, visitor

SECRET = "a" * 43
PLAIN, SECURE = WebSettings(), WebSettings(always_secure=True)


def seen(cookie: str = "", path: str = "/", settings: WebSettings = PLAIN):
    return visitor(make_mocked_request("GET", path, headers={"Cookie": cookie} if cookie else {}), settings)


def test_the_same_secret_is_the_same_person_and_another_is_not() -> None:
    one, again, other = seen(f"partnerskap={SECRET}"), seen(f"partnerskap={SECRET}"), seen(f"partnerskap={'b' * 43}")
    assert one.known and one.user == again.user and one.token == again.token
    assert len({one.user, other.user, one.token, other.token}) == 4
    assert SECRET not in one.user + one.token
    assert one.has(one.token) and not one.has(other.token) and not one.has("") and not one.has("å\ud800")


@pytest.mark.parametrize(
    "cookie", ["", "partnerskap=", "partnerskap=kort", f"partnerskap={'a' * 44}", "partnerskap=" + "å" * 43]
)
def test_who_brings_no_secret_of_ours_gets_a_fresh_one(cookie: str) -> None:
    first, second = seen(cookie), seen(cookie)
    assert not first.known and len(first.secret) == 43 and first.secret != second.secret
    assert not first.has(first.token), "a form before the first page cannot be ours"


def test_a_secure_service_takes_only_a_cookie_that_only_it_can_have_set() -> None:
    assert not seen(f"partnerskap={SECRET}", settings=SECURE).known
    assert seen(f"__Host-partnerskap={SECRET}", settings=SECURE).known


def test_the_chat_in_a_frame_is_somebody_of_its_own() -> None:
    assert not seen(f"partnerskap={SECRET}", "/ram/").known
    assert seen(f"partnerskap-ram={SECRET}", "/ram/").known
    assert not seen(f"partnerskap-ram={SECRET}", "/ramen").known


@pytest.mark.parametrize(
    ("path", "settings", "wanted", "unwanted"),
    [
        ("/", PLAIN, ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=1814400"], ["Secure", "Partitioned", "Domain"]),
        ("/", SECURE, ["HttpOnly", "SameSite=Lax", "Secure", "__Host-"], ["Partitioned", "Domain"]),
        ("/ram/", SECURE, ["HttpOnly", "SameSite=None", "Secure", "Partitioned", "__Host-"], ["Domain"]),
        ("/ram/", PLAIN, ["HttpOnly", "SameSite=Lax"], ["Secure", "Partitioned"]),
    ],
)
def test_the_cookie_is_as_narrow_as_it_can_be(
    path: str, settings: WebSettings, wanted: list[str], unwanted: list[str]
) -> None:
    response = web.Response()
    set_cookie(response, seen(path=path, settings=settings), settings)
    cookie = response.headers["Set-Cookie"]
    assert [word for word in wanted if word not in cookie] == []
    assert [word for word in unwanted if word in cookie] == []
