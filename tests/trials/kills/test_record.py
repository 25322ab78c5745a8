"""The server's journal, read as calls."""

from bot.playground.journal import Entry
from trials.kills.record import Record, read

KEYBOARD = {"inline_keyboard": [[{"text": "Start", "callback_data": "st1.12"}, {"text": "Site", "url": "x"}]]}


def test_a_message_that_was_taken_has_its_number_words_and_buttons() -> None:
    answer = {"message_id": 5, "text": "Sit tall", "reply_markup": KEYBOARD}
    call = read(Entry(1.0, 2.0, "sendMessage", {"chat_id": "7"}, 200, answer, "DROP_AFTER"), 1)
    assert (call.chat, call.message, call.text, call.ids_of("st1")) == (7, 5, "Sit tall", (12,))
    assert call.sends
    assert call.answer_lost


def test_a_refused_call_has_what_was_asked_for_and_how_long_to_wait() -> None:
    asked = {"chat_id": "7", "message_id": "5", "text": "Sit tall"}
    told = read(Entry(1.0, 2.0, "editMessageText", asked, 429, "Too Many Requests: retry after 12"), 1)
    assert (told.done, told.message, told.wait) == (False, 5, 12)
    assert read(Entry(1.0, 2.0, "sendMessage", asked, 0, "", "FLOOD"), 3).wait == 3


def test_who_listens_hears_of_each_call_for_as_long_as_wanted() -> None:
    record, heard = Record(), list[str]()
    with record.listening(lambda call: heard.append(call.method)):
        record.note(Entry(1.0, 1.0, "getUpdates", {}, 200, [{}, {}]))
    record.note(Entry(2.0, 2.0, "getMe", {}, 200, {}))
    assert heard == ["getUpdates"]
    assert [call.updates for call in record.calls] == [2, 0]
