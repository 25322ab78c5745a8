"""What a message may say: its text or caption, its keyboard, what it answers."""

from bot.playground.detect import with_detected
from bot.playground.formatted import Formatted, Json, trimmed, utf16_length
from bot.playground.keyboards import Keyboard, read_keyboard
from bot.playground.markup import parse_html
from bot.playground.messenger import Messenger
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request
from bot.playground.store.people import ChatRow

TEXT_AT_MOST = 4096
CAPTION_AT_MOST = 1024


def formatted(raw: str, parse_mode: str | None) -> Formatted:
    """`raw` read in its parse mode; HTML is the only one here. Lengths are counted after this."""
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request(f"unsupported parse_mode {parse_mode}: the playground reads HTML only")
    return with_detected(parse_html(raw) if parse_mode else trimmed(Formatted(raw)))


def text_of(call: Call, too_long: str = "message is too long") -> Json:
    """The text fields of a message: 1 to 4096 UTF-16 units after parsing (the stricter reading)."""
    content = formatted(call.text("text") or "", call.text("parse_mode"))
    if not content.text:
        raise bad_request("message text is empty")
    if utf16_length(content.text) > TEXT_AT_MOST:
        raise bad_request(too_long)
    return {"text": content.text, **({"entities": list(content.entities)} if content.entities else {})}


def caption_of(raw: str | None, parse_mode: str | None) -> Json:
    """The caption fields of a message: at most 1024 UTF-16 units after parsing."""
    content = formatted(raw or "", parse_mode)
    if utf16_length(content.text) > CAPTION_AT_MOST:
        raise bad_request("message caption is too long")
    if not content.text:
        return {}
    marks = {"caption_entities": list(content.entities)} if content.entities else {}
    return {"caption": content.text, **marks}


def keyboard_of(call: Call, chat: ChatRow) -> Keyboard | None:
    """The reply_markup, checked; an inline keyboard without buttons is none."""
    raw = call.structure("reply_markup")
    keyboard = read_keyboard(raw, private=chat.private) if raw is not None else None
    return keyboard if keyboard is None or keyboard.body[keyboard.kind] else None


def inline_keyboard_of(call: Call, chat: ChatRow) -> Json | None:
    """The reply_markup of an edit, which can only be an inline keyboard."""
    keyboard = keyboard_of(call, chat)
    if keyboard is not None and not keyboard.inline:
        raise bad_request("inline keyboard expected")
    return keyboard.body if keyboard else None


def preview_of(call: Call) -> Json:
    """The link_preview_options, if any."""
    options = call.structure("link_preview_options")
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise bad_request("can't parse link preview options JSON object")
    return {"link_preview_options": options}


def answered_of(messenger: Messenger, call: Call, chat: ChatRow) -> Json:
    """The message that this one replies to, if any."""
    reply = call.structure("reply_parameters")
    if reply is None:
        return {}
    if not isinstance(reply, dict) or set(reply) - {"message_id", "chat_id", "allow_sending_without_reply"}:
        raise bad_request("can't parse reply parameters JSON object")
    message_id = reply.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("can't parse reply parameters: message_id must be an integer")
    row = messenger.messages.get(chat.id, message_id)
    if row is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if row is None:
        return {}
    return {"reply_to_message": {k: v for k, v in row.body.items() if k != "reply_to_message"}}
