"""A group with the bot in it, in privacy mode: the bot hears commands and its own name, nothing else."""

from bot.playground.detect import with_detected
from bot.playground.formatted import Formatted, Json, utf16_slice
from bot.playground.messenger import Messenger
from bot.playground.seen import SeenMessage, seen
from bot.playground.store.people import ChatRow, PersonRow

FIRST_ID = 5_000_001


class Group:
    """One group chat."""

    def __init__(self, messenger: Messenger, chat_id: int) -> None:
        self._messenger = messenger
        self.id = chat_id

    @classmethod
    def open(cls, messenger: Messenger, founder: PersonRow, title: str) -> "Group":
        """The group of this title; a new one starts with `founder` adding the bot."""
        if found := messenger.people.group(title):
            return cls(messenger, found.id)
        with messenger.database.transaction():
            group = cls(messenger, -messenger.database.count("group", FIRST_ID))
            messenger.people.open_chat(group.id, "group", title)
            group._welcome(founder)
        messenger.changed()
        return group

    @property
    def messages(self) -> list[SeenMessage]:
        """What the group sees, oldest first."""
        return [seen(row) for row in self._messenger.messages.all(self.id) if not row.deleted]

    def say(self, person: PersonRow, text: str) -> int:
        """`person` writes to the group."""
        content = with_detected(Formatted(text.strip()))
        marks = {"entities": list(content.entities)} if content.entities else {}
        with self._messenger.database.transaction():
            body = self._add(person, {"text": content.text, **marks})
            if self._heard(content):
                self._messenger.notify("message", body)
        self._messenger.changed()
        return int(body["message_id"])

    def remove_bot(self, person: PersonRow) -> None:
        """`person` takes the bot out of the group."""
        with self._messenger.database.transaction():
            self._messenger.people.expel_bot(self.id)
            self._tell_membership(person, "member", "kicked")
        self._messenger.changed()

    def _heard(self, content: Formatted) -> bool:
        commands = [
            utf16_slice(content.text, entity["offset"], entity["length"])
            for entity in content.entities
            if entity["type"] == "bot_command"
        ]
        to_us = [
            command.partition("@")[2].lower() in {"", self._messenger.username.lower()}
            for command in commands
        ]
        return any(to_us) or f"@{self._messenger.username}".lower() in content.text.lower()

    def _add(self, person: PersonRow, content: Json) -> Json:
        head = {"from": person.user(), "chat": self._chat(), "date": int(self._messenger.now())}
        return self._messenger.messages.add(self.id, {**head, **content})

    def _welcome(self, founder: PersonRow) -> None:
        self._tell_membership(founder, "left", "member")
        bot = self._messenger.bot_user()
        joined = {"new_chat_members": [bot], "new_chat_participant": bot, "new_chat_member": bot}
        self._messenger.notify("message", self._add(founder, joined))

    def _tell_membership(self, person: PersonRow, old: str, new: str) -> None:
        bot, until = self._messenger.bot_user(), {"until_date": 0}
        states = [
            {"user": bot, "status": status, **(until if status == "kicked" else {})} for status in (old, new)
        ]
        change = {"chat": self._chat(), "from": person.user(), "date": int(self._messenger.now())}
        members = {"old_chat_member": states[0], "new_chat_member": states[1]}
        self._messenger.notify("my_chat_member", {**change, **members})

    def _chat(self) -> Json:
        chat: ChatRow | None = self._messenger.people.chat(self.id)
        assert chat is not None
        return self._messenger.chat(chat)
