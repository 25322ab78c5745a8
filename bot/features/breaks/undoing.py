"""[Undo] after Skip and after Done for today."""

from __future__ import annotations

from datetime import date

from bot import agenda
from bot.features.breaks import reminders
from bot.features.breaks.answers import when_next
from bot.features.breaks.reminders import SLOT
from bot.life.undo import is_possible
from bot.storage import breaks, history
from bot.storage.breaks import Origin, Outcome
from bot.turn import Turn
from bot.wire.buttons import UndoDone, UndoSkip


def undo_skip(turn: Turn, press: UndoSkip) -> None:
    """The reminder is live again, unless another came meanwhile."""
    newest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)
    found = newest[0] if newest and newest[0].id == press.break_id else None
    known = found is not None and set(found.exercises) <= set(turn.house.catalogue.exercises)
    skipped = (
        found is not None and found.outcome is Outcome.SKIPPED and is_possible(found.outcome_at, turn.now)
    )
    if found is None or not known or not skipped:
        turn.toast(turn.texts("breaks-too-late"))
        return
    breaks.reopen(turn.conn, found.id)
    agenda.replan(turn.conn, turn.person.id, turn.now)
    reminders.show(turn, found)


def undo_done(turn: Turn, press: UndoDone) -> None:
    """Reminders come again on that day."""
    try:
        day = date.fromisoformat(press.day)
    except ValueError:
        turn.toast(turn.texts("breaks-too-late"))
        return
    if not is_possible(history.done_for_at(turn.conn, turn.person.id, day), turn.now):
        turn.toast(turn.texts("breaks-too-late"))
        return
    history.not_done_for(turn.conn, turn.person.id, day, turn.now)
    turn.finish(SLOT, turn.texts("breaks-not-done", when=when_next(turn)))
