"""Answers to taps on inline buttons."""

from bot.playground.formatted import utf16_length
from bot.playground.messenger import Messenger
from bot.playground.methods.method import method
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request

ANSWER_AT_MOST = 200


def answer_callback_query(messenger: Messenger, call: Call) -> bool:
    """Telegram's answerCallbackQuery: once for each tap, within 150 seconds."""
    text = call.text("text") or ""
    if utf16_length(text) > ANSWER_AT_MOST:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id, alert = call.text("callback_query_id") or "", call.flag("show_alert")
    if not messenger.queries.answer(query_id, messenger.now(), text, alert, call.text("url")):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return True


METHODS = {
    "answerCallbackQuery": method(answer_callback_query, "callback_query_id text show_alert url cache_time")
}
