"""After a session: how it was, and exercises that hurt and may come back."""

from __future__ import annotations

from bot import agenda
from bot.features.session import levels
from bot.features.session.ending import row_of_days
from bot.features.session.live import SLOT
from bot.features.session.outcome import Result
from bot.life.undo import is_possible
from bot.storage import breaks, history, sessions, tastes
from bot.storage.breaks import Outcome
from bot.storage.sessions import SessionRow
from bot.turn import Turn
from bot.wire.buttons import Rate, Rating, UndoNotDone, Unhide
from bot.wire.outgoing import Key


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
    moved = levels.move(turn, achieved, press.rating)
    done = {one.exercise for one in achieved if one.outcome == Result.DONE}
    whole = done == set(row.exercises)
    line = turn.texts("session-done" if whole else "session-part", row=row_of_days(turn))
    note, rows = levels.note(turn, press.rating, moved)
    turn.finish(SLOT, turn.texts("session-rated", line=line, note=note), rows)


def _take_back(turn: Turn, row: SessionRow) -> None:
    """[Didn't do it]: it counts for nothing, and the clock of sitting runs as if it had not been."""
    history.retract(turn.conn, turn.person.id, row.id, turn.now)
    if row.break_id is not None:
        breaks.settle(turn.conn, row.break_id, Outcome.STOPPED, turn.now)
    agenda.replan(turn.conn, turn.person.id, turn.now)
    undo = Key(turn.texts("button-undo"), UndoNotDone(row.id))
    turn.finish(SLOT, turn.texts("session-rated-not-done"), ((undo,),))


def undo_not_done(turn: Turn, press: UndoNotDone) -> None:
    """[Undo] after Didn't do it: it counts again."""
    row = sessions.load(turn.conn, turn.person.id, press.session_id)
    if row is None or not is_possible(history.taken_back_at(turn.conn, turn.person.id, row.id), turn.now):
        turn.toast(turn.texts("session-undo-too-late"))
        return
    history.give_back(turn.conn, turn.person.id, row.id, turn.now)
    achieved = history.of_session(turn.conn, turn.person.id, row.id)
    whole = {one.exercise for one in achieved if one.outcome == Result.DONE} == set(row.exercises)
    if row.break_id is not None:
        outcome = Outcome.DONE if whole else Outcome.PARTIAL
        breaks.settle(turn.conn, row.break_id, outcome, turn.now)
    agenda.replan(turn.conn, turn.person.id, turn.now)
    turn.finish(SLOT, turn.texts("session-done" if whole else "session-part", row=row_of_days(turn)))


def unhide(turn: Turn, press: Unhide) -> None:
    """[Bring it back], with the harder relatives that were left out for the same hurt."""
    catalogue = turn.house.catalogue
    if not tastes.bring_back(turn.conn, turn.person.id, catalogue, press.exercise, turn.now):
        turn.toast(turn.texts("session-was-not-left-out"))
        return
    name = catalogue.exercises[press.exercise].name
    turn.finish(SLOT, turn.texts("session-brought-back", name=name))
