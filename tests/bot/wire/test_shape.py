"""What the log says of a request: its form, and nothing that anybody wrote."""

from __future__ import annotations

from telegram import InputFile

from bot.wire.shape import shape


def test_numbers_and_words_of_the_api_stay_and_texts_become_lengths() -> None:
    facts = {
        "chat_id": 7,
        "text": "my knee hurts",
        "parse_mode": "HTML",
        "disable_notification": None,
        "reply_markup": {"inline_keyboard": [[{"text": "Start", "callback_data": "st1.7"}]]},
        "photo": InputFile(b"drawn", filename="x.jpg"),
    }
    assert shape(facts) == {
        "chat_id": 7,
        "text": "<13 characters>",
        "parse_mode": "HTML",
        "reply_markup": {
            "inline_keyboard": [[{"text": "<5 characters>", "callback_data": "<5 characters>"}]]
        },
        "photo": "<InputFile>",
    }
