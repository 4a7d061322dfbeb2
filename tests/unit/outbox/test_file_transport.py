"""Mails as files in a folder."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.outbox.delivery import Accepted, ServerFault
from bot.outbox.transports.file import FileTransport, safe_stem
from tests.support.outbox import a_mail


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_mail_becomes_a_file_with_the_same_bytes(tmp_path: Path) -> None:
    mail = replace(a_mail("KP-2026-0001"), content="Subject: å\r\n\r\n.\r\nÅäö\r\n\x1a".encode())
    outcome = await FileTransport(tmp_path / "djupt" / "mail").deliver(mail)
    assert outcome == Accepted("KP-2026-0001.eml")
    assert (tmp_path / "djupt" / "mail" / "KP-2026-0001.eml").read_bytes() == mail.content


async def test_the_same_mail_again_replaces_its_own_file(tmp_path: Path) -> None:
    transport = FileTransport(tmp_path)
    first = a_mail(body="första")
    await transport.deliver(first)
    await transport.deliver(first)
    changed = a_mail(body="andra")
    assert changed.message_id == first.message_id and changed.content != first.content
    await transport.deliver(changed)
    assert names(tmp_path) == ["KP-2026-0001.eml"]
    assert (tmp_path / "KP-2026-0001.eml").read_bytes() == changed.content


async def test_a_mail_is_known_again_however_its_id_is_written(tmp_path: Path) -> None:
    bare = replace(a_mail(body="ändrad"), message_id="KP-2026-0001@guiden.example")
    without = replace(a_mail("KP-2026-0002"), content=b"Subject: x\r\n\r\nhej\r\n")
    for mail in (a_mail(), bare, without, without):
        assert isinstance(await FileTransport(tmp_path).deliver(mail), Accepted)
    assert names(tmp_path) == ["KP-2026-0001.eml", "KP-2026-0002.eml"]


async def test_another_mail_of_the_same_number_gets_its_own_file(tmp_path: Path) -> None:
    mails = [a_mail(message_id=f"<{letter}@guiden.example>", body=letter) for letter in "abc"]
    for mail in (*mails, *mails):
        assert isinstance(await FileTransport(tmp_path).deliver(mail), Accepted)
    assert names(tmp_path) == ["KP-2026-0001-2.eml", "KP-2026-0001-3.eml", "KP-2026-0001.eml"]
    assert (tmp_path / "KP-2026-0001-2.eml").read_bytes() == mails[1].content


async def test_mails_delivered_at_once_do_not_take_each_others_names(tmp_path: Path) -> None:
    transport = FileTransport(tmp_path)
    mails = [a_mail(message_id=f"<{number}@guiden.example>") for number in range(10)]
    outcomes = await asyncio.gather(*(transport.deliver(mail) for mail in mails))
    assert len(set(outcomes)) == len(names(tmp_path)) == 10


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("../x", "x.eml"),
        ("../../etc/passwd", "etc-passwd.eml"),
        ("/etc/passwd", "etc-passwd.eml"),
        ("..", "mejl.eml"),
        ("", "mejl.eml"),
        (".hidden", "hidden.eml"),
        ("KP\x00\n2026", "KP-2026.eml"),
        ("C:\\x", "C-x.eml"),
        ("åäö", "mejl.eml"),
        ("9" * 500, "9" * 80 + ".eml"),
    ],
)
async def test_weird_numbers_stay_in_the_folder(tmp_path: Path, number: str, name: str) -> None:
    folder = tmp_path / "mail"
    mail = replace(a_mail(), subject_number=number)
    assert await FileTransport(folder).deliver(mail) == Accepted(name)
    assert names(folder) == [name]
    assert names(tmp_path) == ["mail"]


def test_ordinary_numbers_are_left_as_they_are() -> None:
    assert safe_stem("KP-2026-0001") == "KP-2026-0001"


async def test_a_file_is_whole_and_on_the_disk_before_it_has_its_name(tmp_path: Path) -> None:
    seen: list[tuple[bool, list[str]]] = []
    mail = a_mail()

    def fsync(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        seen.append((is_folder, [name for name in names(tmp_path) if name.endswith(".eml")]))
        if not is_folder:
            assert os.fstat(handle).st_size == len(mail.content)
        os.fsync(handle)

    await FileTransport(tmp_path, fsync=fsync).deliver(mail)
    assert seen == [(False, []), (True, ["KP-2026-0001.eml"])]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
async def test_a_full_disk_is_not_the_mails_fault_and_spoils_nothing(tmp_path: Path, number: int) -> None:
    before = a_mail(body="förut")
    await FileTransport(tmp_path).deliver(before)

    def full(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    outcome = await FileTransport(tmp_path, fsync=full).deliver(a_mail(body="nu"))
    assert isinstance(outcome, ServerFault)
    assert "Disken är full" in outcome.reason
    assert names(tmp_path) == ["KP-2026-0001.eml"]
    assert (tmp_path / "KP-2026-0001.eml").read_bytes() == before.content


async def test_what_a_crash_left_behind_is_overwritten_by_the_next_attempt(tmp_path: Path) -> None:
    class PowerCut(BaseException):
        pass

    def cut(handle: int) -> None:
        raise PowerCut

    with pytest.raises(PowerCut):
        await FileTransport(tmp_path, fsync=cut).deliver(a_mail())
    assert [name for name in names(tmp_path) if name.endswith(".eml")] == []
    assert await FileTransport(tmp_path).deliver(a_mail()) == Accepted("KP-2026-0001.eml")
    assert names(tmp_path) == ["KP-2026-0001.eml"]


async def test_a_folder_that_cannot_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("en fil")
    outcome = await FileTransport(tmp_path / "mail").deliver(a_mail())
    assert isinstance(outcome, ServerFault)
    assert "gick inte att spara" in outcome.reason and "mail" in outcome.reason


async def test_a_folder_in_the_way_of_the_file_is_gone_around(tmp_path: Path) -> None:
    (tmp_path / "KP-2026-0001.eml").mkdir()
    assert await FileTransport(tmp_path).deliver(a_mail()) == Accepted("KP-2026-0001-2.eml")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
async def test_only_the_owner_may_read_a_lead(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        await FileTransport(tmp_path / "mail").deliver(a_mail())
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "mail" / "KP-2026-0001.eml").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700


async def test_closing_holds_nothing_back(tmp_path: Path) -> None:
    await FileTransport(tmp_path).close()
    assert names(tmp_path) == []
