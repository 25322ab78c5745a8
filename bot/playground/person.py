"""A person at the chat: what they do becomes updates for the bot."""

from bot.playground.detect import with_detected
from bot.playground.formatted import Formatted, Json, parts, trimmed
from bot.playground.groups import Group
from bot.playground.methods.attachments import fields, store_photo
from bot.playground.methods.content import TEXT_AT_MOST
from bot.playground.pictures import recognise
from bot.playground.samples import PHOTO, STICKER, VOICE
from bot.playground.seen import SeenMessage, label_of
from bot.playground.window import ImpossibleError, Window


class Person(Window):
    """One person, in their private chat with the bot. Everything takes effect at once."""

    def type(self, text: str) -> list[int]:
        """Send a text (commands are recognised); too long a one goes out in parts, as from a phone."""
        content = trimmed(Formatted(text))
        if not content.text:
            raise ImpossibleError("an empty message cannot be sent")
        return [self._say(_text(part)) for part in parts(content.text, TEXT_AT_MOST)]

    def tap(self, button: str, message: int | None = None) -> str | None:
        """Press the newest button with this label (or callback_data), inline or on the keyboard.

        Returns the callback query's id; None when the press sent a text or opened a link.
        """
        for seen_message in reversed(self.messages):
            if message in (None, seen_message.id):
                for label, data in _buttons(seen_message):
                    if button in (label, data):
                        return self.tap_data(seen_message.id, data) if data else None
        if message is None and button in self._keyboard_labels():
            self._press(button)
            return None
        raise ImpossibleError(f"there is no button {button!r}; there are {self._all_labels()}")

    def tap_data(self, message_id: int, data: str) -> str:
        """Press a button with this callback_data under a message, whether or not it is really there."""
        row = self._messenger.messages.get(self.id, message_id)
        if row is None:
            raise ImpossibleError(f"there is no message {message_id} to tap on")
        self._check_open()
        at, messenger = self._messenger.now(), self._messenger
        with messenger.database.transaction():
            query_id = messenger.queries.add(self.id, self.id, message_id, at)
            query = {"id": query_id, "from": self.row.user(), "message": row.body, "data": data}
            messenger.notify("callback_query", {**query, "chat_instance": f"{self.id * 7919}"})
        messenger.changed()
        return query_id

    def send_location(self, latitude: float, longitude: float) -> int:
        """Share a place, in degrees."""
        return self._say({"location": {"latitude": latitude, "longitude": longitude}})

    def send_photo(self, content: bytes = PHOTO, caption: str = "") -> int:
        """Send a picture."""
        file = store_photo(self._messenger, recognise(content), content)
        return self._say({**fields(file), **({"caption": caption} if caption else {})})

    def send_sticker(self, emoji: str = "👍") -> int:
        """Send a sticker."""
        facts = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        facts |= {"emoji": emoji}
        return self._say(fields(self._messenger.files.add("sticker", "image/webp", facts, STICKER)))

    def send_voice(self, seconds: int = 3) -> int:
        """Send a voice message."""
        facts = {"duration": seconds, "mime_type": "audio/ogg"}
        return self._say(fields(self._messenger.files.add("voice", "audio/ogg", facts, VOICE)))

    def open_file(self, file_id: str) -> tuple[str, bytes]:
        """The name and content of a file in a message of theirs."""
        file = self._messenger.files.get(file_id)
        if file is None:
            raise ImpossibleError(f"there is no file {file_id!r}")
        return file.facts.get("file_name", ""), file.content

    def edit(self, message_id: int, text: str) -> None:
        """Change a text sent before."""
        row = self._messenger.messages.get(self.id, message_id)
        if row is None or row.from_bot or "text" not in row.body:
            raise ImpossibleError(f"message {message_id} is no text of theirs")
        kept = {name: value for name, value in row.body.items() if name != "entities"}
        body = {**kept, **_text(text.strip()), "edit_date": int(self._messenger.now())}
        with self._messenger.database.transaction():
            self._messenger.messages.replace(self.id, body)
            self._messenger.notify("edited_message", body)
        self._messenger.changed()

    def allow_writing(self) -> None:
        """Let the bot write without having said a word, as who adds it to the attachment menu."""
        self._messenger.people.open_chat(self.id, "private")

    def block(self) -> None:
        """Stop the bot."""
        self._set_blocked(True)

    def unblock(self) -> None:
        """Let the bot write again."""
        self._set_blocked(False)

    def in_group(self, title: str = "Desk neighbours") -> Group:
        """The group of this title, made by this person with the bot in it if there is none yet."""
        return Group.open(self._messenger, self.row, title)

    def type_in_group(self, text: str, title: str = "Desk neighbours") -> int:
        """Send a text to a group; the bot gets it only if it is a command or names it."""
        return self.in_group(title).say(self.row, text)

    def _keyboard_labels(self) -> list[str]:
        return [label for row in self.keyboard or [] for label in row]

    def _all_labels(self) -> list[str]:
        return [label for message in self.messages for label in message.labels] + self._keyboard_labels()

    def _press(self, label: str) -> None:
        chat = self._messenger.people.chat(self.id)
        assert chat is not None
        assert chat.keyboard is not None
        for button in (button for row in chat.keyboard["keyboard"] for button in row):
            if label_of(button) == label and isinstance(button, dict) and button.get("request_location"):
                raise ImpossibleError(f"{label!r} asks for the location: use send_location")
        self.type(label)

    def _say(self, content: Json) -> int:
        self._check_open()
        messenger = self._messenger
        with messenger.database.transaction():
            messenger.people.open_chat(self.id, "private")
            chat = messenger.people.chat(self.id)
            assert chat is not None
            self._leave_keyboard(chat.keyboard)
            head = {"from": self.row.user(), "chat": messenger.chat(chat), "date": int(messenger.now())}
            body = messenger.messages.add(self.id, {**head, **content})
            messenger.notify("message", body)
        messenger.changed()
        return int(body["message_id"])

    def _leave_keyboard(self, keyboard: Json | None) -> None:
        if keyboard and (keyboard.get("one_time_keyboard") or "keyboard" not in keyboard):
            self._messenger.people.put_keyboard(self.id, None)

    def _check_open(self) -> None:
        if self.row.blocked:
            raise ImpossibleError("the bot is blocked: unblock it first")

    def _set_blocked(self, blocked: bool) -> None:
        messenger, chat = self._messenger, self._messenger.people.chat(self.id)
        if chat is None or self.row.blocked == blocked:
            raise ImpossibleError("there is nothing to block or unblock")
        bot = messenger.bot_user()
        member, kicked = {"user": bot, "status": "member"}, {"user": bot, "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        change = {"chat": messenger.chat(chat), "from": self.row.user(), "date": int(messenger.now())}
        with messenger.database.transaction():
            messenger.people.block(self.id, blocked)
            messenger.notify("my_chat_member", {**change, "old_chat_member": old, "new_chat_member": new})
        messenger.changed()


def _text(text: str) -> Json:
    content = with_detected(Formatted(text))
    return {"text": content.text, **({"entities": list(content.entities)} if content.entities else {})}


def _buttons(message: SeenMessage) -> list[tuple[str, str | None]]:
    rows = zip(message.buttons, message.data, strict=True)
    return [pair for labels, data in rows for pair in zip(labels, data, strict=True)]
