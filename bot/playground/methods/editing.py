"""Edits of the bot's own messages: text, caption, media, keyboard."""

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.methods.attachments import KEYS, Size, attachment
from bot.playground.methods.chats import open_chat_of
from bot.playground.methods.content import caption_of, inline_keyboard_of, preview_of, text_of
from bot.playground.methods.method import method
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request
from bot.playground.store.messages import MessageRow

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TEXT = {"text", "entities", "link_preview_options"}
CAPTION = {"caption", "caption_entities", "show_caption_above_media"}
MEDIA = {*KEYS, "has_media_spoiler"}
EDITED_MEDIA = {"photo", "animation", "document"}


def edit_message_text(messenger: Messenger, call: Call) -> Json:
    """Telegram's editMessageText; without a reply_markup the old buttons go."""
    row, content = _target(messenger, call), text_of(call, too_long="MESSAGE_TOO_LONG")
    if "text" not in row.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(messenger, call, row, TEXT, {**content, **preview_of(call)})


def edit_message_caption(messenger: Messenger, call: Call) -> Json:
    """Telegram's editMessageCaption."""
    row = _target(messenger, call)
    content = caption_of(call.text("caption"), call.text("parse_mode"))
    if "text" in row.body:
        raise bad_request("there is no caption in the message to edit")
    above = {"show_caption_above_media": True} if call.flag("show_caption_above_media") else {}
    return _edit(messenger, call, row, CAPTION, {**content, **above})


def edit_message_media(messenger: Messenger, call: Call) -> Json:
    """Telegram's editMessageMedia: other media and caption, also in the place of a text."""
    row, media = _target(messenger, call), call.structure("media")
    if not isinstance(media, dict) or str(media.get("type")) not in EDITED_MEDIA:
        raise bad_request("can't parse media: type must be one of photo, animation, document")
    known = {"type", "media", "caption", "parse_mode", "show_caption_above_media", "has_spoiler"}
    if unknown := sorted(set(media) - known - {"width", "height", "duration"}):
        raise bad_request(f"can't parse media: the playground knows no field {unknown[0]}")
    size = Size(media.get("width"), media.get("height"), media.get("duration"))
    source = media.get("media") or f"attach://{media['type']}"
    content = {
        **attachment(messenger, call, media["type"], source, size),
        **caption_of(media.get("caption"), media.get("parse_mode")),
        **({"show_caption_above_media": True} if media.get("show_caption_above_media") else {}),
        **({"has_media_spoiler": True} if media.get("has_spoiler") else {}),
    }
    return _edit(messenger, call, row, TEXT | CAPTION | MEDIA, content)


def edit_message_reply_markup(messenger: Messenger, call: Call) -> Json:
    """Telegram's editMessageReplyMarkup."""
    return _edit(messenger, call, _target(messenger, call), set(), {})


def _target(messenger: Messenger, call: Call) -> MessageRow:
    chat = open_chat_of(messenger, call)
    message_id = call.integer("message_id")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    row = messenger.messages.get(chat.id, message_id)
    if row is None:
        raise bad_request("message to edit not found")
    if not row.from_bot or row.fixed:
        raise bad_request("message can't be edited")
    return row


def _edit(messenger: Messenger, call: Call, row: MessageRow, replaced: set[str], content: Json) -> Json:
    chat = open_chat_of(messenger, call)
    keyboard = inline_keyboard_of(call, chat)
    kept = {name: value for name, value in row.body.items() if name not in replaced | {"reply_markup"}}
    body = {**kept, **content, **({"reply_markup": keyboard} if keyboard else {})}
    if body == row.body:
        raise bad_request(NOT_MODIFIED)
    messenger.limits.spend(chat.id, messenger.now(), edit=True)
    body["edit_date"] = int(messenger.now())
    messenger.messages.replace(chat.id, body)
    return body


_EVERY = "chat_id message_id reply_markup"

METHODS = {
    "editMessageText": method(edit_message_text, f"{_EVERY} text parse_mode link_preview_options"),
    "editMessageCaption": method(
        edit_message_caption, f"{_EVERY} caption parse_mode show_caption_above_media"
    ),
    "editMessageMedia": method(edit_message_media, f"{_EVERY} media photo animation document"),
    "editMessageReplyMarkup": method(edit_message_reply_markup, _EVERY),
}
