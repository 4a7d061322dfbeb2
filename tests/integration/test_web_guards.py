"""The web form against programs that fill in forms: marked for ICLD, never shut out, nothing lost, nobody hindered."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest

from bot.channels.web.forms import TRAP
from bot.knowledge import LiveKnowledge
from tests.support.conversation import MOMENT, clock
from tests.support.web import ANSWERS, Reader, Served, reader, served


async def reasons(site: Served) -> tuple[str, list[str]]:
    """What the last lead is judged to be, and why."""
    document = (await site.app.store.leads())[-1].document["qualification"]
    assert isinstance(document, dict)
    return document["result"], document["reasons"]


async def test_the_hidden_field_is_out_of_everybodys_way(site: Served, visitor: Reader) -> None:
    html = visitor.page.html
    field = re.search(rf'<p class="trap"[^>]*>.*?name="{TRAP}".*?</p>', html)
    assert field is not None
    assert 'aria-hidden="true"' in field[0] and 'tabindex="-1"' in field[0] and 'autocomplete="off"' in field[0]
    assert "Lämna det här fältet tomt" in field[0]
    sheet = re.search(r'href="([^"]*chat[^"]*\.css[^"]*)"', html)
    assert sheet is not None
    async with visitor.session.get(urljoin(site.address, sheet[1])) as css:  # type: ignore[index]
        assert ".trap { display: none; }" in await css.text()


async def test_who_fills_in_the_hidden_field_is_thanked_and_looked_at(site: Served, visitor: Reader) -> None:
    await visitor.press("lead")
    first, *others = ANSWERS.values()
    await visitor.submit(visitor.page.composer, text=first, **{TRAP: "http://spam.example"})
    for answer in others:
        await visitor.say(answer)
    assert "KP-2026-0001" in (await visitor.send()).text
    result, why = await reasons(site)
    assert result == "review" and "Ett fält som människor inte ser var ifyllt" in why[1]
    assert all("spam.example" not in reason for reason in why)


async def test_haste_alone_is_told_but_weighs_little(site: Served, visitor: Reader) -> None:
    await visitor.fill()
    await visitor.send()
    result, why = await reasons(site)
    assert result == "qualified" and why[1] == "Anmälan fylldes i på 0 sekunder."


async def test_who_takes_their_time_is_not_marked_at_all(tmp_path: Path, live_knowledge: LiveKnowledge) -> None:
    watch = clock()
    async with served(tmp_path, live_knowledge, watch) as site, reader(site.address) as visitor:
        await visitor.press("lead")
        for turn, answer in enumerate(ANSWERS.values(), 1):
            watch.set(MOMENT + timedelta(seconds=20 * turn))
            await visitor.say(answer)
        await visitor.send()
        assert (await reasons(site))[0] == "qualified" and len((await reasons(site))[1]) == 1


@pytest.mark.parametrize("cookies", ["kept", "fresh"])
async def test_a_place_on_the_network_is_counted_whatever_cookies_it_brings(
    tmp_path: Path, live_knowledge: LiveKnowledge, cookies: str
) -> None:
    async with served(tmp_path, live_knowledge, lead_limits="address=1", trust_proxy=True) as site:
        async with reader(site.address, **{"X-Forwarded-For": "192.0.2.1"}) as first:
            await first.fill()
            assert "KP-2026-0001" in (await first.send()).text
            if cookies == "kept":
                await first.say("anmäl intresse")
                for slot, answer in ANSWERS.items():
                    await first.say("Uganda" if slot == "country" else answer)
                assert "från ert nätverk" in (await first.send()).text
        async with reader(site.address, **{"X-Forwarded-For": "192.0.2.1"}) as again:
            await again.fill()
            page = await again.send()
            assert "från ert nätverk" in page.text and "Anna Ek" in page.text
        async with reader(site.address, **{"X-Forwarded-For": "192.0.2.2"}) as other:
            await other.fill()
            assert "KP-2026-0002" in (await other.send()).text
