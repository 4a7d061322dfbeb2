"""The day's digest: what its receiver reads, and when it is made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.clock import STOCKHOLM, FixedClock
from bot.errors import StorageError
from bot.outbox.digest import Digest, Facts, Numbers, digest_mail
from bot.outbox.model import Mail

MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 24, 6, 0, tzinfo=STOCKHOLM)


def written(facts: Facts) -> Mail:
    return digest_mail(
        facts, sender="Guiden <guiden@växjö.example>", recipient="icld@icld.example", token="abc", now=MORNING
    )


def read(facts: Facts) -> tuple[str, str]:
    """Subject and text as a mail program shows them."""
    message = message_from_bytes(written(facts).content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return str(message["Subject"]), message.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("facts", "subject", "words"),
    [
        (
            Facts(MONDAY, MONDAY, (Numbers(2026, 12, 15),)),
            "Igår: KP-2026-0012–0015, inget väntar (Partnerskapsguiden)",
            "Igår, måndag 23 november 2026, kom 4 intresseanmälningar: KP-2026-0012–0015.\nInget väntar",
        ),
        (
            Facts(MONDAY, MONDAY),
            "Igår: inga anmälningar, inget väntar (Partnerskapsguiden)",
            "Igår, måndag 23 november 2026, kom inga intresseanmälningar.\nInget väntar",
        ),
        (
            Facts(date(2026, 12, 31), date(2027, 1, 2), (Numbers(2026, 7, 7), Numbers(2027, 1, 2)), ("KP-2027-0001",)),
            "2026-12-31 – 2027-01-02: KP-2026-0007, KP-2027-0001–0002, inget väntar (Partnerskapsguiden)",
            "Torsdag 31 december 2026 till lördag 2 januari 2027 kom 3 intresseanmälningar: KP-2026-0007, "
            "KP-2027-0001–0002.\nRaderade på begäran sedan dess: KP-2027-0001.",
        ),
        (
            Facts(MONDAY, MONDAY, (Numbers(2026, 1, 2),), (), ("KP-2026-0001",), ("KP-2026-0002",)),
            "Igår: KP-2026-0001–0002, 1 väntar, 1 MISSLYCKAT (Partnerskapsguiden)",
            "MISSLYCKADE mejl: KP-2026-0002. De skickas inte igen av sig själva: orsaken visas av partnerskap outbox "
            "list, och partnerskap outbox retry skickar dem igen.\nVäntar på att komma iväg: KP-2026-0001.",
        ),
    ],
    ids=["some", "none", "after an outage over new year", "with trouble"],
)
def test_the_digest_says_in_words_what_came_and_what_waits(facts: Facts, subject: str, words: str) -> None:
    found, text = read(facts)
    assert found == subject
    assert words in text


def test_of_many_that_wait_the_first_are_named() -> None:
    many = tuple(f"KP-2026-{number:04}" for number in range(1, 31))
    _, text = read(Facts(MONDAY, MONDAY, waiting=many))
    assert "KP-2026-0020 och 10 till." in text and "KP-2026-0021" not in text


def test_the_digest_is_a_mail_of_its_own_that_no_machine_answers() -> None:
    mail = written(Facts(MONDAY, MONDAY))
    message = message_from_bytes(mail.content, policy=policy.default)
    assert (
        mail.message_id
        == message["Message-ID"]
        == "<dagsbesked-2026-11-24.abc@xn--vxj-qlan.example>".replace("xn--vxj-qlan", "växjö".encode("idna").decode())
    )
    assert (mail.sender.partition("@")[0], mail.recipient) == ("guiden", "icld@icld.example")
    assert message["Auto-Submitted"] == "auto-generated"
    assert mail.content.isascii() and b"\n" not in mail.content.replace(b"\r\n", b"")


class Days:
    """A storage that notes which days were asked for. `broken`: how often it fails first."""

    def __init__(self, broken: int = 0) -> None:
        self.asked: list[date] = []
        self.broken = broken

    async def queue_digest(self, day: date, now: datetime, compose: Callable[[Facts], Mail]) -> bool:
        if self.broken:
            self.broken -= 1
            raise StorageError("Disken är full.")
        self.asked.append(day)
        compose(Facts(day, day))
        return True


def digest(days: Days, at: datetime) -> tuple[Digest, FixedClock]:
    clock = FixedClock(at)
    return Digest(days, clock, lambda facts, _: written(facts)), clock


async def test_the_day_begins_at_six_in_the_morning_and_is_asked_for_once() -> None:
    days = Days()
    found, clock = digest(days, MORNING - timedelta(seconds=1))
    assert [await found.queue(), await found.queue()] == [True, False]
    clock.set(MORNING)
    assert [await found.queue(), await found.queue()] == [True, False]
    assert days.asked == [MONDAY, MONDAY + timedelta(1)]


async def test_a_digest_the_storage_refused_is_tried_again() -> None:
    days = Days(broken=1)
    found, _ = digest(days, MORNING)
    with pytest.raises(StorageError):
        await found.queue()
    assert await found.queue()


async def test_the_worker_is_woken_for_the_digest_and_stopping_ends_the_looking() -> None:
    found, _ = digest(Days(), MORNING)
    stop, wake = asyncio.Event(), asyncio.Event()
    looking = asyncio.create_task(found.run(stop, wake))
    async with asyncio.timeout(5):
        await wake.wait()
        stop.set()
        await looking
