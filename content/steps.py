"""Exercises at a level become timed steps: ready, hold, switch, reps, breathe, rest, done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from pydantic import TypeAdapter

from content.doses import Breaths, Dose, Hold, Level, Pace
from content.models import Exercise, Side

SWITCH_SECONDS = 5
REST_SECONDS = 10
LOWER_SECONDS = 3
"""Between two holds of one exercise: down, and up again."""


class StepKind(StrEnum):
    """What the person does during a step."""

    READY = "ready"
    HOLD = "hold"
    SWITCH = "switch"
    REPS = "reps"
    BREATHE = "breathe"
    REST = "rest"
    DONE = "done"


_WORKING = frozenset({StepKind.HOLD, StepKind.REPS, StepKind.BREATHE})


@dataclass(frozen=True, slots=True)
class Step:
    """One timed step.

    `side` is the one that works, or is about to (ready, switch); None where there are no sides.
    `count` and `tempo` (seconds of one) belong to reps and breaths. `part` of `parts` is the place of
    the exercise in the routine, `set` of `sets` the repetition within the exercise, both from 1.
    A rest between two exercises already names the one to come.
    """

    kind: StepKind
    exercise: str
    seconds: int
    side: Side | None = None
    count: int | None = None
    tempo: float | None = None
    part: int = 1
    parts: int = 1
    set: int = 1
    sets: int = 1

    @property
    def works(self) -> bool:
        """Whether this is the exercise itself, and not the time around it."""
        return self.kind in _WORKING


_STEPS = TypeAdapter(tuple[Step, ...])


def expand(
    exercises: Sequence[Exercise],
    levels: Mapping[str, Level],
    paces: Mapping[str, Pace] = MappingProxyType({}),
) -> tuple[Step, ...]:
    """All the steps of `exercises` in order; one missing in `levels` or `paces` is done at NORMAL.

    Raises ValueError when there is no exercise.
    """
    if not exercises:
        raise ValueError("a session needs at least one exercise")
    steps: list[Step] = []
    for part, exercise in enumerate(exercises, start=1):
        level, pace = levels.get(exercise.id, Level.NORMAL), paces.get(exercise.id, Pace.NORMAL)
        steps += _part(exercise, level, pace, part, len(exercises))
    steps.append(replace(steps[-1], kind=StepKind.DONE, seconds=0, side=None, count=None, tempo=None))
    return tuple(steps)


@lru_cache(maxsize=2048)
def _part(exercise: Exercise, level: Level, pace: Pace, part: int, parts: int) -> tuple[Step, ...]:
    """The steps of one exercise at its place in a routine: the same for everybody."""
    steps = _one(exercise, exercise.dose(level, pace), rest_first=part > 1)
    return tuple(replace(step, part=part, parts=parts) for step in steps)


def _one(exercise: Exercise, dose: Dose, rest_first: bool) -> Iterator[Step]:
    sides: tuple[Side | None, ...] = exercise.sides or (None,)
    still = Step(StepKind.READY, exercise.id, exercise.set_up_seconds, sides[0], sets=dose.times)
    if rest_first:
        yield replace(still, kind=StepKind.REST, seconds=REST_SECONDS)
    yield still
    turns = [(number, side) for number in range(1, dose.times + 1) for side in sides]
    for turn, (number, side) in enumerate(turns):
        here = replace(still, side=side, set=number)
        if turn > 0 and side is None:
            yield replace(here, kind=StepKind.REST, seconds=LOWER_SECONDS)
        elif turn > 0:
            yield replace(here, kind=StepKind.SWITCH, seconds=SWITCH_SECONDS)
        yield _work(here, dose)


def _work(step: Step, dose: Dose) -> Step:
    seconds = dose.seconds_a_set
    if isinstance(dose, Hold):
        return replace(step, kind=StepKind.HOLD, seconds=seconds)
    if isinstance(dose, Breaths):
        return replace(step, kind=StepKind.BREATHE, seconds=seconds, count=dose.count, tempo=dose.seconds)
    return replace(step, kind=StepKind.REPS, seconds=seconds, count=dose.count, tempo=dose.tempo)


def duration(steps: Iterable[Step]) -> int:
    """Seconds from the first step to the end: the one figure shown to a person."""
    return sum(step.seconds for step in steps)


def working_seconds(steps: Iterable[Step]) -> int:
    """Seconds of the exercises themselves, without getting ready, switching and resting."""
    return sum(step.seconds for step in steps if step.works)


def dump(steps: Sequence[Step]) -> str:
    """The steps as JSON, to be kept with a session."""
    return _STEPS.dump_json(tuple(steps)).decode()


def parse(text: str) -> tuple[Step, ...]:
    """The steps `dump` wrote. Raises ValueError when the text is something else."""
    return _STEPS.validate_json(text)
