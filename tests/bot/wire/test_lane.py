"""What goes first within a chat, and what it takes along because it must not overtake it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.storage.mail import Waiting
from bot.wire import outgoing
from bot.wire.lane import Lane, Letter, first_of
from bot.wire.outgoing import Importance, Outgoing, View

ANSWER, STEP, REMINDER = Importance.ANSWER, Importance.STEP, Importance.REMINDER
NOW = datetime(2026, 3, 2, tzinfo=UTC)
VIEW = View("text")


def _letters(*what: tuple[Importance, Outgoing]) -> list[Letter]:
    return [
        Letter(Waiting(number, 1, importance, NOW, None, ""), out)
        for number, (importance, out) in enumerate(what)
    ]


def test_the_most_urgent_goes_first_and_of_equals_the_oldest() -> None:
    letters = _letters(
        (REMINDER, outgoing.send(VIEW)),
        (ANSWER, outgoing.send(VIEW)),
        (ANSWER, outgoing.send(VIEW)),
    )
    assert first_of(letters, {}) == (letters[1], ANSWER)


def test_what_has_to_go_before_a_step_goes_with_its_importance() -> None:
    letters = _letters(
        (ANSWER, outgoing.show("settings", VIEW)),
        (ANSWER, outgoing.show("session", VIEW)),
        (STEP, outgoing.show("session", VIEW, anew=True)),
    )
    assert first_of(letters, {}) == (letters[1], STEP)


def test_a_tapped_message_belongs_to_the_slot_that_holds_it() -> None:
    letters = _letters(
        (ANSWER, outgoing.show("settings", VIEW, message_id=7)),
        (STEP, outgoing.show("session", VIEW)),
    )
    assert first_of(letters, {7: "session"}) == (letters[0], STEP)
    assert first_of(letters, {7: "break"}) == (letters[1], STEP)


def test_what_must_not_be_overtaken_may_itself_follow_something() -> None:
    letters = _letters(
        (REMINDER, outgoing.close("break", "went by")),
        (ANSWER, outgoing.send(VIEW)),
        (ANSWER, outgoing.show("session", VIEW, message_id=7)),
        (STEP, outgoing.show("session", VIEW, anew=True)),
    )
    assert first_of(letters, {7: "break"}) == (letters[0], STEP)


def _lane(*what: Outgoing) -> Lane:
    lane = Lane(1, free=False)
    for letter in _letters(*((ANSWER, out) for out in what)):
        lane.add(letter)
    return lane


def test_a_newer_view_stands_for_the_older_ones_of_its_slot_only() -> None:
    lane = _lane(*(outgoing.show(slot, VIEW) for slot in ("break", "session", "session", "session")))
    assert [letter.wanted for letter in lane.letters] == [True, False, False, True]


def test_what_is_older_takes_its_place_and_nothing_newer_yields_to_it() -> None:
    letters = _letters(*((ANSWER, outgoing.show("session", VIEW)) for _ in range(3)))
    lane = Lane(1, free=False)
    for number in (1, 2, 0):
        lane.add(letters[number])
    assert lane.letters == letters
    assert lane.wanted == [letters[2]]


def test_what_lies_before_something_that_has_to_be_done_is_not_overtaken() -> None:
    lane = _lane(
        outgoing.show("break", VIEW), outgoing.close("break", "went by"), outgoing.show("break", VIEW)
    )
    assert all(lane.wants(letter, NOW) for letter in lane.letters)


def test_after_a_farewell_nothing_is_wanted() -> None:
    lane = _lane(outgoing.send(VIEW), outgoing.show("break", VIEW), outgoing.farewell("Take care!"))
    assert lane.wanted == lane.letters[-1:]


def test_what_is_stale_or_gone_from_the_lane_is_not_wanted() -> None:
    lane = _lane(outgoing.send(VIEW))
    (letter,) = lane.letters
    late = Letter(replace(letter.row, expires_at=NOW), letter.out)
    lane.add(late)
    assert lane.wants(letter, NOW)
    assert not lane.wants(late, NOW)
    lane.letters.remove(letter)
    assert not lane.wants(letter, NOW)
