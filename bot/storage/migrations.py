"""The tables, as a list of named changes. Each is applied once and recorded by name; a released one is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from bot.errors import StorageError
from bot.storage.faults import translated
from bot.storage.session import Session

SET = "partnerskap"
MIGRATIONS = Migrations(SET)


def migrate(session: Session, migrations: Migrations = MIGRATIONS) -> None:
    """Bring the file to this version's tables: all pending changes in one transaction, or none.
    The write lock comes first, so two processes that start together do not both apply a change."""
    session.begin()
    try:
        with translated():
            _refuse_newer(session.db, migrations)
            # Asked first: applying nothing would still write, and an up-to-date file should not be touched.
            if migrations.pending(session.db):
                migrations.apply(session.db)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _refuse_newer(db: Database, migrations: Migrations) -> None:
    with Database(memory=True, execute_plugins=False) as empty:
        known = {migration.name for migration in migrations.pending(empty)}  # to an empty file, all there are
    unknown = [migration.name for migration in migrations.applied(db) if migration.name not in known]
    if unknown:
        raise StorageError(
            f"Databasen är skriven av en nyare version av programmet (okänt här: {', '.join(unknown)}). "
            "Starta den versionen, eller återställ en säkerhetskopia från tiden före bytet."
        )


@MIGRATIONS(name="0001-conversations")
def conversations(db: Database) -> None:
    """Who said what last, and which updates were answered how."""
    db.executescript("""
        CREATE TABLE conversations (
            user TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            touched TEXT NOT NULL
        ) STRICT;
        CREATE INDEX conversations_touched ON conversations (touched);
        CREATE TABLE updates (
            user TEXT NOT NULL,
            update_id TEXT NOT NULL,
            replies TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (user, update_id)
        ) STRICT;
        CREATE INDEX updates_at ON updates (at);
    """)


@MIGRATIONS(name="0002-leads")
def leads(db: Database) -> None:
    """Leads, and the last number given each year: kept apart, so that an erased lead's number never comes again."""
    db.executescript("""
        CREATE TABLE numbers (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE leads (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            user TEXT NOT NULL,
            received TEXT NOT NULL,
            document TEXT NOT NULL,
            delivered TEXT
        ) STRICT;
        CREATE INDEX leads_user ON leads (user);
        CREATE INDEX leads_delivered ON leads (delivered);
    """)


@MIGRATIONS(name="0003-outbox")
def outbox(db: Database) -> None:
    """Mails. `claimable` is when a worker may take the row: when due, or when a claim has lapsed; never once settled.
    Ids are never used twice (AUTOINCREMENT): a worker that comes back late must not hit another mail.
    A mail without its lead is refused: no erasure would ever find it."""
    db.executescript("""
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            number TEXT NOT NULL REFERENCES leads (number) ON DELETE CASCADE,
            message_id TEXT NOT NULL,
            sender TEXT NOT NULL,
            recipient TEXT NOT NULL,
            content BLOB NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'waiting', 'sent', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            created TEXT NOT NULL,
            due TEXT NOT NULL,
            leased_until TEXT CHECK ((leased_until IS NOT NULL) = (state = 'sending')),
            last_error TEXT,
            sent TEXT CHECK ((sent IS NOT NULL) = (state = 'sent')),
            claimable TEXT GENERATED ALWAYS AS (
                CASE WHEN state IN ('queued', 'waiting') THEN due WHEN state = 'sending' THEN leased_until END
            ) VIRTUAL
        ) STRICT;
        CREATE INDEX outbox_number ON outbox (number);
        CREATE INDEX outbox_claimable ON outbox (claimable);
    """)


@MIGRATIONS(name="0004-questions")
def questions(db: Database) -> None:
    """What was asked, masked; nothing here says by whom."""
    db.executescript("""
        CREATE TABLE questions (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            language TEXT NOT NULL,
            text TEXT NOT NULL,
            decision TEXT NOT NULL,
            entry_id TEXT,
            confidence REAL NOT NULL,
            knowledge_version TEXT NOT NULL
        ) STRICT;
        CREATE INDEX questions_at ON questions (at);
    """)


@MIGRATIONS(name="0005-upkeep")
def upkeep(db: Database) -> None:
    """How often something was erased since the file was last rewritten; kept, for whoever comes to rewrite it."""
    db.executescript("""
        CREATE TABLE upkeep (erasures INTEGER NOT NULL) STRICT;
        INSERT INTO upkeep (erasures) VALUES (0);
    """)


@MIGRATIONS(name="0006-history")
def history(db: Database) -> None:
    """What the visitor said beside what was replied, in the order it was said; `in_form` while it may be taken back."""
    db.executescript("""
        CREATE TABLE exchanges (
            id INTEGER PRIMARY KEY,
            user TEXT NOT NULL,
            update_id TEXT NOT NULL,
            replies TEXT NOT NULL,
            at TEXT NOT NULL,
            said TEXT,
            in_form INTEGER NOT NULL DEFAULT 0,
            UNIQUE (user, update_id)
        ) STRICT;
        INSERT INTO exchanges (user, update_id, replies, at)
            SELECT user, update_id, replies, at FROM updates ORDER BY at, rowid;
        DROP TABLE updates;
        ALTER TABLE exchanges RENAME TO updates;
        CREATE INDEX updates_at ON updates (at);
        CREATE INDEX updates_user ON updates (user, id);
    """)


@MIGRATIONS(name="0007-reactions")
def reactions(db: Database) -> None:
    """What visitors thought of answers. Whose it is stands there only as long as the conversation is kept."""
    db.executescript("""
        CREATE TABLE reactions (
            id INTEGER PRIMARY KEY,
            user TEXT,
            update_id TEXT NOT NULL,
            at TEXT NOT NULL,
            entry_id TEXT NOT NULL,
            reaction TEXT NOT NULL CHECK (reaction IN ('up', 'down', 'none-of-these')),
            word TEXT,
            knowledge_version TEXT NOT NULL,
            UNIQUE (user, update_id)
        ) STRICT;
        CREATE INDEX reactions_at ON reactions (at);
    """)


@MIGRATIONS(name="0012-digests")
def digests(db: Database) -> None:
    """Mails that belong to no lead but to a day. Every mail has one or the other, so that something erases it.
    `waiting_since`: when the mail was first asked to wait, from where patience is counted. Ids go on where they were."""
    db.executescript("""
        CREATE TABLE digests (
            id INTEGER PRIMARY KEY,
            day TEXT NOT NULL UNIQUE, numbers TEXT NOT NULL
        ) STRICT;
        CREATE TABLE mails (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            number TEXT REFERENCES leads (number) ON DELETE CASCADE,
            digest TEXT UNIQUE REFERENCES digests (day) ON DELETE CASCADE,
            message_id TEXT NOT NULL,
            sender TEXT NOT NULL,
            recipient TEXT NOT NULL,
            content BLOB NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'waiting', 'sent', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            created TEXT NOT NULL,
            due TEXT NOT NULL,
            waiting_since TEXT,
            leased_until TEXT CHECK ((leased_until IS NOT NULL) = (state = 'sending')),
            last_error TEXT,
            sent TEXT CHECK ((sent IS NOT NULL) = (state = 'sent')),
            claimable TEXT GENERATED ALWAYS AS (
                CASE WHEN state IN ('queued', 'waiting') THEN due WHEN state = 'sending' THEN leased_until END
            ) VIRTUAL,
            CHECK ((number IS NULL) <> (digest IS NULL))
        ) STRICT;
        INSERT INTO mails (id, number, message_id, sender, recipient, content, state, attempts, created, due,
                           leased_until, last_error, sent)
            SELECT id, number, message_id, sender, recipient, content, state, attempts, created, due,
                   leased_until, last_error, sent FROM outbox;
        DELETE FROM sqlite_sequence WHERE name = 'mails';
        INSERT INTO sqlite_sequence (name, seq) SELECT 'mails', seq FROM sqlite_sequence WHERE name = 'outbox';
        DROP TABLE outbox;
        ALTER TABLE mails RENAME TO outbox;
        CREATE INDEX outbox_number ON outbox (number);
        CREATE INDEX outbox_claimable ON outbox (claimable);
    """)


@MIGRATIONS(name="0013-guards")
def guards(db: Database) -> None:
    """How often registrations came, by keyed hashes alone, for a day; the key is this file's own and told nobody. And
    every text a consent was given to: nothing in it is about a person."""
    db.executescript("""
        CREATE TABLE registered (
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX registered_key ON registered (kind, key, at);
        CREATE INDEX registered_at ON registered (at);
        CREATE TABLE pepper (secret BLOB NOT NULL) STRICT;
        INSERT INTO pepper (secret) VALUES (randomblob(32));
        CREATE TABLE consents (
            version TEXT PRIMARY KEY,
            language TEXT NOT NULL,
            text TEXT NOT NULL,
            first_used TEXT NOT NULL
        ) STRICT;
        CREATE INDEX leads_email ON leads (lower(json_extract(document, '$.contact.email')));
    """)


@MIGRATIONS(name="0014-gaps")
def gaps(db: Database) -> None:
    """What shows where answers are missing: the entries offered for a question (ids, spaces between), and the question,
    masked, that got an answer somebody has judged."""
    db.executescript("""
        ALTER TABLE questions ADD COLUMN options TEXT NOT NULL DEFAULT '';
        ALTER TABLE reactions ADD COLUMN asked TEXT;
    """)
