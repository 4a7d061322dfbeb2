"""What no page of ours sends: the web door stays polite, changes nothing, and goes on serving everybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from bot.channels.web import forms
from bot.knowledge import LiveKnowledge
from tests.support.web import Reader, Served, reader, served


async def still_serves(site: Served) -> bool:
    """Whether somebody else gets an answer."""
    async with reader(site.address) as other:
        return "Källa" in (await other.say("Vem kan söka?")).text


async def stored(site: Served) -> int:
    """How many messages have changed anything."""
    rows = await site.app.store._writer.read(lambda session: session.rows("SELECT count(*) AS n FROM updates"))
    return int(rows[0]["n"])


def wire(address: str, *lines: str, body: bytes = b"") -> bytes:
    """A request, byte for byte."""
    return "\r\n".join([*lines, f"Host: {urlsplit(address).netloc}", "", ""]).encode("utf-8") + body


async def send(address: str, request: bytes) -> bytes:
    """The first line of what comes back; empty when the line is closed without a word."""
    place = urlsplit(address)
    incoming, outgoing = await asyncio.open_connection(place.hostname, place.port)
    try:
        outgoing.write(request)
        await outgoing.drain()
        return await asyncio.wait_for(incoming.readline(), 10)
    except ConnectionError:
        return b""
    finally:
        outgoing.close()


@pytest.mark.parametrize("path", ["", "omdome", "ram/"])
@pytest.mark.parametrize(
    "change",
    [
        {"token": ""}, {"token": "0" * 64}, {"token": "å" * 64}, {"page": ""}, {"page": "../../etc"},
        {"text": None}, {"token": None},
    ],
    ids=str,
)  # fmt: skip
async def test_a_forged_form_changes_nothing(
    site: Served, visitor: Reader, path: str, change: dict[str, str | None]
) -> None:
    given = visitor.page.composer.fields | {"text": "hej", "reaction": "up", "answer": "x"} | change
    data = {name: value for name, value in given.items() if value is not None}
    async with visitor.session.post(site.address + path, data=data) as response:
        assert response.status in {400, 403}
        assert "Fel:" in await response.text()
    assert await stored(site) == 0


async def test_starting_over_needs_the_token(site: Served, visitor: Reader) -> None:
    await visitor.say("hej")
    (form,) = [form for form in visitor.page.forms if form.action.endswith("/borja-om")]
    before = await stored(site)
    await visitor.submit(form, token="0" * 64)
    assert visitor.status == 403
    assert await stored(site) == before > 0


async def test_a_form_from_another_site_is_refused_by_token_cookie_and_by_what_the_browser_says(
    site: Served, visitor: Reader
) -> None:
    async with visitor.session.post(
        site.address, data=visitor.page.composer.fields | {"text": "hej"}, headers={"Sec-Fetch-Site": "cross-site"}
    ) as response:
        assert response.status == 403
    async with reader(site.address) as other:
        await other.submit(visitor.page.composer, text="hej")
        assert other.status == 403
    async with visitor.session.get(site.address) as response:
        cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
        assert "Access-Control-Allow-Origin" not in response.headers
    assert await stored(site) == 0


async def test_what_was_typed_on_a_page_that_is_too_old_is_not_lost(visitor: Reader) -> None:
    fields = visitor.page.composer.fields | {"token": "0" * 64, "text": "En lång fråga"}
    async with visitor.session.post(visitor.address, data=fields) as response:
        text = await response.text()
    assert "En lång fråga</textarea>" in text
    assert "försök igen" in text


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"text": "hej"}', 415),
        ("application/json", b'{"text": ', 415),
        ("text/plain", b"text=hej", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/x-www-form-urlencoded", b"", 403),
        ("application/x-www-form-urlencoded", b"\x00\xff%%%=&&&;=", 403),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(5_000)), 400),
        ("application/x-www-form-urlencoded", b"text=" + b"a" * (forms.LARGEST + 1), 413),
        ("", b"text=hej", 415),
    ],
)
async def test_a_body_that_is_no_form_is_refused(
    site: Served, visitor: Reader, content_type: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {"Content-Type": "x"}
    async with visitor.session.post(site.address, data=body, headers=headers) as response:
        assert response.status == status
    assert await stored(site) == 0
    assert await still_serves(site)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\x00", "\u202e\u200b", "a" * 4_000, "👍" * 2_000, "zalgo" + "\u0301" * 500, "\ud83d\ude00"[:0] + "½",
        "/start", "/../../etc/passwd", "'; DROP TABLE leads; --", "%00%0d%0aSet-Cookie: x=1", "</textarea><script>",
    ],
    ids=range(13),
)  # fmt: skip
async def test_whatever_is_typed_is_answered(site: Served, visitor: Reader, text: str) -> None:
    page = await visitor.say(text)
    assert visitor.status == 200
    assert page.tags.count("script") == 1
    assert len(page.log) > 3


@pytest.mark.parametrize(
    "press", ["", "x" * 201, "edit:name", "topic:finns-inte", "stage:x", "org:99999", "<b>", "yes"]
)
async def test_a_button_that_is_not_there_does_no_harm(site: Served, visitor: Reader, press: str) -> None:
    await visitor.submit(visitor.page.composer, press=press)
    assert visitor.status in {200, 400}
    assert await site.app.store.leads() == []


@pytest.mark.parametrize(
    "lines",
    [
        ["GET / HTTP/1.1", *(f"X-{n}: {n}" for n in range(10_000))],
        ["GET / HTTP/1.1", f"Cookie: {'a' * 100_000}"],
        [f"GET /{'a' * 100_000} HTTP/1.1"],
        ["GET / HTTP/9.9"],
        ["NONSENSE"],
        ["POST / HTTP/1.1", "Content-Length: minus one"],
        ["POST / HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked"],
    ],
    ids=[
        "10,000 headers",
        "a large header",
        "a long address",
        "a version to come",
        "nonsense",
        "no length",
        "two lengths",
    ],
)
async def test_a_request_that_is_none_is_turned_down_and_nobody_else_notices(site: Served, lines: list[str]) -> None:
    answered = await send(site.address, wire(site.address, *lines))
    assert answered == b"" or answered.split()[1] in {b"400", b"414", b"431", b"505"}
    assert await still_serves(site)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "omdome", 405), ("PUT", "", 405), ("DELETE", "", 405), ("GET", "static/..%2f..%2fsettings.py", 404),
     ("GET", "static/server.py", 404), ("GET", "kvitto/KP-2026-0001.txt", 404), ("GET", "finns-inte", 404),
     ("GET", "%00", 404), ("HEAD", "", 200), ("OPTIONS", "", 405)],
)  # fmt: skip
async def test_other_addresses_and_ways_are_answered_in_words(
    site: Served, visitor: Reader, method: str, path: str, status: int
) -> None:
    async with visitor.session.request(method, site.address + path) as response:
        assert response.status == status
        assert "frame-ancestors" in response.headers["Content-Security-Policy"]


async def test_who_sends_slowly_is_let_go_and_keeps_nobody_waiting(
    site: Served, visitor: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "PATIENCE", 0.3)
    slow = wire(
        site.address, "POST / HTTP/1.1", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 500",
        body=b"text=h",
    )  # fmt: skip
    answers = await asyncio.gather(*(send(site.address, slow) for _ in range(20)), still_serves(site))
    assert answers[-1] is True
    assert {answer.split()[1] for answer in answers[:-1]} == {b"408"}


async def test_who_hangs_up_in_the_middle_is_taken_as_a_whole_or_not_at_all(site: Served, visitor: Reader) -> None:
    fields = visitor.page.composer.fields | {"text": "Vem kan söka?"}
    secret = next(iter(visitor.session.cookie_jar)).value
    body = urlencode(fields).encode()
    whole = wire(
        site.address, "POST / HTTP/1.1", "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}", f"Cookie: partnerskap={secret}", body=body,
    )  # fmt: skip
    place = urlsplit(site.address)
    for part in (whole[: len(whole) // 2], whole[:-1], whole):
        _, outgoing = await asyncio.open_connection(place.hostname, place.port)
        outgoing.write(part)
        await outgoing.drain()
        outgoing.close()
        await outgoing.wait_closed()
    assert await still_serves(site)
    page = await visitor.open()
    assert page.text.count("Vem kan söka?") <= 1


# --- too much ------------------------------------------------------------------------------------------------------


async def test_who_sends_too_much_is_told_when_to_go_on_and_keeps_the_words(site: Served, visitor: Reader) -> None:
    form = visitor.page.composer
    for number in range(60):
        await visitor.submit(form, text=f"Fråga {number}")
        if visitor.status == 429:
            break
    assert 20 < number < 59
    assert f"Fråga {number}</textarea>" in visitor.page.html
    assert "Vänta" in visitor.page.html
    assert await still_serves(site), "others are not slowed down"


async def test_an_address_that_sends_too_much_is_held_back_whatever_cookies_it_brings(
    tmp_path: Path, live_knowledge: LiveKnowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels.web import limits

    monkeypatch.setattr(limits, "ADDRESS", limits.Rate(3, 0.001))
    async with served(tmp_path, live_knowledge, trust_proxy=True) as site:
        statuses = []
        for number in range(5):
            async with reader(site.address, **{"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.7"}) as visitor:
                await visitor.say("hej")
                statuses.append(visitor.status)
        assert statuses == [200, 200, 200, 429, 429]
        async with reader(site.address, **{"X-Forwarded-For": "192.0.2.8"}) as other:
            await other.say("hej")
            assert other.status == 200


async def test_a_proxys_word_counts_only_when_it_is_trusted(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    told = {"X-Forwarded-Proto": "https"}
    for trusted in (False, True):
        async with (
            served(tmp_path / str(trusted), live_knowledge, trust_proxy=trusted) as site,
            reader(site.address) as visitor,
            visitor.session.get(site.address, headers=told) as response,
        ):
            cookie = response.headers["Set-Cookie"]
            assert ("Secure" in cookie and cookie.startswith("__Host-")) is trusted
            assert ("Strict-Transport-Security" in response.headers) is trusted


async def test_a_frame_over_https_gets_a_cookie_that_works_there(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    given = {"public_url": "https://guiden.example", "frame_ancestors": ("https://www.vindo.example",)}
    async with (
        served(tmp_path, live_knowledge, **given) as site,
        reader(site.address) as visitor,
        visitor.session.get(f"{site.address}ram/") as response,
    ):
        assert response.status == 200
        assert "SameSite=None; Partitioned; Secure" in response.headers["Set-Cookie"]
        assert "frame-ancestors 'self' https://www.vindo.example" in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in (await head(tmp_path, live_knowledge))["Content-Security-Policy"]


async def head(tmp_path: Path, live_knowledge: LiveKnowledge) -> Mapping[str, str]:
    """The headers of the page itself."""
    async with (
        served(tmp_path / "other", live_knowledge) as site,
        reader(site.address) as visitor,
        visitor.session.get(site.address) as response,
    ):
        return response.headers


async def test_the_browser_is_told_to_allow_nothing_but_ours(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    headers = await head(tmp_path, live_knowledge)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http:" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Python" not in headers["Server"]
