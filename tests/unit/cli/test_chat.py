"""`partnerskap chat`: the conversation in the terminal and over JSON lines, to the mail in the folder."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from itertools import chain

import pytest

from tests.support.commands import FORM, Commands, a_whole_form, joined, lines, press
from tests.support.knowledge import SWEDISH

ANSWER = ["to", "replies", "expects", "decision", "id", "lead"]


def test_a_line_in_is_a_line_out_with_the_keys_scripts_rely_on(command: Commands) -> None:
    said = command("chat", "--json", stdin=joined(lines("u1", SWEDISH["bastu"][0])))
    assert (said.status, said.err) == (0, "")
    (told,) = said.objects
    assert list(told) == ANSWER
    assert {key: told[key] for key in ANSWER if key != "replies"} == {
        "to": "u1", "expects": None, "decision": "answer", "id": "bastu", "lead": None,
    }  # fmt: skip
    assert all(list(reply) == ["text", "buttons"] for reply in told["replies"])
    buttons = [button for reply in told["replies"] for button in reply["buttons"]]
    assert "lead" in [button["id"] for button in buttons]
    assert all(list(button) == ["id", "label"] for button in buttons)


def test_people_who_write_at_once_each_have_their_own_conversation(command: Commands) -> None:
    forms = [a_whole_form(user) for user in ("u1", "u2", "u3")]
    said = command("chat", "--json", stdin=joined(list(chain.from_iterable(zip(*forms, strict=True)))))
    assert (said.status, said.err) == (0, "")
    told = said.objects
    assert [line["to"] for line in told] == ["u1", "u2", "u3"] * len(forms[0])
    slots = ["organisation", "name", "role", "email", "phone", "topic", "goals", "country", "stage", "message", "summary", "consent", None]  # fmt: skip
    for place, user in enumerate(("u1", "u2", "u3"), 1):
        assert [line["expects"] for line in told if line["to"] == user] == slots
        assert [line["lead"] for line in told if line["to"] == user][-1] == f"KP-{told[-1]['lead'][3:7]}-{place:04d}"


def test_what_is_due_is_delivered_before_the_command_ends(command: Commands) -> None:
    said = command("chat", "--json", stdin=joined(a_whole_form("u1")))
    number = said.objects[-1]["lead"]
    assert [mail.name for mail in command.mails] == [f"{number}.eml"]
    message = message_from_bytes(command.mails[0].read_bytes(), policy=policy.default)
    assert message["Subject"] == f"{number} Falu kommun – Kenya"
    assert message["Reply-To"] == "Anna Ek <anna.ek@falu.example>"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/json", "text/vcard",
    ]  # fmt: skip


def test_stable_buttons_do_the_same_as_words(command: Commands) -> None:
    script = [
        *press("u", "lead"),
        *lines("u", *FORM[:4]),
        *press("u", "skip", "cancel"),
        *press("u", "human", "lead", "no"),
    ]
    told = command("chat", "--json", stdin=joined(script)).objects
    assert [line["expects"] for line in told] == [
        "organisation", "name", "role", "email", "phone", "topic", None, None, "organisation", "organisation",
    ]  # fmt: skip
    assert "partnership@icld.se" in told[7]["replies"][0]["text"]


def test_nothing_typed_into_the_form_is_lost_by_a_restart(command: Commands) -> None:
    whole = a_whole_form("u1")
    answers = [command("chat", "--json", stdin=line + "\n").objects[0] for line in whole]
    assert [told["expects"] for told in answers[:3]] == ["organisation", "name", "role"]
    assert answers[-1]["lead"].endswith("-0001")
    assert len(command.mails) == 1


def test_the_same_update_again_changes_nothing_and_gets_the_same_reply(command: Commands) -> None:
    script = [json.dumps(json.loads(line) | {"update": place}) for place, line in enumerate(a_whole_form("u1"))]
    said = command("chat", "--json", stdin=joined([*script, script[-1]]))
    assert said.objects[-1] == said.objects[-2]
    assert len(command.mails) == 1


BAD = [
    ("inte json", "raden är inte JSON"),
    ("[" * 100_000, "raden är inte JSON"),
    ("[]", "raden ska vara ett objekt"),
    ('{"text": "hej"}', '"from" saknas'),
    ('{"from": "", "text": "hej"}', '"from" saknas'),
    ('{"from": 7, "text": "hej"}', '"from" saknas'),
    ('{"from": "u"}', 'raden ska ha "text" eller "press"'),
    ('{"from": "u", "text": 7}', 'raden ska ha "text" eller "press"'),
    ('{"from": "u", "press": ["lead"]}', 'raden ska ha "text" eller "press"'),
]


@pytest.mark.parametrize(("line", "words"), BAD, ids=[words for _, words in BAD])
def test_a_line_that_is_no_message_is_told_in_its_place_and_stops_nothing(
    command: Commands, line: str, words: str
) -> None:
    said = command("chat", "--json", stdin=joined([*lines("u", "hej"), line, "", *lines("u", "bastu")]))
    assert said.status == 1
    first, fault, last = said.objects
    assert (first["to"], last["to"], last["id"]) == ("u", "u", "bastu")
    assert list(fault) == ["to", "error"]
    assert fault["to"] is None
    assert words in fault["error"]


@pytest.mark.parametrize(
    "text", ["", "x" * 100_000, "\x00\x1b[31m", "\ud83d", "\u202eabc", "🛥️", "<script>", "'; DROP TABLE leads;--"]
)
def test_whatever_is_written_gets_a_reply(command: Commands, text: str) -> None:
    script = [*lines("\ud800", text), *press("u", "lead", "finns-inte"), *lines("u", text, "bastu")]
    said = command("chat", "--json", stdin=joined(script))
    assert (said.status, said.err) == (0, "")
    assert len(said.objects) == 5
    assert all(told["replies"] for told in said.objects)


def test_line_ends_in_a_name_reach_no_header(command: Commands) -> None:
    script = a_whole_form("u1")
    script[2] = json.dumps({"from": "u1", "text": "Anna Ek\r\nBcc: alla@spam.example\r\nSubject: Vinst"})
    command("chat", "--json", stdin=joined([*script[:3], *lines("u1", "ändra namn till Anna\r\nBcc: a Ek")]))
    said = command("chat", "--json", stdin=joined([*lines("u1", *FORM[2:]), *press("u1", "send", "yes")]))
    assert said.objects[-1]["lead"]
    message = message_from_bytes(command.mails[0].read_bytes(), policy=policy.default)
    assert message["Bcc"] is None
    assert message.get_all("Subject") == [f"{said.objects[-1]['lead']} Falu kommun – Kenya"]


def test_a_mail_that_could_not_go_out_is_a_fault_of_the_run_and_waits(command: Commands) -> None:
    settings = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "guiden@kommun.example"}
    said = command("chat", "--json", stdin=joined(a_whole_form("u1")), **settings)
    assert said.status == 1
    assert said.objects[-1]["lead"]
    assert "går inte att nå" in said.err
    assert [row["state"] for row in command("outbox", "list", "--json").objects[0]] == ["waiting"]


def test_the_terminal_greets_answers_and_ends_when_the_lines_do(command: Commands) -> None:
    said = command("chat", stdin="Hur bokar vi bastun?\n")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("\nHej! Jag är Partnerskapsguiden")
    assert "Så här är det." in said.out
    assert said.out.endswith("\n> \n")


@pytest.mark.parametrize("word", ["sluta", "SLUTA", "quit", "exit", ":q"])
def test_the_terminal_is_left_by_a_word(command: Commands, word: str) -> None:
    said = command("chat", stdin=f"{word}\nHur bokar vi bastun?\n")
    assert said.status == 0
    assert "Så här är det." not in said.out


def test_within_the_form_the_word_cancels_the_form_only(command: Commands) -> None:
    said = command("chat", stdin="anmäl intresse\nsluta\nHur bokar vi bastun?\n")
    assert "Anmälan är avbruten" in said.out
    assert "Så här är det." in said.out


def test_a_lead_sent_with_the_last_line_in_the_terminal_is_delivered(command: Commands) -> None:
    said = command("chat", stdin=joined(["anmäl intresse", *FORM, "skicka", "ja"]))
    assert said.status == 0
    assert "Vi har tagit emot" in said.out
    assert len(command.mails) == 1


def test_a_terminal_that_was_left_in_the_form_goes_on_with_it(command: Commands) -> None:
    command("chat", stdin="anmäl intresse\nFalu kommun\n")
    said = command("chat", stdin="Anna Ek\n")
    assert "Vad heter du?" in said.out
    assert "Vilken roll har du" in said.out


def test_a_broken_knowledge_base_is_told_before_anything_is_opened(command: Commands) -> None:
    said = command("chat", "--json", stdin=joined(lines("u", "hej")), faq_dir="finns/inte")
    assert (said.status, said.out) == (1, "")
    assert "PARTNERSKAP_FAQ_DIR" in said.err
    assert not (command.folder / "data").exists()
