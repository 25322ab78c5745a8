"""After a session: how it was, and exercises that hurt and may come back."""

from __future__ import annotations

from bot import agenda
from bot.features.session.ending import row_of_days
from bot.features.session.live import SLOT
from bot.features.session.outcome import Result
from bot.storage import breaks, history, people, sessions
from bot.storage.breaks import Outcome
from bot.storage.sessions import SessionRow
from bot.turn import Turn
from bot.wire.buttons import Rate, Rating, Unhide
from content.models import Level


def rate(turn: Turn, press: Rate) -> None:
    """[Easy] [Right] [Hard] [Didn't do it], once a session."""
    row = sessions.load(turn.conn, turn.person.id, press.session_id)
    if row is None or row.ended_at is None:
        turn.toast(turn.texts("session-is-over"))
        return
    if not history.rate(turn.conn, turn.person.id, row.id, str(press.rating), turn.now):
        turn.toast(turn.texts("session-rated-already"))
        return
    if press.rating is Rating.NOT_DONE:
        _take_back(turn, row)
        return
    achieved = history.of_session(turn.conn, turn.person.id, row.id)
    own = people.levels_of(turn.conn, turn.person.id)
    for one in achieved:
        level = moved_level(own.get(one.exercise, Level.NORMAL), one.level, press.rating)
        people.set_level(turn.conn, turn.person.id, one.exercise, level)
    done = {one.exercise for one in achieved if one.outcome == Result.DONE}
    whole = done == set(row.exercises)
    line = turn.texts("session-done" if whole else "session-part", row=row_of_days(turn))
    note = turn.texts(f"session-rated-{press.rating}")
    turn.finish(SLOT, turn.texts("session-rated", line=line, note=note))


def moved_level(own: int, done_at: int, rating: Rating) -> Level:
    """The level from now on. It may have been done below the person's own level, to fit into the time.

    Easy never lowers, Hard never raises, and neither leaves the range of levels.
    """
    if rating is Rating.EASY:
        return Level(min(Level.HARD, max(own, done_at + 1)))
    if rating is Rating.HARD:
        return Level(max(Level.EASY, min(own, done_at - 1)))
    return Level(own)


def _take_back(turn: Turn, row: SessionRow) -> None:
    """[Didn't do it]: it counts for nothing, and the clock of sitting runs as if it had not been."""
    history.retract(turn.conn, turn.person.id, row.id, turn.now)
    if row.break_id is not None:
        breaks.settle(turn.conn, row.break_id, Outcome.STOPPED, turn.now)
    agenda.replan(turn.conn, turn.person.id, turn.now)
    turn.finish(SLOT, turn.texts("session-rated-not-done"))


def unhide(turn: Turn, press: Unhide) -> None:
    """[Bring it back], with the harder relatives that were left out at the same time."""
    exercise = turn.house.catalogue.exercises.get(press.exercise)
    left_out = people.left_out_by(turn.conn, turn.person.id, turn.now)
    if exercise is None or exercise.id not in left_out:
        turn.toast(turn.texts("session-was-not-left-out"))
        return
    together = [one for one in turn.house.catalogue.harder_than(exercise.id) if one in left_out]
    for one in (exercise.id, *together):
        if left_out[one] == left_out[exercise.id]:
            people.bring_back(turn.conn, turn.person.id, one)
    turn.finish(SLOT, turn.texts("session-brought-back", name=exercise.name))
