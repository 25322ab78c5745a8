"""People who use the chat, and the chats they have with the bot, alone or in a group."""

import json
from dataclasses import dataclass

from bot.playground.formatted import Json
from bot.playground.store.database import Database


@dataclass(frozen=True)
class PersonRow:
    """A person as Telegram shows them to a bot, and what they did with this bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    blocked: bool = False
    last_read: int = 0

    def user(self) -> Json:
        """Telegram's User."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        known = {name: value for name, value in names.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **known}


@dataclass(frozen=True)
class ChatRow:
    """A chat the bot has met; `keyboard` is the reply markup that stands under it now."""

    id: int
    kind: str
    title: str | None
    keyboard: Json | None
    has_bot: bool

    @property
    def private(self) -> bool:
        """Whether it is one person's chat."""
        return self.kind == "private"


class People:
    """The people and chats tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: PersonRow) -> None:
        """Add a person, or rename them; a block and what was read stay."""
        self._database.run(
            "INSERT INTO people (id, first_name, last_name, username, language_code) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name,"
            " last_name = excluded.last_name, username = excluded.username,"
            " language_code = excluded.language_code",
            person.id,
            person.first_name,
            person.last_name,
            person.username,
            person.language_code,
        )

    def get(self, person_id: int) -> PersonRow | None:
        """The person with this id."""
        row = self._database.row("SELECT * FROM people WHERE id = ?", person_id)
        return PersonRow(**{**dict(row), "blocked": bool(row["blocked"])}) if row else None

    def all(self) -> list[PersonRow]:
        """Everybody, by id."""
        rows = self._database.rows("SELECT * FROM people ORDER BY id")
        return [PersonRow(**{**dict(row), "blocked": bool(row["blocked"])}) for row in rows]

    def block(self, person_id: int, blocked: bool) -> None:
        """Remember whether this person refuses the bot."""
        self._database.run("UPDATE people SET blocked = ? WHERE id = ?", int(blocked), person_id)

    def read(self, person_id: int, message_id: int) -> None:
        """Remember the newest message this person has looked at; it never goes back."""
        self._database.run(
            "UPDATE people SET last_read = MAX(last_read, ?) WHERE id = ?", message_id, person_id
        )

    def chat(self, chat_id: int) -> ChatRow | None:
        """The chat with this id, once somebody has written in it."""
        row = self._database.row("SELECT * FROM chats WHERE id = ?", chat_id)
        if row is None:
            return None
        keyboard = json.loads(row["keyboard"]) if row["keyboard"] else None
        return ChatRow(row["id"], row["kind"], row["title"], keyboard, bool(row["has_bot"]))

    def open_chat(self, chat_id: int, kind: str, title: str | None = None) -> None:
        """Let the bot know this chat."""
        self._database.run(
            "INSERT OR IGNORE INTO chats (id, kind, title) VALUES (?, ?, ?)", chat_id, kind, title
        )

    def expel_bot(self, chat_id: int) -> None:
        """Take the bot out of a group."""
        self._database.run("UPDATE chats SET has_bot = 0 WHERE id = ?", chat_id)

    def group(self, title: str) -> ChatRow | None:
        """The group of this title."""
        row = self._database.row("SELECT id FROM chats WHERE kind = 'group' AND title = ?", title)
        return self.chat(row["id"]) if row else None

    def put_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        """Replace the reply markup that stands under a chat."""
        text = json.dumps(keyboard) if keyboard else None
        self._database.run("UPDATE chats SET keyboard = ? WHERE id = ?", text, chat_id)
