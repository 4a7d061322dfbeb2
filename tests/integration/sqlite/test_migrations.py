"""An older file is brought up to date; a newer one is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from bot.errors import StorageError
from bot.storage.migrations import MIGRATIONS, SET, migrate
from bot.storage.session import connect
from tests.support.sqlite import Broken, Opener, foreign, tables
from tests.support.storage import NOON, a_question, register


def recorded(path: Path) -> list[tuple[str, str]]:
    """Which changes the file says were applied, and when."""
    with foreign(path) as connection:
        return connection.execute("SELECT name, applied_at FROM _sqlite_migrations ORDER BY id").fetchall()


async def test_each_migration_is_applied_once_and_recorded_by_name(opened: Opener) -> None:
    await opened().close()
    before = recorded(opened.path)
    store = opened()
    await store.transact(register())
    await store.close()
    assert recorded(opened.path) == before
    ordinals = [name[:4] for name, _ in before]
    assert ordinals == sorted(set(ordinals)) and all(ordinal.isdecimal() for ordinal in ordinals)
    assert len(before) >= 8


async def test_a_file_from_a_newer_version_is_refused_and_left_alone(opened: Opener) -> None:
    store = opened()
    await store.transact(register())
    await store.close()
    with foreign(opened.path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, '0999-later', '')",
            [SET],
        )
    before = opened.path.read_bytes()
    with pytest.raises(StorageError, match=r"nyare version av programmet \(okänt här: 0999-later\)"):
        opened()
    assert opened.path.read_bytes() == before


def test_a_migration_that_fails_leaves_nothing_of_itself_or_of_those_before_it(tmp_path: Path) -> None:
    broken = Migrations(SET)

    @broken(name="0001-good")
    def good(db: Database) -> None:
        db.execute("CREATE TABLE good (id INTEGER) STRICT")

    @broken(name="0002-bad")
    def bad(db: Database) -> None:
        db.execute("CREATE TABLE bad (id INTEGER) STRICT")
        raise Broken

    path = tmp_path / "partnerskap.db"
    session = connect(path, 1, None)
    try:
        with pytest.raises(Broken):
            migrate(session, broken)
        assert tables(path) == set()
        migrate(session)  # the file is as good as new
        assert not MIGRATIONS.pending(session.db)
    finally:
        session.close()


async def test_an_older_file_is_brought_up_to_date_and_keeps_what_it_has(opened: Opener) -> None:
    opened.path.parent.mkdir()
    session = connect(opened.path, 1, None)
    MIGRATIONS.apply(session.db, stop_before="0004-questions")
    session.db.execute("INSERT INTO conversations VALUES ('web:1', 'kept', '2026-01-01T00:00:00.000000+00:00')")
    session.db.execute("INSERT INTO updates VALUES ('web:1', 'u1', '[]', '2026-01-01T00:00:00.000000+00:00')")
    session.close()
    assert "questions" not in tables(opened.path)
    store = opened()
    assert await store.transact(lambda turn: turn.conversation("web:1")) == "kept"
    await store.transact(lambda turn: turn.log_question(a_question(NOON)))
    assert len(await store.questions()) == 1
    assert [(one.update_id, one.replies, one.said) for one in await store.history("web:1", 9)] == [("u1", "[]", None)]


async def test_mails_of_an_older_file_keep_their_ids_and_none_is_used_twice(opened: Opener) -> None:
    opened.path.parent.mkdir()
    session = connect(opened.path, 1, None)
    MIGRATIONS.apply(session.db, stop_before="0012-digests")
    moment = "2026-01-01T00:00:00.000000+00:00"
    for number in ("KP-2026-0001", "KP-2026-0002"):
        session.db.execute("INSERT INTO leads VALUES (NULL, ?, 'web:1', ?, '{}', NULL)", [number, moment])
        session.db.execute(
            "INSERT INTO outbox (number, message_id, sender, recipient, content, state, attempts, created, due)"
            "VALUES (?, '<a@b.example>', 'a@b.example', 'c@d.example', x'00ff', 'waiting', 3, ?, ?)",
            [number, moment, moment],
        )
    session.db.execute("DELETE FROM leads WHERE number = 'KP-2026-0002'")
    session.db.execute("INSERT INTO numbers VALUES (2026, 2)")
    session.close()
    store = opened()
    (row,) = await store.rows()
    assert (row.id, row.mail.subject_number, row.state, row.attempts, row.mail.content) == (
        1, "KP-2026-0001", "waiting", 3, b"\x00\xff",
    )  # fmt: skip
    await store.transact(register())
    assert [row.id for row in await store.rows()] == [1, 3]
    await store.erase_lead("KP-2026-0001")
    assert [row.id for row in await store.rows()] == [3]
