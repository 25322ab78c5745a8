"""Which chat a call means, and whether the bot may write there."""

from bot.playground.messenger import Messenger
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request, forbidden
from bot.playground.store.people import ChatRow


def chat_of(messenger: Messenger, call: Call) -> ChatRow:
    """The chat named by chat_id; one that never wrote to the bot is not found, as on Telegram."""
    given = str(call.values.get("chat_id", ""))
    if not given:
        raise bad_request("chat_id is empty")
    if given.startswith("@"):
        raise bad_request("chat not found")
    chat_id = call.integer("chat_id")
    chat = messenger.people.chat(chat_id) if chat_id is not None else None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat_of(messenger: Messenger, call: Call) -> ChatRow:
    """The chat named by chat_id, if it lets the bot write."""
    chat = chat_of(messenger, call)
    person = messenger.people.get(chat.id) if chat.private else None
    if person is not None and person.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.has_bot:
        raise forbidden("bot was kicked from the group chat")
    return chat
