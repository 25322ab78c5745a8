"""Deleting messages, which a bot can do for 48 hours only."""

from bot.playground.messenger import Messenger
from bot.playground.methods.chats import chat_of
from bot.playground.methods.method import method
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request
from bot.playground.store.messages import MessageRow
from bot.playground.store.people import ChatRow

DELETABLE_SECONDS = 48 * 60 * 60


def delete_message(messenger: Messenger, call: Call) -> bool:
    """Telegram's deleteMessage: the bot's own, and in a private chat the person's too."""
    chat, message_id = chat_of(messenger, call), call.integer("message_id")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    row = messenger.messages.get(chat.id, message_id)
    if row is None:
        raise bad_request("message to delete not found")
    if not _deletable(messenger, chat, row):
        raise bad_request("message can't be deleted")
    messenger.messages.delete(chat.id, message_id)
    return True


def delete_messages(messenger: Messenger, call: Call) -> bool:
    """Telegram's deleteMessages: 1 to 100 of them; those that cannot be found are skipped."""
    chat, ids = chat_of(messenger, call), call.structure("message_ids")
    if (
        not isinstance(ids, list)
        or not 1 <= len(ids) <= 100
        or not all(isinstance(each, int) for each in ids)
    ):
        raise bad_request("message identifiers are not specified")
    rows = [row for row in (messenger.messages.get(chat.id, each) for each in ids) if row is not None]
    if not all(_deletable(messenger, chat, row) for row in rows):
        raise bad_request("message can't be deleted")
    for row in rows:
        messenger.messages.delete(chat.id, row.message_id)
    return True


def _deletable(messenger: Messenger, chat: ChatRow, row: MessageRow) -> bool:
    recent = messenger.now() - row.body["date"] <= DELETABLE_SECONDS
    return recent and (row.from_bot or chat.private)


METHODS = {
    "deleteMessage": method(delete_message, "chat_id message_id"),
    "deleteMessages": method(delete_messages, "chat_id message_ids"),
}
