"""What a person answers to a reminder. A tap on one that is closed, or tapped twice, changes nothing and says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol, TypeVar

from bot import agenda, goal, telling
from bot.features.breaks import reminders, view
from bot.features.breaks.reminders import GENTLE, SLOT
from bot.life import offer
from bot.storage import breaks, history, mail, people
from bot.storage.breaks import Break, Origin, Outcome
from bot.storage.known import known
from bot.texts import Html
from bot.turn import Turn
from bot.wire.buttons import (
    Another,
    Button,
    DoneForToday,
    JustMoved,
    KeepGoing,
    Skip,
    SlowDown,
    Snooze,
    UndoDone,
    UndoSkip,
)
from bot.wire.incoming import Tap, What
from bot.wire.outgoing import Rows
from content.choose import NothingEligible
from scheduler.breaks import Planned

B = TypeVar("B", bound=Button)
SNOOZES_BEFORE_OFFERING_REST = 3
LONGEST_INTERVAL = 240  # minutes, as in the settings


class OfBreak(Protocol):
    """A button that belongs to one break."""

    @property
    def break_id(self) -> int:
        """Which."""


def reminder_of(kind: type[B]) -> Callable[[Turn, What], B | None]:
    """Takes this kind of button where its break was a reminder, not something asked for."""

    def takes(turn: Turn, what: What) -> B | None:
        press = what.press if isinstance(what, Tap) else None
        if not isinstance(press, kind):
            return None
        found = breaks.load(turn.conn, turn.person.id, getattr(press, "break_id", 0))
        return press if found is not None and found.origin is Origin.REMINDER else None

    return takes


def _live(turn: Turn, press: OfBreak) -> Break | None:
    """The break that waits for this answer; else the tap is answered politely, and None."""
    found = breaks.load(turn.conn, turn.person.id, press.break_id)
    if found is not None and found.live:
        return found
    turn.toast(turn.texts("breaks-closed"))
    return None


def another(turn: Turn, press: Another) -> None:
    """Something else in its place, never what was just refused."""
    found = _live(turn, press)
    if found is None:
        return
    refused = (*found.refused, *found.exercises)
    remembered = known(turn.conn, turn.person.id, turn.now)
    day = turn.person.week.day_of(turn.now)
    try:
        choice = offer.pick(turn.house.catalogue, turn.person, remembered, day, refused=refused)
    except NothingEligible:  # the settings have changed since the reminder came
        turn.toast(turn.texts("breaks-nothing-else"))
        return
    if choice.exercises == found.exercises:
        turn.toast(turn.texts("breaks-no-other"))
        return
    breaks.swap(turn.conn, found.id, choice.exercises, choice.seconds, refused)
    swapped = breaks.load(turn.conn, turn.person.id, found.id)
    assert swapped is not None
    reminders.show(turn, swapped)


def snooze(turn: Turn, press: Snooze) -> None:
    """Later, and until when. Not a break."""
    found = _live(turn, press)
    if found is None:
        return
    if press.minutes not in view.SNOOZES:  # no button of ours says that
        turn.toast(turn.texts("breaks-closed"))
        return
    until = turn.now + timedelta(minutes=press.minutes)
    breaks.settle(turn.conn, found.id, Outcome.SNOOZED, turn.now, snoozed_until=until)
    line = turn.texts("breaks-snoozed", when=when_next(turn))
    latest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER, SNOOZES_BEFORE_OFFERING_REST)
    often = len(latest) == SNOOZES_BEFORE_OFFERING_REST and all(
        one.outcome is Outcome.SNOOZED for one in latest
    )
    if often:
        line = turn.texts("breaks-snoozed-often", line=line)
    _finish(turn, line, view.way_to_rest(turn.texts) if often else ())


def skip(turn: Turn, press: Skip) -> None:
    """Closed, no guilt."""
    found = _live(turn, press)
    if found is None:
        return
    breaks.settle(turn.conn, found.id, Outcome.SKIPPED, turn.now)
    _finish(
        turn, turn.texts("breaks-skipped", when=when_next(turn)), view.undo(UndoSkip(found.id), turn.texts)
    )


def just_moved(turn: Turn, press: JustMoved) -> None:
    """Movement without us: it counts toward the day's goal and restarts the sitting clock."""
    found = _live(turn, press)
    if found is None:
        return
    assert turn.person.zone is not None
    breaks.settle(turn.conn, found.id, Outcome.MOVED, turn.now)
    history.move(turn.conn, turn.person.id, turn.now, turn.person.day_of(turn.now), turn.person.zone)
    _finish(turn, turn.texts("breaks-moved", when=when_next(turn)))
    goal.look(turn)


def done_for_today(turn: Turn, _press: DoneForToday) -> None:
    """No more reminders on this date."""
    today = agenda.day_of(turn.conn, turn.person, turn.now)
    if today in people.done_dates(turn.conn, turn.person.id):
        turn.toast(turn.texts("breaks-already-done"))
        return
    history.done_for(turn.conn, turn.person.id, today, turn.now)
    close_live_reminder(turn)
    line = turn.texts("breaks-done-for-today", when=when_next(turn))
    _finish(turn, line, view.undo(UndoDone(today.isoformat()), turn.texts))


def slow_down(turn: Turn, _press: SlowDown) -> None:
    """The doubled interval becomes the setting."""
    if not _gentle_is_open(turn):
        return
    assert turn.person.interval is not None
    minutes = min(LONGEST_INTERVAL, turn.person.interval * 2)
    turn.change(interval=minutes)
    line = turn.texts("breaks-slowed-down", minutes=minutes, when=when_next(turn))
    _finish(turn, line)


def keep_going(turn: Turn, _press: KeepGoing) -> None:
    """The usual interval again."""
    if not _gentle_is_open(turn):
        return
    _finish(turn, turn.texts("breaks-kept-going", when=when_next(turn)))


def _gentle_is_open(turn: Turn) -> bool:
    latest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)
    if latest and latest[0].live and latest[0].reason == GENTLE:
        breaks.settle(turn.conn, latest[0].id, Outcome.SKIPPED, turn.now)
        return True
    turn.toast(turn.texts("breaks-closed"))
    return False


def close_live_reminder(turn: Turn) -> None:
    """The reminder that rest answers waits no longer; it was not a break. The tapped message is left to the caller."""
    latest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)
    if latest and latest[0].live:
        breaks.settle(turn.conn, latest[0].id, Outcome.SKIPPED, turn.now)
        if turn.message_id != mail.holds(turn.conn, turn.person.id, SLOT):
            turn.close(SLOT, turn.texts("breaks-paused"))


def _finish(turn: Turn, line: Html, rows: Rows = ()) -> None:
    """The reminder's last words; it stays in the chat and is no longer the live one."""
    turn.finish(SLOT, line, rows)


def when_next(turn: Turn) -> Html:
    """The next reminder, planned anew and told."""
    planned = agenda.replan(turn.conn, turn.person.id, turn.now)
    if not isinstance(planned, Planned):
        return turn.texts("breaks-no-next")
    return telling.when(planned.at, turn.now, turn.person.week.zone, turn.texts)
