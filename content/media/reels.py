"""Which steps of a session one clip shows: from a step on, as far as nobody has to be called to the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from math import ceil

from content.media.recipes import Clip, Scene
from content.steps import Step, StepKind

HOLD_IN_STEPS_OF = timedelta(seconds=5)
"""A resumed hold is shown in such steps, so that clips are few."""


def reel(steps: Sequence[Step], index: int) -> Clip:
    """The clip that begins with the step at `index`. Raises ValueError where the session is done there."""
    covered = steps[index : last_of(steps, index) + 1]
    return Clip(exercise=covered[0].exercise, scenes=tuple(map(_scene, covered)))


def last_of(steps: Sequence[Step], index: int) -> int:
    """The index of the last step that `reel` covers: the next clip begins after it, where that is not DONE.

    Raises ValueError where the session is done at `index`.
    """
    if steps[index].kind is StepKind.DONE:
        raise ValueError("a session that is done has no clip")
    last = index
    while last + 1 < len(steps) and not calls(steps[last], steps[last + 1]):
        last += 1
    return last


def tail(step: Step, left: timedelta) -> Clip | None:
    """What is shown of a step that goes on with so much time left: whole repetitions or breaths, a hold in fives.

    None where nothing whole is left, and for a step that is not work.
    """
    if not step.works:
        return None
    if step.count is None or step.tempo is None:
        whole = left // HOLD_IN_STEPS_OF * HOLD_IN_STEPS_OF
        rest = replace(step, seconds=int(whole.total_seconds()))
    else:
        count = left // timedelta(seconds=step.tempo)
        rest = replace(step, count=count, seconds=ceil(count * step.tempo))
    return Clip(exercise=rest.exercise, scenes=(_scene(rest),)) if rest.seconds > 0 else None


def reels(steps: Sequence[Step]) -> Iterator[Clip]:
    """All clips of a session that runs through."""
    index = 0
    while steps[index].kind is not StepKind.DONE:
        yield reel(steps, index)
        index = last_of(steps, index) + 1


def calls(step: Step, after: Step) -> bool:
    """Whether the person is called between the two: to turn round, for another exercise, or at the end."""
    return after.kind in {StepKind.SWITCH, StepKind.DONE} or after.part != step.part


def _scene(step: Step) -> Scene:
    return Scene(
        kind=step.kind,
        seconds=step.seconds,
        side=step.side,
        count=step.count,
        tempo=step.tempo,
        set=step.set,
        sets=step.sets,
    )
