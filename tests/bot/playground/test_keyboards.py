"""Keyboards are refused where Telegram refuses them."""

from typing import Any

import pytest

from bot.playground.keyboards import read_keyboard
from bot.playground.refusals import RefusalError


def inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("text", "object expected"),
        ({}, "exactly one of"),
        ({"keyboard": [["a"]], "remove_keyboard": True}, "exactly one of"),
        ({"inline_keyboard": [], "resize_keyboard": True}, "unknown field resize_keyboard"),
        ({"remove_keyboard": False}, "remove_keyboard must be true"),
        ({"keyboard": ["a"]}, "array of arrays"),
        ({"keyboard": [["a"]], "input_field_placeholder": "x" * 65}, "placeholder is too long"),
        (inline({"text": "a"}), "Text buttons are unallowed"),
        (inline({"text": "a", "callback_data": "b", "url": "https://x.org"}), "exactly one action"),
        (inline({"text": " ", "callback_data": "b"}), "non-empty string"),
        (inline({"text": 1, "callback_data": "b"}), "non-empty string"),
        (inline({"text": "a", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (inline({"text": "a", "callback_data": "é" * 33}), "BUTTON_DATA_INVALID"),
        (inline({"text": "a", "url": "nowhere"}), "BUTTON_URL_INVALID"),
        (inline({"text": "a", "callback_data": "b", "style": "pink"}), "invalid button style"),
        (inline({"text": "a", "pay": True}), "field pay is not supported"),
        ({"inline_keyboard": [["a"]]}, "object expected"),
        (inline(*[{"text": "a", "callback_data": "b"}] * 101), "REPLY_MARKUP_TOO_LONG"),
    ],
)
def test_a_broken_keyboard_is_refused_with_the_reason(markup: object, reason: str) -> None:
    with pytest.raises(RefusalError, match=reason):
        read_keyboard(markup, private=True)


def test_callback_data_may_have_64_bytes() -> None:
    button = {"text": "a", "callback_data": "é" * 32}
    assert read_keyboard(inline(button), private=True).inline


def test_a_hundred_buttons_are_allowed() -> None:
    assert read_keyboard(inline(*[{"text": "a", "callback_data": "b"}] * 100), private=True).inline


def test_a_location_can_be_asked_for_in_private_only() -> None:
    markup = {
        "keyboard": [[{"text": "here", "request_location": True}, "type it"]],
        "one_time_keyboard": True,
    }
    assert read_keyboard(markup, private=True).kind == "keyboard"
    with pytest.raises(RefusalError, match="private chats only"):
        read_keyboard(markup, private=False)
