"""[Start]: an offer becomes a session. There is never more than one, and two taps start one."""

from __future__ import annotations

from datetime import datetime

from bot import agenda, drawings
from bot.features.session import ending, live, play, view
from bot.features.session.live import Live
from bot.features.session.state import dump
from bot.life import offer
from bot.storage import asked, breaks, sessions
from bot.storage.breaks import Break, Origin, Outcome
from bot.storage.known import known
from bot.turn import Turn
from bot.wire.buttons import KeepSession, ReplaceSession, Start, StartExercise
from content import steps as timed
from scheduler import due

REPLACE_SLOT = "replace"
OFFER_SLOTS = {Origin.REMINDER: "break", Origin.ASKED: "offer"}
STILL_OPEN = {Outcome.SNOOZED, Outcome.UNANSWERED}


def start(turn: Turn, press: Start) -> None:
    """Start what this break offers, or ask first when another session runs."""
    running = ending.present(turn)
    offered = _open(turn, press.break_id, running)
    if offered is None:
        return
    if running is None:
        _begin(turn, offered)
        return
    if play.is_abandoned(running.state, turn.now):
        ending.let_go(turn, running, ending.How.ABANDONED)
        _begin(turn, offered)
        return
    name = turn.house.catalogue.exercises[running.step.exercise].name
    turn.show(REPLACE_SLOT, view.ask_to_replace(name, offered.id, turn.texts), anew=True)


def start_exercise(turn: Turn, press: StartExercise) -> None:
    """[Start] on an exercise's own card: it is asked for by name and started, with one tap."""
    running = ending.present(turn)
    if press.exercise not in turn.house.catalogue.exercises:
        turn.toast(turn.texts("session-no-such-exercise"))
        return
    if running is not None and _is_at(running, press.exercise, turn.now):
        _point_at(turn, running)
        return
    remembered = known(turn.conn, turn.person.id, turn.now)
    if offer.unsafe(turn.house.catalogue, turn.person, remembered, press.exercise):
        turn.toast(turn.texts("session-not-for-now"), alert=True)
        return
    made, _ = asked.ask_by_name(turn.conn, turn.person, turn.house.catalogue, (press.exercise,), turn.now)
    start(turn, Start(made))


def _point_at(turn: Turn, running: Live) -> None:
    """It is begun already. One that waits may be far up in the chat by now, so it comes down to where they tapped."""
    if running.state.running:
        turn.toast(turn.texts("session-runs-already"))
        return
    turn.toast(turn.texts("session-waits-here"))
    turn.show(live.SLOT, live.picture(turn, running), anew=True, silent=True)


def _is_at(running: Live, exercise: str, now: datetime) -> bool:
    """Whether the person is doing just this: a second tap on [Start] starts nothing."""
    return running.row.exercises == (exercise,) and not play.is_abandoned(running.state, now)


def replace(turn: Turn, press: ReplaceSession) -> None:
    """[End it and start this]."""
    running = ending.present(turn)
    offered = _open(turn, press.break_id, running)
    if offered is None:
        return
    if running is not None:
        ending.let_go(turn, running, ending.How.REPLACED)
    # The question's message becomes the session's, so the offer's own has nothing left to say.
    turn.drop(OFFER_SLOTS[offered.origin])
    _begin(turn, offered)


def keep(turn: Turn, _press: KeepSession) -> None:
    """[Carry on with it]: the question goes away, the offer stays where it is."""
    turn.drop(REPLACE_SLOT)
    turn.toast(turn.texts("session-kept"))


def _open(turn: Turn, break_id: int, running: Live | None) -> Break | None:
    """The break where it can still be started; else the tap is answered, and None."""
    if running is not None and running.row.break_id == break_id:
        _point_at(turn, running)
        return None
    found = breaks.load(turn.conn, turn.person.id, break_id)
    if found is None or not (found.live or _can_be_reopened(turn, found)):
        turn.toast(turn.texts("session-closed-offer"))
        return None
    remembered = known(turn.conn, turn.person.id, turn.now)
    if not offer.still_safe(turn.house.catalogue, turn.person, remembered, found.exercises):
        turn.toast(turn.texts("session-all-left-out"), alert=True)
        return None
    return found


def _can_be_reopened(turn: Turn, found: Break) -> bool:
    """The latest reminder can be started hours later, also after it was put off."""
    latest = breaks.latest(turn.conn, turn.person.id, Origin.REMINDER)
    return found.outcome in STILL_OPEN and bool(latest) and latest[0].id == found.id


def _begin(turn: Turn, offered: Break) -> None:
    catalogue, remembered = turn.house.catalogue, known(turn.conn, turn.person.id, turn.now)
    exercises = offer.still_safe(catalogue, turn.person, remembered, offered.exercises)
    person, limit = turn.person, offered.limit_seconds
    levels = offer.levels_within(catalogue, person, remembered, exercises, limit)
    steps = offer.steps_of(catalogue, person, remembered, exercises, limit)
    sessions.add(
        turn.conn,
        turn.person.id,
        turn.now,
        break_id=offered.id,
        exercises=exercises,
        levels=tuple(levels[exercise] for exercise in exercises),
        steps=timed.dump(steps),
        state=dump(play.begin(steps, turn.now, drawn=drawings.in_clips(catalogue, person, exercises))),
    )
    breaks.settle(turn.conn, offered.id, Outcome.STARTED, turn.now)
    due.cancel(turn.conn, agenda.REMINDER, turn.person.id)
    begun = live.find(turn)
    assert begun is not None
    begun = live.with_clip(turn, begun)
    live.keep(turn, begun)
    turn.show(live.SLOT, live.picture(turn, begun))
