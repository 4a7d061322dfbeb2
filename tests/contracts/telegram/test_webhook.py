"""The webhook."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from bot.knowledge import LiveKnowledge
from tests.support.telegram import (
    BotApi,
)
from tests.support.telegram_bots import bot
from tests.support.telegram_contract import line


async def test_only_who_knows_both_secrets_is_let_in(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str
) -> None:
    async with bot(api, tmp_path, live_knowledge, library, "webhook") as served, aiohttp.ClientSession() as session:
        assert api.webhook is not None
        path, secret = api.webhook["url"].rpartition("/")[2], api.webhook["secret_token"]
        assert "hemligt" not in path + secret
        update = {
            "update_id": 1,
            "message": {"message_id": 1, "date": 1, "text": "Hej", "chat": {"id": 9, "type": "private"}},
        }
        for where, header, status in (
            (path, secret, 200), (path, "x", 404), (path, "ö", 404), ("x" * 32, secret, 404), (secret, path, 404),
        ):  # fmt: skip
            headers = {"X-Telegram-Bot-Api-Secret-Token": header}
            async with session.post(f"{served.address}telegram/{where}", json=update, headers=headers) as response:
                assert response.status == status
        async with session.get(f"{served.address}metrics") as page:
            metrics = await page.text()
        assert path not in metrics
        assert "/telegram/{secret}" in metrics


async def test_the_answer_goes_in_the_response_and_comes_again_when_that_was_lost(
    api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str
) -> None:
    async with bot(api, tmp_path, live_knowledge, library, "webhook") as served:
        number = await api.say("/start")
        await api.settled()
        assert api.count("sendMessage") == 0
        assert len(api.texts()) == 1
        await api.again(number)
        await api.settled()
        assert len(api.texts()) == 2
        assert served.api is api


async def test_a_long_update_is_taken(api: BotApi, tmp_path: Path, live_knowledge: LiveKnowledge, library: str) -> None:
    async with bot(api, tmp_path, live_knowledge, library, "webhook") as served:
        bold = [{"type": "bold", "offset": place, "length": 1} for place in range(2_000)]
        assert line("social.too_long") in await served.after(await api.message(text="ö" * 4_096, entities=bold))
        assert set(api.deliveries) == {200}
