"""What a person sees of their chat with the bot: messages, answers to taps, the keyboard, what sounded."""

from bot.playground.messenger import Messenger
from bot.playground.seen import SeenMessage, label_of, seen
from bot.playground.store.people import PersonRow
from bot.playground.store.queries import Toast


class ImpossibleError(Exception):
    """The person tried what the screen does not offer: the message says what it does offer."""


class Window:
    """One person's view of their private chat."""

    def __init__(self, messenger: Messenger, person_id: int) -> None:
        self._messenger = messenger
        self.id = person_id

    @property
    def row(self) -> PersonRow:
        """Who this is."""
        row = self._messenger.people.get(self.id)
        assert row is not None
        return row

    @property
    def messages(self) -> list[SeenMessage]:
        """The chat, oldest first."""
        return [seen(row) for row in self._messenger.messages.all(self.id) if not row.deleted]

    @property
    def last(self) -> SeenMessage:
        """The newest message of the bot."""
        from_bot = [message for message in self.messages if message.from_bot]
        if not from_bot:
            raise ImpossibleError("the bot has not said anything yet")
        return from_bot[-1]

    @property
    def sounds(self) -> list[SeenMessage]:
        """The bot's messages that made a sound when they came, deleted ones too."""
        rows = self._messenger.messages.all(self.id)
        return [seen(row) for row in rows if row.from_bot and not row.silent]

    @property
    def toasts(self) -> list[Toast]:
        """The answers to this person's taps, in order; those without text only ended the waiting."""
        return self._messenger.queries.answers(self.id)

    @property
    def keyboard(self) -> list[list[str]] | None:
        """The labels of the reply keyboard that stands under the chat."""
        chat = self._messenger.people.chat(self.id)
        rows = (chat.keyboard or {}).get("keyboard") if chat else None
        return [[label_of(button) for button in row] for row in rows] if rows else None
