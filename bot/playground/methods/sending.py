"""New messages of the bot: text, photo, animation, document, and the 'typing' line."""

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.methods.attachments import Size, attachment
from bot.playground.methods.chats import open_chat_of
from bot.playground.methods.content import answered_of, caption_of, keyboard_of, preview_of, text_of
from bot.playground.methods.method import method
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request
from bot.playground.store.people import ChatRow

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
}
ACTION_SECONDS = 5


def send_message(messenger: Messenger, call: Call) -> Json:
    """Telegram's sendMessage."""
    chat = open_chat_of(messenger, call)
    return _send(messenger, call, chat, {**text_of(call), **preview_of(call)})


def send_photo(messenger: Messenger, call: Call) -> Json:
    """Telegram's sendPhoto."""
    return _send_media(messenger, call, "photo")


def send_animation(messenger: Messenger, call: Call) -> Json:
    """Telegram's sendAnimation; a file that is neither GIF nor MP4 goes out as a document."""
    return _send_media(messenger, call, "animation")


def send_document(messenger: Messenger, call: Call) -> Json:
    """Telegram's sendDocument."""
    return _send_media(messenger, call, "document")


def send_chat_action(messenger: Messenger, call: Call) -> bool:
    """Telegram's sendChatAction: shown for five seconds, or until the next message."""
    chat = open_chat_of(messenger, call)
    action = call.text("action") or ""
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    messenger.typing[chat.id] = (action, messenger.now() + ACTION_SECONDS)
    return True


def _send_media(messenger: Messenger, call: Call, kind: str) -> Json:
    chat = open_chat_of(messenger, call)
    caption = caption_of(call.text("caption"), call.text("parse_mode"))
    size = Size(call.integer("width"), call.integer("height"), call.integer("duration"))
    media = attachment(messenger, call, kind, call.text(kind), size)
    flags = {
        sent: True
        for sent, name in (
            ("has_media_spoiler", "has_spoiler"),
            ("show_caption_above_media", "show_caption_above_media"),
        )
        if call.flag(name)
    }
    return _send(messenger, call, chat, {**media, **caption, **flags})


def _send(messenger: Messenger, call: Call, chat: ChatRow, content: Json) -> Json:
    keyboard = keyboard_of(call, chat)
    answered = answered_of(messenger, call, chat)
    silent, guarded = call.flag("disable_notification"), call.flag("protect_content")
    messenger.limits.spend(chat.id, messenger.now(), paid=call.flag("allow_paid_broadcast"))
    body: Json = {
        "from": messenger.bot_user(),
        "chat": messenger.chat(chat),
        "date": int(messenger.now()),
        **answered,
        **content,
        **({"has_protected_content": True} if guarded else {}),
        **({"reply_markup": keyboard.body} if keyboard and keyboard.inline else {}),
    }
    fixed = keyboard is not None and not keyboard.inline
    if keyboard is not None and fixed:
        messenger.people.put_keyboard(chat.id, keyboard.body)
    messenger.typing.pop(chat.id, None)
    return messenger.messages.add(chat.id, body, silent=silent, fixed=fixed)


_EVERY = "chat_id disable_notification protect_content reply_parameters reply_markup allow_paid_broadcast"
_MEDIA = f"{_EVERY} caption parse_mode has_spoiler show_caption_above_media"

METHODS = {
    "sendMessage": method(send_message, f"{_EVERY} text parse_mode link_preview_options"),
    "sendPhoto": method(send_photo, f"{_MEDIA} photo"),
    "sendAnimation": method(send_animation, f"{_MEDIA} animation width height duration"),
    "sendDocument": method(
        send_document, f"{_EVERY} caption parse_mode document disable_content_type_detection"
    ),
    "sendChatAction": method(send_chat_action, "chat_id action"),
}
