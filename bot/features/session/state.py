"""How a guided session stands: which step it is, until when it runs, and what was held so far. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from content.steps import Step
from scheduler.zones import as_utc

ZERO = timedelta()


@dataclass(frozen=True, slots=True)
class State:
    """Which step of a session it is, and how it stands.

    `deadline` is when the running step ends, None while paused; then `remaining` is what is left of it. `held` is how
    long each step was held at best, `more` what was added to the present one, `seen` when all this was last known to be
    so, `away` whether it was paused because the bot was away. `drawn`: the steps are shown as clips, and `clip` is the
    first and the last step that the one on the screen shows; `undrawn`: there was none in time, so that it goes on in
    text until the person is called next. Moments are UTC in whole milliseconds, as the due queue
    keeps them: it must not ring a fraction before a deadline.
    """

    index: int
    held: tuple[timedelta, ...]
    seen: datetime
    deadline: datetime | None
    remaining: timedelta = ZERO
    more: timedelta = ZERO
    away: bool = False
    drawn: bool = False
    clip: tuple[int, int] | None = None
    undrawn: bool = False

    @property
    def in_clips(self) -> bool:
        """Whether the present step is shown as a clip."""
        return self.drawn and not self.undrawn

    @property
    def running(self) -> bool:
        """Whether the clock of the present step runs."""
        return self.deadline is not None

    def shows(self, index: int) -> bool:
        """Whether the clip on the screen shows this step."""
        return self.clip is not None and self.clip[0] <= index <= self.clip[1]

    def left(self, now: datetime) -> timedelta:
        """What is left of the present step."""
        return self.remaining if self.deadline is None else max(ZERO, self.deadline - whole_milliseconds(now))


_STATE = TypeAdapter(State)


def dump(state: State) -> str:
    """The state as JSON, to be kept with the session."""
    return _STATE.dump_json(state).decode()


def parse(text: str) -> State:
    """The state that `dump` wrote. Raises ValueError when the text is something else."""
    return _STATE.validate_json(text)


def length(state: State, steps: Sequence[Step]) -> timedelta:
    """How long the present step is, with what was added."""
    return timedelta(seconds=steps[state.index].seconds) + state.more


def reps(state: State, steps: Sequence[Step]) -> int:
    """How many reps or breaths the present step has, with those that were added; 0 where it has none."""
    step = steps[state.index]
    if step.count is None or step.tempo is None:
        return 0
    return step.count + int(state.more.total_seconds() // step.tempo)


def whole_milliseconds(now: datetime) -> datetime:
    """The moment in UTC, cut to what the due queue keeps. Raises NaiveDatetimeError."""
    moment = as_utc(now)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
