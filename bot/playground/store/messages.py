"""Every message of every chat, as the bot would get it, with a revision that grows at each change."""

import json
import sqlite3
from dataclasses import dataclass

from bot.playground.formatted import Json
from bot.playground.store.database import Database


@dataclass(frozen=True)
class MessageRow:
    """A stored message: `fixed` ones carry a reply keyboard and so can never be edited."""

    chat_id: int
    message_id: int
    revision: int
    body: Json
    silent: bool
    fixed: bool
    deleted: bool

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.body["from"]["is_bot"])


class Messages:
    """The messages table; ids count up from 1 in each chat, so they mean nothing without their chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, chat_id: int, body: Json, *, silent: bool = False, fixed: bool = False) -> Json:
        """Store `body` under the chat's next id, and return it with that id."""
        message_id = self._database.count(f"message {chat_id}")
        body = {"message_id": message_id, **body}
        self._database.run(
            "INSERT INTO messages (chat_id, message_id, revision, body, silent, fixed)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            chat_id,
            message_id,
            self._revision(),
            json.dumps(body),
            silent,
            fixed,
        )
        return body

    def get(self, chat_id: int, message_id: int) -> MessageRow | None:
        """The message, unless it never was or has been deleted."""
        row = self._database.row(
            "SELECT * FROM messages WHERE chat_id = ? AND message_id = ? AND NOT deleted", chat_id, message_id
        )
        return _message(row) if row else None

    def replace(self, chat_id: int, body: Json) -> None:
        """Put an edited body in the place of the old one."""
        self._database.run(
            "UPDATE messages SET body = ?, revision = ? WHERE chat_id = ? AND message_id = ?",
            json.dumps(body),
            self._revision(),
            chat_id,
            body["message_id"],
        )

    def delete(self, chat_id: int, message_id: int) -> None:
        """Take the message out of the chat; it stays on record as deleted."""
        self._database.run(
            "UPDATE messages SET deleted = 1, revision = ? WHERE chat_id = ? AND message_id = ?",
            self._revision(),
            chat_id,
            message_id,
        )

    def all(self, chat_id: int, *, since: int = 0, newest: int = -1) -> list[MessageRow]:
        """Messages changed after revision `since`, deleted ones too, oldest first, at most the `newest`."""
        rows = self._database.rows(
            "SELECT * FROM messages WHERE chat_id = ? AND revision > ? ORDER BY message_id DESC LIMIT ?",
            chat_id,
            since,
            newest,
        )
        return [_message(row) for row in reversed(rows)]

    def _revision(self) -> int:
        return self._database.count("revision")


def _message(row: sqlite3.Row) -> MessageRow:
    flags = {name: bool(row[name]) for name in ("silent", "fixed", "deleted")}
    return MessageRow(row["chat_id"], row["message_id"], row["revision"], json.loads(row["body"]), **flags)
