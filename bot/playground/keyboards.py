"""Keyboards under a message: one kind at a time, each field known, every limit kept."""

from dataclasses import dataclass

from bot.playground.formatted import Json, utf16_length
from bot.playground.markup import LINK
from bot.playground.refusals import bad_request

BUTTONS_AT_MOST = 100
CALLBACK_BYTES = 64
STYLES = {"danger", "success", "primary"}
KINDS: dict[str, set[str]] = {
    "inline_keyboard": {"inline_keyboard"},
    "keyboard": {
        "keyboard",
        "is_persistent",
        "resize_keyboard",
        "one_time_keyboard",
        "input_field_placeholder",
        "selective",
    },
    "remove_keyboard": {"remove_keyboard", "selective"},
    "force_reply": {"force_reply", "input_field_placeholder", "selective"},
}
INLINE_ACTIONS = {"callback_data", "url", "copy_text"}
REPLY_ACTIONS = {"request_location", "request_contact"}


@dataclass(frozen=True)
class Keyboard:
    """A checked reply_markup; `kind` is the one key of KINDS it carries."""

    kind: str
    body: Json

    @property
    def inline(self) -> bool:
        """Whether it hangs under the message itself."""
        return self.kind == "inline_keyboard"


def read_keyboard(raw: object, *, private: bool) -> Keyboard:
    """A reply_markup object, checked; location and contact requests are for private chats only."""
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    kinds = [kind for kind in KINDS if kind in raw]
    if len(kinds) != 1:
        raise bad_request(f"reply markup must be exactly one of {', '.join(KINDS)}")
    if unknown := sorted(set(raw) - KINDS[kinds[0]]):
        raise bad_request(f"can't parse reply keyboard markup JSON object: unknown field {unknown[0]}")
    if kinds[0] in {"remove_keyboard", "force_reply"} and raw[kinds[0]] is not True:
        raise bad_request(f"{kinds[0]} must be true")
    if kinds[0] in {"inline_keyboard", "keyboard"}:
        raw = {**raw, kinds[0]: _rows(raw[kinds[0]], kinds[0], private)}
    if utf16_length(str(raw.get("input_field_placeholder", ""))) > 64:
        raise bad_request("reply keyboard placeholder is too long")
    return Keyboard(kinds[0], raw)


def _rows(rows: object, kind: str, private: bool) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"field {kind} must be an array of arrays")
    if sum(len(row) for row in rows) > BUTTONS_AT_MOST:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if kind == "inline_keyboard":
        return [[_inline_button(button) for button in row] for row in rows if row]
    return [[_reply_button(button, private) for button in row] for row in rows if row]


def _inline_button(button: object) -> Json:
    checked = _button(button, INLINE_ACTIONS, "inline keyboard button")
    actions = INLINE_ACTIONS & set(checked)
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is allowed")
    data = checked.get("callback_data")
    if data is not None and not (isinstance(data, str) and 1 <= len(data.encode()) <= CALLBACK_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in checked and not LINK.fullmatch(str(checked["url"])):
        raise bad_request(f"inline keyboard button URL '{checked['url']}' is invalid: BUTTON_URL_INVALID")
    return checked


def _reply_button(button: object, private: bool) -> Json:
    checked = _button({"text": button} if isinstance(button, str) else button, REPLY_ACTIONS, "button")
    if not private and any(checked.get(action) for action in REPLY_ACTIONS):
        raise bad_request("location and contacts can be requested in private chats only")
    return checked


def _button(button: object, actions: set[str], what: str) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what}: object expected")
    if unknown := sorted(set(button) - actions - {"text", "style"}):
        raise bad_request(f"can't parse {what}: field {unknown[0]} is not supported by the playground")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request(f"can't parse {what}: field text must be a non-empty string")
    if button.get("style", "primary") not in STYLES:
        raise bad_request(f"can't parse {what}: invalid button style specified")
    return button
