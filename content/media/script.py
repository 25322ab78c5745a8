"""What a clip shows at each moment, in numbers: where the figure is in its motion, and what the dial reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import ceil

from content.doses import LONG_BREATH_SECONDS
from content.figures.model import Motion
from content.figures.ways import Way, eased, entering, moving
from content.media.recipes import Clip, Scene
from content.steps import StepKind
from content.terms import Side

RATE = 16
"""Frames a second."""

BREATH_IN = 0.4
"""The share of a breath that goes in: 4 seconds of 10, the rest out."""

BREATH_LEVELS = 8
STARTS_AFTER = 0.5
"""Seconds that the figure waits before it moves into the pose."""

LEG = 1.6
"""Seconds from one pose to the next on the way in."""

LEVELS = 48
"""So many pictures lead from one pose to the next: what is passed twice, or on the way back, is drawn once."""


class Phase(Enum):
    """What the time is for."""

    WAIT = "wait"
    WORK = "work"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Look:
    """One picture of the figure: `level` of LEVELS from one pose to another, breathed in to `breath` of BREATH_LEVELS.

    The same place has one Look, whichever way it is passed.
    """

    start: str
    end: str
    level: int
    breath: int = 0

    @classmethod
    def of(cls, way: Way, breath: float = 0.0) -> Look:
        """The picture nearest to this place; `breath` from 0 (out) to 1 (in)."""
        level = round(way.share * LEVELS)
        start, end = (way.end, way.start) if way.start > way.end else (way.start, way.end)
        level = level if (start, end) == (way.start, way.end) else LEVELS - level
        if level in {0, LEVELS}:
            start = end = end if level else start
        return cls(start, end, 0 if start == end else level, round(breath * BREATH_LEVELS))

    @property
    def way(self) -> Way:
        """Where the figure is."""
        return Way(self.start, self.end, self.level / LEVELS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the dial shows: `share` of the ring, a number (`of` how many), how far breathed in, and which set."""

    phase: Phase
    share: float
    number: int = 0
    of: int = 0
    breath: float | None = None
    set: int = 1
    sets: int = 1


@dataclass(frozen=True, slots=True)
class Shot:
    """One moment of a clip."""

    look: Look
    reading: Reading
    side: Side | None


def length(clip: Clip) -> int:
    """Seconds until the last picture stays."""
    return sum(scene.seconds for scene in clip.scenes)


def shot(clip: Clip, motion: Motion, moment: float) -> Shot:
    """What is seen `moment` seconds after the clip's start; from its end on the work is done."""
    begins = 0
    for scene in clip.scenes:
        if moment < begins + scene.seconds:
            passed = moment - begins
            return Shot(_look(scene, motion, passed), _reading(scene, passed), scene.side)
        begins += scene.seconds
    last = clip.scenes[-1]
    done = Reading(Phase.DONE, 1, set=last.set, sets=last.sets)
    return Shot(_look(last, motion, last.seconds), done, last.side)


def inhaled(share: float) -> float:
    """How full the lungs are so far into a breath: 0 empty, 1 full."""
    if share < BREATH_IN:
        return eased(share / BREATH_IN)
    return 1 - eased((share - BREATH_IN) / (1 - BREATH_IN))


def _look(scene: Scene, motion: Motion, passed: float) -> Look:
    if scene.kind is StepKind.REPS and motion.rep and scene.tempo:
        done = min(passed / scene.tempo, scene.count or 1)
        return Look.of(moving(motion, done / motion.reps % 1))
    return Look.of(entering(motion, _entered(scene, motion, passed)), _breath(scene, passed) or 0)


def _entered(scene: Scene, motion: Motion, passed: float) -> float:
    """How far into the pose."""
    if scene.kind in {StepKind.READY, StepKind.SWITCH}:
        takes = min(LEG * _legs(motion), scene.seconds - 2 * STARTS_AFTER)
        return max(0.0, min(1.0, (passed - STARTS_AFTER) / takes)) if takes > 0 else 1.0
    if scene.kind is not StepKind.REST:
        return 1.0
    if scene.set == 1:
        return 0.0
    return abs(1 - 2 * min(1.0, passed / scene.seconds))  # down, and up again


def _legs(motion: Motion) -> int:
    return max(1, len(motion.enter) - 1)


def _breath(scene: Scene, passed: float) -> float | None:
    """How far breathed in; None where no pace is given, as in a hold that is shorter than a breath."""
    if scene.kind is StepKind.HOLD and scene.seconds >= LONG_BREATH_SECONDS:
        seconds: float = LONG_BREATH_SECONDS
    elif scene.kind is StepKind.BREATHE:
        seconds = scene.tempo or LONG_BREATH_SECONDS
        passed = min(passed, (scene.count or 1) * seconds)
    else:
        return None
    return inhaled(passed / seconds % 1)


def _reading(scene: Scene, passed: float) -> Reading:
    """Seconds count down with the ring; repetitions and breaths count up with it."""
    left = scene.seconds - passed
    phase = Phase.WORK if scene.kind in {StepKind.HOLD, StepKind.REPS, StepKind.BREATHE} else Phase.WAIT
    if scene.count and scene.tempo:
        done = min(passed / scene.tempo, scene.count)
        number, of, share = min(int(done) + 1, scene.count), scene.count, done / scene.count
    else:
        number, of, share = ceil(left - 1e-9), 0, left / scene.seconds
    return Reading(phase, share, number, of, _breath(scene, passed), scene.set, scene.sets)
