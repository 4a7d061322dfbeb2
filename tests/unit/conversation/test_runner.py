"""The runner: everything a message changes is kept before it is answered, once, and in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import cast

import pytest

from bot.conversation.guide import Guide
from bot.conversation.messages import Button, Incoming, Outgoing, Reply, Row
from bot.conversation.ports import QueuedMail, Store
from bot.conversation.runner import Runner, dump_outgoing, load_outgoing
from bot.conversation.state import State
from bot.errors import StorageError
from bot.leads.model import Lead
from tests.support.conversation import SENSIBLE, MemoryStore, clock
from tests.support.leads import mail

USER = "console:anna"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def runner(small: Guide, store: MemoryStore) -> Runner:
    return started(small, store)


def started(guide: Guide, store: MemoryStore, compose: Callable[[Lead], QueuedMail] = mail) -> Runner:
    return Runner(lambda: guide, cast("Store", store), clock(), compose)


async def say(runner: Runner, *texts: str, user: str = USER) -> Outgoing:
    said = Outgoing(user, ())
    for text in texts:
        said = await runner.handle(Incoming(user, text=text))
    return said


async def to_consent(runner: Runner, user: str = USER) -> None:
    said = await say(runner, "anmäl intresse", user=user)
    while said.expects != "consent":
        said = await say(runner, SENSIBLE[said.expects or ""], user=user)


def text(said: Outgoing) -> str:
    return "\n".join(reply.text for reply in said.replies)


async def test_a_lead_is_kept_numbered_and_mailed_in_one_go(runner: Runner, store: MemoryStore) -> None:
    await to_consent(runner)
    assert store.data.leads == [] and not runner.mail_queued.is_set()
    said = await say(runner, "ja")
    assert said.lead == "KP-2026-0001" and "KP-2026-0001" in text(said)
    ((user, lead, document),) = store.data.leads
    assert (user, lead.number, document["number"]) == (USER, "KP-2026-0001", "KP-2026-0001")
    assert [queued.subject_number for queued in store.data.mails] == ["KP-2026-0001"]
    assert runner.mail_queued.is_set()
    assert State.load(store.data.conversations[USER]).last_lead == "KP-2026-0001"


async def test_a_number_is_told_only_when_it_is_kept(
    runner: Runner, store: MemoryStore, caplog: pytest.LogCaptureFixture
) -> None:
    await to_consent(runner)
    store.breaks_next = StorageError("disken är full")
    said = await say(runner, "ja")
    assert said.lead is None and "KP-" not in text(said)
    assert "jag har inte tagit emot" in text(said) and "partnership@icld.se" in text(said)
    assert (store.data.leads, store.data.mails, store.data.last_number) == ([], [], 0)
    assert not runner.mail_queued.is_set()
    assert runner.unsaved == 1 and "disken är full" in caplog.text and "Anna" not in caplog.text
    assert (await say(runner, "ja")).lead == "KP-2026-0001"


async def test_a_mail_that_cannot_be_made_leaves_nothing_half_written(small: Guide, store: MemoryStore) -> None:
    def fails(_: Lead) -> QueuedMail:
        raise ValueError("ingen avsändare")

    runner = started(small, store, fails)
    await to_consent(runner)
    with pytest.raises(ValueError, match="ingen avsändare"):
        await say(runner, "ja")
    assert (store.data.leads, store.data.last_number) == ([], 0)


async def test_what_could_not_be_kept_is_told_in_the_persons_language(runner: Runner, store: MemoryStore) -> None:
    store.breaks_next = StorageError("låst")
    said = await runner.handle(Incoming(USER, text="hm", language_hint="en-GB"))
    assert "Something went wrong" in text(said)


async def test_nothing_typed_is_lost_over_a_restart(small: Guide, store: MemoryStore) -> None:
    expects = "organisation"
    await say(started(small, store), "anmäl intresse")
    for answer in (
        "Falu kommun",
        "Anna Ek",
        "strateg",
        "anna.ek@lund.se",
        "ja",
        "hoppa över",
        "Vatten",
        "6",
        "Atlantis",
        "ja",
    ):
        expects = (await say(started(small, store), answer)).expects or ""
    assert expects == "stage"
    said = await say(started(small, store), "vi söker en partner", "Rad ett.\nRad två.", "skicka", "ja")
    assert said.lead == "KP-2026-0001"
    ((_, lead, _),) = store.data.leads
    assert (lead.contact.email, lead.interest.country.name, lead.interest.message) == (
        "anna.ek@lund.se",
        "Atlantis",
        "Rad ett.\nRad två.",
    )  # type: ignore[union-attr]


async def test_the_same_update_twice_changes_nothing_and_gets_the_same_reply(
    runner: Runner, store: MemoryStore
) -> None:
    await to_consent(runner)
    again = Incoming(USER, text="ja", update_id="7")
    first, second = await runner.handle(again), await runner.handle(again)
    assert first == second and first.lead == "KP-2026-0001"
    assert len(store.data.leads) == 1


async def test_an_update_of_somebody_else_with_the_same_number_is_another(runner: Runner) -> None:
    first = await runner.handle(Incoming("console:a", text="hej", update_id="7"))
    second = await runner.handle(Incoming("console:b", text="Vem kan söka?", update_id="7"))
    assert first.decision is None and second.decision == "answer"


async def test_people_are_kept_apart(runner: Runner, store: MemoryStore) -> None:
    await asyncio.gather(*(to_consent(runner, f"console:{name}") for name in "abc"))
    said = await asyncio.gather(*(say(runner, "ja", user=f"console:{name}") for name in "abc"))
    assert sorted(str(one.lead) for one in said) == ["KP-2026-0001", "KP-2026-0002", "KP-2026-0003"]
    assert len({user for user, _, _ in store.data.leads}) == 3


async def test_one_persons_messages_are_taken_one_at_a_time_in_order(runner: Runner, store: MemoryStore) -> None:
    texts = ["anmäl intresse", "Falu kommun", "Anna Ek", "strateg"]
    said = await asyncio.gather(*(say(runner, one) for one in texts))
    assert [one.expects for one in said] == ["organisation", "name", "role", "email"]
    assert (runner._turns, runner._waiting) == ({}, {})


async def test_a_question_is_kept_masked_and_without_who_asked(runner: Runner, store: MemoryStore) -> None:
    await say(runner, "hej", "Hur mycket pengar får vi? Mejla anna@falu.example")
    (record,) = store.data.questions
    assert record.text == "Hur mycket pengar får vi? Mejla [e-post]"
    assert (record.decision, record.entry_id, record.knowledge_version) == ("answer", "bidragets-storlek", "liten")
    assert USER not in repr(record)


@pytest.mark.parametrize("said", ["jag vill dö", "Anna Ek", "hej"])
async def test_what_is_no_question_is_not_kept_as_one(runner: Runner, store: MemoryStore, said: str) -> None:
    await say(runner, "anmäl intresse", "Falu kommun", said)
    assert store.data.questions == []


async def test_what_was_offered_is_kept_with_the_question_and_again_when_it_is_turned_down(
    runner: Runner, store: MemoryStore
) -> None:
    await say(runner, "pengar till vilka länder", "inget av dessa")
    offered, turned_down = store.data.questions
    assert (offered.decision, offered.options) == ("clarify", ("bidragets-storlek", "partnerlander"))
    assert (turned_down.decision, turned_down.options) == ("none-of-these", offered.options)
    assert turned_down.text == offered.text


async def test_the_question_an_answer_was_given_to_goes_with_it_masked(runner: Runner) -> None:
    said = await say(runner, "Jag heter Bo Ek, vem kan söka?")
    assert said.id == "vem-kan-soka"
    assert said.asked == "Jag heter [namn], vem kan söka?"
    chosen = await runner.handle(Incoming(USER, press="topic:bidragets-storlek"))
    assert chosen.asked == "Hur mycket pengar kan vi få?"
    assert (await say(runner, "tack")).asked is None


async def test_erasing_takes_everything_and_says_what(runner: Runner, store: MemoryStore) -> None:
    await say(runner, "hej", "radera")
    assert text(await say(runner, "ja")) == "Klart. Samtalet är borttaget här."
    assert store.data.conversations == {}
    await to_consent(runner)
    await say(runner, "ja", "radera")
    said = await say(runner, "ja")
    assert "inte hunnit mejlas" in text(said) and said.lead is None
    assert (store.data.leads, store.data.mails, store.data.conversations) == ([], [], {})


async def test_after_erasing_the_person_is_a_stranger(runner: Runner) -> None:
    await say(runner, "hej", "radera", "ja")
    assert "Jag är Partnerskapsguiden" in text(await say(runner, "hej"))


async def test_a_lead_icld_has_to_decide_about_says_so(runner: Runner) -> None:
    await say(runner, "anmäl intresse", "Falubostäder AB")
    await to_consent(runner)
    assert "ICLD avgör" in text(await say(runner, "ja"))


async def test_buttons_added_with_the_effects_can_be_written_as_well(runner: Runner) -> None:
    await to_consent(runner)
    said = await say(runner, "ja")
    assert [button.id for reply in said.replies for button in reply.buttons] == ["topics"]
    assert (await say(runner, "Visa ämnen")).replies[-1].text == "Välj ett område:"


def test_replies_are_read_back_as_they_were_written() -> None:
    said = Outgoing(
        USER,
        (
            Reply("a\n\u202e😀", (Button("yes", "Ja"),), "answer", "en", "**a**", "Källa", ()),
            Reply("b", rows=(Row("name", "Namn", "A"),)),
        ),
        "name", "answer", "x", "KP-2026-0001",
    )  # fmt: skip
    assert load_outgoing(dump_outgoing(said)) == said
    assert json.loads(dump_outgoing(said))["lead"] == "KP-2026-0001"
