"""The day's goal: when it is met, Done for today is offered once, or taken where the person wants that."""

from __future__ import annotations

from bot import agenda
from bot.storage import history
from bot.storage.record import standing_of
from bot.turn import Turn
from bot.wire.buttons import DoneForToday
from bot.wire.outgoing import Key


def look(turn: Turn) -> None:
    """To be asked after anything that counts as a break: says so when the goal is met, once a day."""
    person = turn.person
    standing = standing_of(turn.conn, person, turn.now)
    count = standing.breaks.get(standing.today, 0)
    if count < person.goal or person.goal_told_on == standing.today:
        return
    turn.change(goal_told_on=standing.today)
    today = agenda.day_of(turn.conn, person, turn.now)
    if history.done_for_at(turn.conn, person.id, today) is not None or not _more_to_come(turn):
        return
    if person.auto_done:
        history.done_for(turn.conn, person.id, today, turn.now)
        agenda.replan(turn.conn, person.id, turn.now)
        turn.say(turn.texts("goal-met-done", count=count))
    else:
        done = Key(turn.texts("button-done-for-today"), DoneForToday())
        turn.say(turn.texts("goal-met", count=count), ((done,),))


def _more_to_come(turn: Turn) -> bool:
    """Whether any of today's hours are left: after the last there is nothing to be done with."""
    week = turn.person.week
    return any(span.end > turn.now for span in week.on(week.day_of(turn.now)))
