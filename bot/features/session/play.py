"""Where a person is in a guided session, and what each control and each tick of the clock makes of it. Pure.

A running step has a deadline, a paused one what remains of it. Deadlines follow from the deadline before, so a
session of three minutes takes three minutes. Time that nobody witnessed, because the bot was away, counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from bot.features.session.state import ZERO, State, length, whole_milliseconds
from content.media import reels
from content.steps import Step, StepKind
from scheduler.clock import SET_BACK

BAR_EVERY = timedelta(seconds=10)
"""How often a message may change while a step runs; Telegram punishes more."""

BAR_RESTS = timedelta(seconds=3)
"""So shortly before the end of a step its message is left alone: the next step changes it anyway."""

AWAY_AFTER = timedelta(seconds=15)
"""A look at the session that comes so late means that the bot was away."""

PROMPT = timedelta(seconds=2)
"""A step that is announced later than this starts when it is announced, so that nobody loses a part of it."""

ABANDONED_AFTER = timedelta(hours=3)
"""A session that nothing happened in for so long is over."""

CLIP_SECONDS = 5
"""A hold is resumed in clips of multiples of so many seconds, so that they are few."""

MORE_SECONDS = 15
MORE_REPS = 3
MOST_MORE = timedelta(seconds=60)
"""How far [More time] can stretch one step."""


def begin(steps: Sequence[Step], now: datetime, *, drawn: bool = False) -> State:
    """The first step starts to run. `drawn`: clips show the steps."""
    now = whole_milliseconds(now)
    return State(0, (ZERO,) * len(steps), now, now + timedelta(seconds=steps[0].seconds), drawn=drawn)


def is_over(state: State, steps: Sequence[Step]) -> bool:
    """Whether the last step has been reached: it ran through, or was tapped through."""
    return steps[state.index].kind is StepKind.DONE


def is_abandoned(state: State, now: datetime) -> bool:
    """Whether nothing has happened for so long that nobody is there any more."""
    return whole_milliseconds(now) - state.seen >= ABANDONED_AFTER


def next_look(state: State, steps: Sequence[Step]) -> datetime:
    """When the session is to be looked at next: the step's end or a move of the bar; paused, when it is abandoned.

    A clip moves by itself.
    """
    if state.deadline is None:
        return state.seen + ABANDONED_AFTER
    if state.in_clips:
        return state.deadline
    bar = state.seen + BAR_EVERY
    return bar if steps[state.index].works and state.deadline - bar > BAR_RESTS else state.deadline


def tick(state: State, steps: Sequence[Step], now: datetime) -> State:
    """What the passing of time makes of it: nothing, a move of the bar, the next step, or a pause after an outage.

    A clock that was set back is an outage too: nobody can tell how long it was.
    """
    now = whole_milliseconds(now)
    if state.seen - now >= SET_BACK:
        return replace(_paused(state, steps, state.seen), seen=now, away=state.away or state.running)
    late = now - next_look(state, steps)
    if state.deadline is None or late < ZERO:
        return state
    if late > AWAY_AFTER:
        return replace(_paused(state, steps, state.seen), seen=now, away=True)
    if now < state.deadline:
        return replace(state, seen=now)
    start = state.deadline if now - state.deadline <= PROMPT else now
    return replace(_moved(state, steps, state.index + 1, start), seen=now)


def noticed(state: State, steps: Sequence[Step], now: datetime) -> State:
    """Paused where an outage went unnoticed so far: a tap may come before the first tick after it."""
    ticked = tick(state, steps, now)
    return ticked if ticked.away else state


def pause(state: State, steps: Sequence[Step], now: datetime) -> State:
    """The clock stops; what remains of the step is kept to the millisecond."""
    return _paused(state, steps, whole_milliseconds(now)) if state.running else state


def resume(state: State, steps: Sequence[Step], now: datetime) -> State:
    """The clock runs again, with exactly what remained; in clips with what the next longer clip shows."""
    now = whole_milliseconds(now)
    if state.running:
        return state
    left = _in_clips(state, steps, state.remaining)
    return replace(state, deadline=now + left, remaining=ZERO, seen=now, away=False)


def _in_clips(state: State, steps: Sequence[Step], left: timedelta) -> timedelta:
    """What is left, rounded up to where a clip can begin: a clip and its deadline must not contradict each other.

    Getting ready and switching begin anew, a hold goes on at the next multiple of five seconds, repetitions and
    breaths with a whole one.
    """
    step, whole = steps[state.index], length(state, steps)
    if not state.in_clips:
        return left
    if not step.works:
        return whole
    unit = timedelta(seconds=step.tempo or CLIP_SECONDS)
    return min(whole, -(-left // unit) * unit)


def next_step(state: State, steps: Sequence[Step], now: datetime) -> State:
    """On to the next step; what was held of this one is kept. A paused session stays paused."""
    return _moved(state, steps, min(state.index + 1, len(steps) - 1), whole_milliseconds(now))


def back(state: State, steps: Sequence[Step], now: datetime) -> State:
    """Back to the start of the step before, or of the first. What was held before stays held."""
    return _moved(state, steps, max(0, state.index - 1), whole_milliseconds(now))


def stop(state: State, steps: Sequence[Step], now: datetime) -> State:
    """The session ends here; what was held of the present step is kept."""
    return replace(pause(state, steps, now), remaining=ZERO, seen=whole_milliseconds(now), away=False)


def more_time(state: State, steps: Sequence[Step], now: datetime) -> State:
    """Some more of the exercise: 15 seconds of a hold, three more reps, as many breaths as 15 seconds take.

    Unchanged on a step that is not work, and once a minute has been added.
    """
    step = steps[state.index]
    added = timedelta(seconds=_more_seconds(step))
    if not can_have_more(state, steps):
        return state
    now = whole_milliseconds(now)
    longer = replace(state, more=state.more + added, seen=now)
    if state.deadline is None:
        return replace(longer, remaining=state.remaining + added)
    # A tap may outrun the tick of a step that has just ended.
    return replace(longer, deadline=now + _in_clips(longer, steps, max(state.deadline - now, ZERO) + added))


def shown(state: State, made_at: datetime, late: timedelta, *, as_text: bool) -> State:
    """What becomes of it when the view made then has reached the person, so `late`, or without its clip.

    A clip that had to be drawn first begins later than its step: the step ends later, too. Unchanged where the session
    has moved on meanwhile.
    """
    if not state.in_clips or state.deadline is None or state.seen != whole_milliseconds(made_at):
        return state
    if as_text:
        return replace(state, undrawn=True, clip=None)
    return replace(state, deadline=state.deadline + late) if late <= AWAY_AFTER else state


def can_have_more(state: State, steps: Sequence[Step]) -> bool:
    """Whether [More time] has an effect now."""
    step = steps[state.index]
    return step.works and state.more + timedelta(seconds=_more_seconds(step)) <= MOST_MORE


def _more_seconds(step: Step) -> int:
    if step.tempo is None:
        return MORE_SECONDS
    count = MORE_REPS if step.kind is StepKind.REPS else ceil(MORE_SECONDS / step.tempo)
    return ceil(count * step.tempo)


def _paused(state: State, steps: Sequence[Step], now: datetime) -> State:
    return replace(
        state,
        held=_held(state, steps, now),
        remaining=min(state.left(now), length(state, steps)),
        deadline=None,
        seen=now,
    )


def _moved(state: State, steps: Sequence[Step], index: int, start: datetime) -> State:
    """At the start of the step `index`, which runs if the one before did; the last is over at once."""
    seconds = timedelta(seconds=steps[index].seconds)
    runs = state.running and steps[index].kind is not StepKind.DONE
    return State(
        index,
        _held(state, steps, start),
        seen=start,
        deadline=start + seconds if runs else None,
        remaining=ZERO if runs else seconds,
        drawn=state.drawn,
        clip=state.clip,
        undrawn=state.undrawn and not reels.calls(steps[state.index], steps[index]),
    )


def _held(state: State, steps: Sequence[Step], now: datetime) -> tuple[timedelta, ...]:
    """The longest that each step was held at a time: doing a step again does not add up, nor take away."""
    this_time = max(ZERO, length(state, steps) - state.left(now))
    best = max(state.held[state.index], this_time)
    return (*state.held[: state.index], best, *state.held[state.index + 1 :])
