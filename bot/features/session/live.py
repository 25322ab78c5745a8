"""The one session a person is in: found, kept with its next look in the due queue, and shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.features.session import clips, play, view
from bot.features.session.state import State, dump, parse
from bot.storage import sessions
from bot.storage.sessions import SessionRow
from bot.turn import Turn
from bot.wire.outgoing import View
from content import steps as timed
from content.steps import Step
from scheduler import due

SLOT = "session"
STEP = "step"


@dataclass(frozen=True, slots=True)
class Live:
    """A session that runs or is paused, read into values."""

    row: SessionRow
    steps: tuple[Step, ...]
    state: State

    @property
    def step(self) -> Step:
        """The present step."""
        return self.steps[self.state.index]

    def at(self, state: State) -> Live:
        """The same session in another state."""
        return replace(self, state=state)


def find(turn: Turn) -> Live | None:
    """The person's live session."""
    row = sessions.live(turn.conn, turn.person.id)
    return None if row is None else Live(row, timed.parse(row.steps), parse(row.state))


def keep(turn: Turn, live: Live) -> None:
    """Save where the person is, and when the session is to be looked at next."""
    sessions.save(turn.conn, live.row.id, dump(live.state))
    due.put(turn.conn, STEP, turn.person.id, play.next_look(live.state, live.steps))


def with_clip(turn: Turn, live: Live) -> Live:
    """The session with the clip that is sent for it now."""
    return live.at(clips.shown(live.state, live.steps, turn.now))


def reached(turn: Turn, made_at: datetime, late: timedelta, as_text: bool) -> None:
    """A view with a clip, made then, has reached the person so late, or as a text: then the session goes on in text."""
    running = find(turn)
    if running is None:
        return
    moved = running.at(play.shown(running.state, made_at, late, as_text=as_text))
    if moved.state != running.state:
        keep(turn, moved)
        if as_text:
            turn.refresh(SLOT, picture(turn, moved))


def picture(turn: Turn, live: Live) -> View:
    """The session as the person sees it now."""
    scene = view.Scene(
        live.row.id,
        live.state,
        live.steps,
        turn.house.catalogue.exercises[live.step.exercise],
        turn.now,
        turn.person.week.zone,
    )
    return view.running(scene, turn.texts)
