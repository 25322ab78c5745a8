"""The playground's own SQLite file: opened in WAL mode, written before an answer leaves."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

SCHEMA = """
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT, username TEXT, language_code TEXT,
    blocked INTEGER NOT NULL DEFAULT 0, last_read INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS chats (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT, keyboard TEXT,
    has_bot INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS messages (
    chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
    silent INTEGER NOT NULL DEFAULT 0, fixed INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, message_id));
CREATE INDEX IF NOT EXISTS messages_by_revision ON messages (chat_id, revision);
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY, unique_id TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
    mime TEXT NOT NULL, facts TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    delivered INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS queries (
    id TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, person_id INTEGER NOT NULL, message_id INTEGER NOT NULL,
    at REAL NOT NULL, revision INTEGER NOT NULL, answered INTEGER NOT NULL DEFAULT 0,
    text TEXT, alert INTEGER NOT NULL DEFAULT 0, url TEXT);
"""


class Database:
    """One connection for one event loop; `transaction` makes a piece of work all or nothing."""

    def __init__(self, path: Path | Literal[":memory:"]) -> None:
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done inside, or nothing of it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query, if any."""
        found: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
        return found

    def run(self, sql: str, *values: object) -> int:
        """Carry out a statement; returns how many rows it touched."""
        return self.connection.execute(sql, values).rowcount

    def count(self, name: str, first: int = 1) -> int:
        """The next number of the counter `name`."""
        row = self.row(
            "INSERT INTO counters VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
            name,
            first,
        )
        assert row is not None
        return int(row["value"])

    def counted(self, name: str) -> int:
        """The number `count` gave last, 0 before the first."""
        row = self.row("SELECT value FROM counters WHERE name = ?", name)
        return int(row["value"]) if row else 0

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
