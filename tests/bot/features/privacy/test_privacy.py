"""What is kept: told, given, erased."""

from __future__ import annotations

from bot.storage import everything, people
from bot.wire.buttons import ForgetAll, KeepAll

PERSON = 7


def test_privacy_tells_what_is_kept_who_sees_it_and_how_to_get_rid_of_it(chat):
    (said,) = chat.type("/privacy")
    for thing in (
        "time zone",
        "hours",
        "pauses",
        "careful with",
        "location",
        "operator",
        "/export",
        "/forget",
        "Backups",
    ):
        assert thing in said.text


def test_an_export_is_two_documents_that_are_made_later(chat):
    said = chat.type("/export")
    assert [answer.action for answer in said] == ["document", "document"]
    assert [answer.made["what"] for answer in said] == ["export-json", "export-csv"]


def test_forget_asks_first_and_changes_nothing(chat):
    before = everything.read(chat.conn, PERSON)
    assert chat.type("/forget").labels == ["Erase all", "Keep it"]
    assert everything.read(chat.conn, PERSON) == before


def test_the_button_erases_all_and_the_last_words_hold_no_slot(chat):
    press = chat.type("/forget").presses[0]
    said = chat.tap(press)
    assert [answer.action for answer in said] == ["farewell", "toast"]
    assert said[0].slot == ""
    assert not any(everything.read(chat.conn, PERSON).values())


def test_the_button_holds_for_ten_minutes(chat):
    press = chat.type("/forget").presses[0]
    chat.wait(minutes=10, seconds=1)
    assert "/forget" in chat.tap(press).toast
    assert people.load(chat.conn, PERSON) is not None
    chat.wait(seconds=-1)
    chat.tap(press)
    assert people.load(chat.conn, PERSON) is None


def test_a_button_from_the_future_or_from_nowhere_erases_nothing(chat):
    for asked_at in (2**62, -(2**62), int(chat.now.timestamp()) + 3600):
        chat.tap(ForgetAll(asked_at))
        assert people.load(chat.conn, PERSON) is not None


def test_keep_it_keeps_it(chat):
    before = chat.person
    assert chat.tap(KeepAll())[0].text == "Everything stays as it is."
    assert chat.person == before


def test_somebody_who_is_not_set_up_may_ask_for_all_of_it_too(newcomer):
    assert len(newcomer.type("/export")) == 2
    newcomer.tap(newcomer.type("/forget").presses[0])
    assert people.load(newcomer.conn, PERSON) is None
