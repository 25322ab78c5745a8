"""How a session ends, what is written down then, and what is said."""

from __future__ import annotations

from enum import StrEnum

from bot import agenda, goal
from bot.features.session import play, view
from bot.features.session.live import SLOT, STEP, Live, find
from bot.features.session.outcome import Achieved, Result, outcome, overall
from bot.features.session.state import dump
from bot.storage import breaks, history, sessions, tastes
from bot.storage.breaks import Origin, Outcome
from bot.storage.history import Completion
from bot.storage.record import streak_of
from bot.storage.tastes import Why
from bot.texts import Html
from bot.turn import Turn
from bot.wire.outgoing import Rows, View
from content.steps import Step, StepKind
from scheduler import due


class How(StrEnum):
    """What ended the session."""

    RAN = "ran"
    STOPPED = "stopped"
    HURT = "hurt"
    REPLACED = "replaced"
    ABANDONED = "abandoned"
    GONE = "gone"


BREAK_OUTCOMES = {
    Result.DONE: Outcome.DONE,
    Result.PARTIAL: Outcome.PARTIAL,
    Result.NOTHING: Outcome.STOPPED,
}
SAID = {
    (How.RAN, Result.DONE): "session-done",
    (How.RAN, Result.PARTIAL): "session-part",
    (How.RAN, Result.NOTHING): "session-tapped-through",
    (How.STOPPED, Result.DONE): "session-done",
    (How.STOPPED, Result.PARTIAL): "session-stopped-part",
    (How.STOPPED, Result.NOTHING): "session-stopped",
}


def present(turn: Turn) -> Live | None:
    """The person's session. One of an exercise that an operator has taken away meanwhile ends here, and is told."""
    running = find(turn)
    if running is None or {step.exercise for step in running.steps} <= set(turn.house.catalogue.exercises):
        return running
    let_go(turn, running, How.GONE)
    return None


def ran_through(turn: Turn, ended: Live, *, tapped: bool) -> None:
    """The last step is over. Who taps is looking; else a new message calls."""
    result = _settle(turn, ended, How.RAN)
    text, rows = _last_words(turn, ended, How.RAN, result)
    if tapped:
        turn.close(SLOT, text, rows)
    else:
        turn.show(SLOT, View(text, rows), anew=True)
    goal.look(turn)


def stop(turn: Turn, running: Live) -> None:
    """[Stop]: what was done is kept."""
    ended = _stopped(turn, running)
    result = _settle(turn, ended, How.STOPPED)
    turn.close(SLOT, *_last_words(turn, ended, How.STOPPED, result))
    goal.look(turn)


def let_go(turn: Turn, running: Live, how: How) -> None:
    """Another session takes its place, or nobody is there any more."""
    ended = running if how is How.ABANDONED else _stopped(turn, running)
    _settle(turn, ended, how)
    turn.close(SLOT, turn.texts(f"session-{how}"))


def hurts(turn: Turn, running: Live, step: Step) -> None:
    """[It hurts]: stop at once, and leave this exercise and all that build on it out for two weeks."""
    exercise = _hurting(running, step)
    harder = sorted(turn.house.catalogue.harder_than(exercise))
    tastes.rest_it(turn.conn, turn.person.id, (exercise, *harder), Why.HURT, turn.now)
    _settle(turn, _stopped(turn, running), How.HURT)
    name = turn.house.catalogue.exercises[exercise].name
    text = turn.texts("session-hurt", name=name, others=len(harder))
    turn.close(SLOT, text, view.bring_back(exercise, turn.texts))


def _hurting(running: Live, step: Step) -> str:
    """A rest names the exercise to come, but what hurts in it is the one before."""
    if step.kind is not StepKind.REST or step.part == 1:
        return step.exercise
    before = [one.exercise for one in running.steps if one.part == step.part - 1]
    return before[-1] if step.set == 1 else step.exercise


def _stopped(turn: Turn, running: Live) -> Live:
    return running.at(play.stop(running.state, running.steps, turn.now))


def _settle(turn: Turn, ended: Live, how: How) -> Result:
    """Write down what was achieved; the break is answered, the clock of sitting starts anew."""
    achieved = outcome(ended.state, ended.steps)
    result = overall(achieved)
    for one in achieved:
        if one.result is not Result.NOTHING:
            history.add(turn.conn, turn.person.id, _completion(turn, ended, one))
    sessions.save(turn.conn, ended.row.id, dump(ended.state))
    sessions.end(turn.conn, ended.row.id, str(result if how is How.RAN else how), turn.now)
    _answer_breaks(turn, ended, result)
    due.cancel(turn.conn, STEP, turn.person.id)
    agenda.replan(turn.conn, turn.person.id, turn.now)
    return result


def _completion(turn: Turn, ended: Live, one: Achieved) -> Completion:
    """The fact of one exercise. It happened when the session was last seen, not when an abandoned one is closed."""
    levels = dict(zip(ended.row.exercises, ended.row.levels, strict=True))
    return Completion(
        session_id=ended.row.id,
        exercise=one.exercise,
        level=int(levels[one.exercise]),
        outcome=str(one.result),
        at=ended.state.seen,
        date=turn.person.day_of(ended.state.seen),
        zone=turn.person.week.zone,
        worked_seconds=one.worked_seconds,
        planned_seconds=one.planned_seconds,
    )


def _answer_breaks(turn: Turn, ended: Live, result: Result) -> None:
    """The break of this session has its outcome; a reminder that waited meanwhile is answered by the movement."""
    if ended.row.break_id is not None:
        breaks.settle(turn.conn, ended.row.break_id, BREAK_OUTCOMES[result], turn.now)
    latest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)
    if result is not Result.NOTHING and latest and latest[0].live:
        breaks.settle(turn.conn, latest[0].id, Outcome.MOVED, turn.now)
        turn.close("break", turn.texts("session-instead-of-reminder"))


def _last_words(turn: Turn, ended: Live, how: How, result: Result) -> tuple[Html, Rows]:
    key = SAID[how, result]
    if result is Result.NOTHING:
        return turn.texts(key), view.try_again(turn.texts)
    return turn.texts(key, row=row_of_days(turn)), view.how_was_it(ended.row.id, turn.texts)


def row_of_days(turn: Turn) -> Html:
    """How many days in a row it is now."""
    return turn.texts("session-row", days=streak_of(turn.conn, turn.person, turn.now).current)
