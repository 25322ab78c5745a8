"""In a group."""

from bot.features.help.groups import only_one_to_one

GROUP = -100


def test_a_group_is_told_once_with_a_link(chat):
    (said,) = only_one_to_one(chat.conn, GROUP, chat.now, chat.house)
    assert said.keyboard == [[{"text": "Open a chat with me", "url": "https://t.me/unsit_bot"}]]
    assert only_one_to_one(chat.conn, GROUP, chat.now, chat.house) == []


def test_another_group_is_told_too(chat):
    only_one_to_one(chat.conn, GROUP, chat.now, chat.house)
    assert only_one_to_one(chat.conn, GROUP - 1, chat.now, chat.house)


def test_a_tap_in_a_group_is_answered_every_time(chat):
    only_one_to_one(chat.conn, GROUP, chat.now, chat.house, "tap")
    (answer,) = only_one_to_one(chat.conn, GROUP, chat.now, chat.house, "tap")
    assert answer.action == "toast"
