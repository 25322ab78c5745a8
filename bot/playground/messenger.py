"""Telegram's side of the conversation: the stores, the clock, and the news between people and the bot."""

from pathlib import Path
from typing import Literal

from bot.playground.bell import Bell
from bot.playground.clock import Clock, epoch
from bot.playground.faults import Faults
from bot.playground.formatted import Json
from bot.playground.journal import Journal
from bot.playground.limits import Limits
from bot.playground.store.database import Database
from bot.playground.store.files import Files
from bot.playground.store.messages import Messages
from bot.playground.store.people import ChatRow, People
from bot.playground.store.queries import Queries
from bot.playground.store.settings import Settings
from bot.playground.store.updates import Updates

NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class Messenger:
    """What the Bot API methods, the people and the page all work on."""

    def __init__(self, store: Path | Literal[":memory:"], token: str, clock: Clock, name: str, username: str):
        self.token, self.clock, self.name, self.username = token, clock, name, username
        self.database = Database(store)
        self.settings = Settings(self.database)
        self.people = People(self.database)
        self.messages = Messages(self.database)
        self.files = Files(self.database)
        self.updates = Updates(self.database)
        self.queries = Queries(self.database)
        self.bell = Bell()
        self.limits = Limits()
        self.faults = Faults()
        self.journal = Journal()
        self.poll_ticket = 0
        self.closing = False
        self.clock_moves = 0
        self.typing: dict[int, tuple[str, float]] = {}

    def now(self) -> float:
        """The playground's time in epoch seconds."""
        return epoch(self.clock)

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    def bot_user(self) -> Json:
        """Telegram's User of the bot."""
        name = self.settings.get("name:", self.name)
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.username}

    def chat(self, chat: ChatRow) -> Json:
        """Telegram's Chat."""
        if not chat.private:
            return {"id": chat.id, "type": chat.kind, "title": chat.title}
        person = self.people.get(chat.id)
        assert person is not None
        names = {"last_name": person.last_name, "username": person.username}
        known = {name: value for name, value in names.items() if value}
        return {"id": chat.id, "first_name": person.first_name, **known, "type": "private"}

    def notify(self, kind: str, body: Json) -> None:
        """Queue an update for the bot, unless it asked not to get its kind."""
        allowed = self.settings.get("allowed_updates") or []
        if kind in allowed or (not allowed and kind not in NOT_BY_DEFAULT):
            self.updates.add(kind, body, self.now())

    def clock_moved(self) -> None:
        """Tell whoever waits that the time has been moved by hand."""
        self.clock_moves += 1
        self.changed()

    def changed(self) -> None:
        """Wake whoever waits for news; call it after the work has been committed."""
        self.bell.ring()
