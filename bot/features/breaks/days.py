"""/sick and /holiday for days without reminders, also afterwards; /late for a day that gets longer."""

from __future__ import annotations

from bot import agenda, telling
from bot.features.breaks.answers import close_live_reminder, when_next
from bot.life.rests import RestError, day_off, later
from bot.storage import days, pauses
from bot.turn import Turn


def sick(turn: Turn, words: str) -> None:
    """`/sick`, `/sick yesterday`."""
    _off(turn, words, "sick")


def holiday(turn: Turn, words: str) -> None:
    """`/holiday`, `/holiday yesterday`, `/holiday until 5 Dec`."""
    _off(turn, words, "holiday")


def _off(turn: Turn, words: str, kind: str) -> None:
    week = turn.person.week
    try:
        rest = day_off(words, turn.now, week)
    except RestError as error:
        turn.say(turn.texts("days-off-unread", words=words[:60], reason=error.reason, kind=kind))
        return
    assert rest.until is not None
    pauses.add(turn.conn, turn.person.id, rest.start, rest.until, kind=kind, now=turn.now)
    if rest.start <= turn.now < rest.until:
        close_live_reminder(turn)
    next_at = when_next(turn)
    day = telling.day_name(week.day_of(rest.start), week.day_of(turn.now), turn.texts)
    if rest.until <= turn.now:
        turn.say(turn.texts("days-off-past", day=day, kind=kind))
        return
    if turn.now < rest.start:
        turn.say(turn.texts("days-off-ahead", day=day, when=next_at, kind=kind))
        return
    until = telling.when(rest.until, turn.now, week.zone, turn.texts)
    turn.say(turn.texts("days-off", until=until, when=next_at, kind=kind))


def late(turn: Turn, words: str) -> None:
    """`/late 20:00`: reminders go on until then, today only."""
    week = turn.person.week
    try:
        until = later(words, turn.now, week)
    except RestError as error:
        turn.say(turn.texts("late-unread", words=words[:60], reason=error.reason))
        return
    days.work_late(turn.conn, turn.person.id, week.day_of(turn.now), until, turn.now)
    agenda.replan(turn.conn, turn.person.id, turn.now)
    told = telling.when(until, turn.now, week.zone, turn.texts)
    turn.say(turn.texts("late", until=told, when=when_next(turn)))
