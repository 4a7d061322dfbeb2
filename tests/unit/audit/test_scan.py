"""The audit finds a word wherever it stands, in whatever form a mail or a database gives it."""

from __future__ import annotations

import base64
import quopri
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.audit.scan import forms, free_pages, scan

WORD = "Kanarieqwertyuiop"


@pytest.mark.parametrize("before", range(7))
@pytest.mark.parametrize("after", range(4))
def test_a_word_is_found_in_base64_wherever_it_begins(tmp_path: Path, before: int, after: int) -> None:
    text = ("x" * before + WORD + "y" * after).encode()
    for width in (76, 8):
        encoded = base64.b64encode(text).decode()
        lines = "\r\n".join(encoded[i : i + width] for i in range(0, len(encoded), width))
        (tmp_path / "brev.eml").write_text(lines, "ascii", newline="")
        assert scan(tmp_path, [WORD]) == {"övrigt": 1}
        assert not scan(tmp_path, ["Kanarieasdfghjklö"])


@pytest.mark.parametrize(
    "data",
    [
        WORD.encode(), WORD.lower().encode(), f'"{WORD}"'.encode(), WORD.encode("utf-16-le"), WORD.encode("utf-16-be"),
        quopri.encodestring(("å" * 20 + WORD).encode()), WORD.encode()[:9] + b"=\r\n" + WORD.encode()[9:],
        WORD.encode()[:9] + b"\r\n" + WORD.encode()[9:],
    ],
)  # fmt: skip
def test_a_word_is_found_in_every_form(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "fil").write_bytes(b"\x00\x01" * 100 + data + b"\xff" * 100)
    assert scan(tmp_path, [WORD]) == {"övrigt": 1}


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("data/partnerskap.db", "databas"), ("data/partnerskap.db-wal", "WAL"), ("data/partnerskap.db-shm", "övrigt"),
        ("data/mail/KP-2026-0001.eml", "mejlmapp"), ("data/mail/.abc.tmp", "mejlmapp"), ("loggar/logg.txt", "loggar"),
        ("data/cache/sv.matcher", "övrigt"),
    ],
)  # fmt: skip
def test_each_place_has_its_name(tmp_path: Path, file: str, place: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(WORD)
    assert scan(tmp_path, [WORD]) == {place: 1}
    assert not scan(tmp_path, ["Kanarieannat"])


def test_what_lies_in_an_unused_page_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "partnerskap.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE kept (text TEXT)")
        connection.execute("CREATE TABLE gone (text TEXT)")
        connection.execute("INSERT INTO kept VALUES (?)", ("Kanariekvar",))
        connection.executemany("INSERT INTO gone VALUES (?)", [(WORD * 100,) for _ in range(300)])
        connection.execute("DROP TABLE gone")
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    assert free > 10 and len(set(free_pages(path.read_bytes(), size))) == free
    assert set(scan(tmp_path, [WORD])) == {"lediga sidor"}
    assert set(scan(tmp_path, ["Kanariekvar"])) == {"databas"}


@pytest.mark.parametrize("data", [b"", b"x", b"\x00" * 100, b"\xff" * 5_000, b"SQLite format 3\x00" + b"\xff" * 4_096])
def test_a_file_that_is_no_database_is_looked_through_all_the_same(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "partnerskap.db").write_bytes(data + WORD.encode())
    assert scan(tmp_path, [WORD]).total() == 1


def test_no_form_is_so_short_that_it_is_found_by_chance() -> None:
    assert all(len(form) >= 10 for form in forms(WORD))
