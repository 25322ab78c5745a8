"""The buttons below a running session, and the clock that moves it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.features.session import ending, live, play
from bot.features.session.live import Live
from bot.features.session.state import State
from bot.turn import Turn
from bot.wire.buttons import Control, Play
from content.media import reels
from content.steps import Step
from scheduler.due import DueItem

Move = Callable[[State, Sequence[Step], datetime], State]

MOVES: Mapping[Control, Move] = {
    Control.PAUSE: play.pause,
    Control.RESUME: play.resume,
    Control.NEXT: play.next_step,
    Control.BACK: play.back,
    Control.MORE: play.more_time,
}
OF_ONE_STEP = frozenset({Control.NEXT, Control.BACK, Control.MORE})
UNCHANGED = {
    Control.PAUSE: "session-is-paused",
    Control.RESUME: "session-runs-already",
    Control.MORE: "session-no-more",
}


def control(turn: Turn, press: Play) -> None:
    """A control. Stop, pause and It hurts work whichever step they were tapped on; the rest is for its own step."""
    running = ending.present(turn)
    if running is None or running.row.id != press.session_id:
        turn.toast(turn.texts("session-is-over"))
        return
    running = running.at(play.noticed(running.state, running.steps, turn.now))
    if press.control is Control.STOP:
        ending.stop(turn, running)
    elif press.control is Control.HURTS:
        ending.hurts(turn, running, _step_of(running, press.index))
    elif press.control in OF_ONE_STEP and not _is_meant(running, press.index):
        turn.toast(turn.texts("session-step-has-passed"))
    else:
        _move(turn, running, press.control)


def _move(turn: Turn, running: Live, what: Control) -> None:
    moved = running.at(MOVES[what](running.state, running.steps, turn.now))
    if moved.state == running.state and what in UNCHANGED:
        too_early = what is Control.MORE and not running.step.works
        turn.toast(turn.texts("session-more-later" if too_early else UNCHANGED[what]))
        return
    if play.is_over(moved.state, moved.steps):
        ending.ran_through(turn, moved, tapped=True)
        return
    moved = live.with_clip(turn, moved)
    live.keep(turn, moved)
    turn.refresh(live.SLOT, live.picture(turn, moved))


def _is_meant(running: Live, index: int) -> bool:
    """Whether what was tapped below a message of that step is for the present one: a clip shows several."""
    state = running.state
    return index == state.index or (state.shows(index) and index < state.index and state.shows(state.index))


def _step_of(running: Live, index: int) -> Step:
    """The step that the tapped message showed: the session may have moved on meanwhile."""
    if _is_meant(running, index):
        return running.step
    return running.steps[index] if 0 <= index < len(running.steps) else running.step


def tick(turn: Turn, _item: DueItem) -> None:
    """The session is looked at: a step has ended, the bar moves, or nobody is there any more."""
    running = ending.present(turn)
    if running is None:
        return
    if play.is_abandoned(running.state, turn.now):
        ending.let_go(turn, running, ending.How.ABANDONED)
        return
    moved = running.at(play.tick(running.state, running.steps, turn.now))
    if play.is_over(moved.state, moved.steps):
        ending.ran_through(turn, moved, tapped=False)
        return
    goes_on = moved.state.running and moved.state.shows(moved.state.index)
    if moved.state == running.state or goes_on:
        live.keep(turn, moved)
        return
    moved = live.with_clip(turn, moved)
    live.keep(turn, moved)
    turn.show(live.SLOT, live.picture(turn, moved), anew=_calls(running, moved))


def show_again(turn: Turn) -> bool:
    """Show a session as it stands now, to somebody whose tap was not answered; whether there is one."""
    running = live.find(turn)
    if running is None:
        return False
    if (
        play.is_abandoned(running.state, turn.now)
        or play.noticed(running.state, running.steps, turn.now).away
    ):
        return True  # its next look ends it, or calls the person and asks
    if running.state.running and running.state.shows(running.state.index):
        return True  # the clip plays on, and says all there is to say
    shown = live.with_clip(turn, running)
    live.keep(turn, shown)
    turn.refresh(live.SLOT, live.picture(turn, shown))
    return True


def _calls(before: Live, after: Live) -> bool:
    """Whether the person, who may not be looking, is called by a new message with sound."""
    moved_on = after.state.index != before.state.index
    return after.state.away or (moved_on and reels.calls(before.step, after.step))
