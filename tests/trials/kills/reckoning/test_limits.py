"""Too much at once, in all or in one chat, and a 429 that is not obeyed are found."""

from trials.kills.reckoning import limits
from trials.kills.reckoning.lives import Lives


def test_a_window_slides() -> None:
    assert limits.most_within([0.0, 0.9, 1.0, 1.8, 5.0], 1.0) == 3
    assert limits.most_within([0.0, 1.0], 1.0) == 1
    assert limits.most_within([], 1.0) == 0


def test_more_than_thirty_reminders_within_a_second_are_too_many(sent) -> None:
    calls = [sent(50 + number / 31, number, f"jm1.{number}") for number in range(31)]
    assert list(limits.too_much_bulk(calls)) == ["31 reminders went out within a second"]
    assert list(limits.too_much_bulk(calls[1:])) == []
    assert list(limits.too_much_bulk(sent(50, 7, "st1.1") for _ in range(99))) == []


def test_a_chat_takes_three_messages_in_three_seconds(lives: Lives, sent) -> None:
    calls = [sent(50 + 0.99 * number) for number in range(4)]
    assert len(list(limits.too_much_in_a_chat(calls, lives))) == 1
    assert list(limits.too_much_in_a_chat(calls[1:], lives)) == []


def test_a_chat_takes_twenty_edits_in_a_minute(lives: Lives, sent) -> None:
    calls = [sent(20 + 2 * number, method="editMessageText") for number in range(21)]
    assert len(list(limits.too_much_in_a_chat(calls, lives))) == 1
    assert list(limits.too_much_in_a_chat(calls[1:], lives)) == []


def test_a_429_is_obeyed_for_as_long_as_told_or_until_a_kill(lives: Lives, sent) -> None:
    told = sent(99, code=429, wait=5)
    assert len(list(limits.not_waited([told, sent(99.8)], lives))) == 1
    assert list(limits.not_waited([told, sent(99.8, 8), sent(103)], lives)) == []
    assert list(limits.not_waited([sent(120, code=429, wait=5), sent(125.1)], lives)) == []
