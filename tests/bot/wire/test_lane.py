"""What goes first within a chat, and what it takes along because it must not overtake it. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.storage.mail import Waiting
from bot.wire import outgoing
from bot.wire.lane import Letter, first_of
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
