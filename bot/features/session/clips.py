"""Which clip shows the session now, and for how many steps. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.features.session import play
from bot.features.session.state import State, length
from bot.wire.outgoing import Media
from content.media import recipes, reels
from content.media.recipes import Clip, Recipe, Still
from content.steps import Step, StepKind
from content.terms import Side


def shown(state: State, steps: Sequence[Step], now: datetime) -> State:
    """The state with the steps that the clip shows which would be sent now; none while the session is paused.

    From its start a step is shown together with what follows until the person is called; later on, or with time added,
    alone.
    """
    if not state.in_clips or not state.running:
        return replace(state, clip=None)
    index = state.index
    if state.more or (steps[index].works and not _at_start(state, steps, now)):
        return replace(state, clip=(index, index))
    return replace(state, clip=(index, reels.last_of(steps, index)))


def media(state: State, steps: Sequence[Step], now: datetime) -> Media | None:
    """The clip that shows the steps of `state.clip`, the still of the pose while paused; None where neither is."""
    step = steps[state.index]
    if not state.in_clips:
        return None
    still = Still(exercise=step.exercise, side=Side.LEFT if step.side is Side.LEFT else None)
    if state.clip is None:
        return Media(recipes.dump(still))
    clip = _clip(state, steps, now)
    if clip is None:
        return None
    after = state.clip[1] + 1
    following: list[Recipe] = [] if steps[after].kind is StepKind.DONE else [reels.reel(steps, after)]
    following.append(still)
    return Media(recipes.dump(clip), tuple(recipes.dump(one) for one in following))


def _clip(state: State, steps: Sequence[Step], now: datetime) -> Clip | None:
    step, left = steps[state.index], state.left(now)
    if _at_start(state, steps, now) and not state.more:
        return reels.reel(steps, state.index)
    return reels.tail(step, left)


def _at_start(state: State, steps: Sequence[Step], now: datetime) -> bool:
    """Whether the step has just begun, or is announced a moment late."""
    return length(state, steps) - state.left(now) <= play.PROMPT
