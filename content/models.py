"""What the catalogue is made of: exercises, routines and lessons, frozen and closed to unknown keys.

An item has two files: facts (`exercises/lizard.toml`) and words in one language
(`texts/en/exercises/lizard.toml`). The file's name is its id. Facts and words are joined on loading.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from content.doses import Breaths, Dose, DoseRange, Doses, Hold, Level, Pace, Reps, Span, paced
from content.terms import Contraindication, DoseFrom, Equipment, Evidence, Kind, Place, Posture, Side

__all__ = [
    "Breaths",
    "Contraindication",
    "Dose",
    "DoseFrom",
    "DoseRange",
    "Doses",
    "Equipment",
    "Evidence",
    "Exercise",
    "ExerciseFacts",
    "ExerciseWords",
    "Hold",
    "Kind",
    "Lesson",
    "LessonFacts",
    "LessonWords",
    "Level",
    "Pace",
    "Place",
    "Posture",
    "Reps",
    "Routine",
    "RoutineFacts",
    "RoutineWords",
    "Side",
    "Span",
    "Words",
]


def _both_or_none(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    if sides not in ((), (Side.RIGHT, Side.LEFT)):
        raise ValueError("sides are right and then left, or none at all")
    return sides


Sides = Annotated[tuple[Side, ...], AfterValidator(_both_or_none)]


# Plain text: whoever shows it escapes it, so markup and entities would be read out as they stand.
Plain = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, pattern=r"^[^<>&\n]*$")]
Name = Annotated[Plain, StringConstraints(max_length=40)]
Line = Annotated[Plain, StringConstraints(max_length=90)]
Lines = Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]
Cues = Annotated[tuple[Line, ...], Field(min_length=1, max_length=4)]
LessonText = Annotated[str, StringConstraints(min_length=80, max_length=600, pattern=r"^[^<>&]*$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExerciseFacts(_Frozen):
    """What is true of an exercise in every language.

    `needs` must be at hand, `optional` may be; `chair` is set when a chair is used although the
    posture is another. `sides` is empty, or right and then left. An `advanced` exercise is reached
    only from its easier ones. `discreet`: nobody in an open-plan office would look up.
    """

    kind: Kind
    posture: Posture
    needs: tuple[Equipment, ...] = ()
    optional: tuple[Equipment, ...] = ()
    chair: bool = False
    sides: Sides = ()
    set_up_seconds: int = Field(ge=5, le=10)
    doses: Doses
    range: DoseRange
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    advanced: bool = False
    contraindications: frozenset[Contraindication] = frozenset()
    discreet: bool
    source: str
    dose_from: DoseFrom

    @cached_property
    def places(self) -> frozenset[Place]:
        """All the places it takes, such as standing by a chair."""
        return frozenset({self.posture.place, Place.CHAIR} if self.chair else {self.posture.place})

    def dose(self, level: Level, pace: Pace = Pace.NORMAL) -> Dose:
        """The dose at `level`, held at `pace` within the range."""
        return paced(self.doses.at(level), self.range, pace)


class ExerciseWords(_Frozen):
    """An exercise in one language. Steps may hold placeholders such as `{side}` (see `Words`)."""

    name: Name
    also_known_as: tuple[Name, ...] = ()
    steps: Lines
    cues: Cues
    feel: Line
    mistake: Line


class Exercise(ExerciseFacts, ExerciseWords):
    """One exercise, facts and words together."""

    id: str
    side_words: Mapping[Side, Mapping[str, str]]

    def __hash__(self) -> int:
        """By the id: what follows from an exercise alone is worked out once."""
        return hash(self.id)

    def instructions(self, side: Side | None = None) -> tuple[str, ...]:
        """The steps as read by somebody who works on `side`; without one, on the first side."""
        words = self.side_words[side or Side.RIGHT]
        return tuple(line.format_map(words) for line in self.steps)


class RoutineFacts(_Frozen):
    """Exercises in order, the whole list done `rounds` times.

    `seconds` is what its name promises, at the normal level; the check holds it to that.
    """

    order: int = Field(ge=1)
    parts: tuple[str, ...] = Field(min_length=1)
    rounds: int = Field(default=1, ge=1, le=4)
    seconds: Span
    source: str


class RoutineWords(_Frozen):
    """A routine in one language."""

    name: Name
    about: Annotated[Plain, StringConstraints(max_length=200)]


class Routine(RoutineFacts, RoutineWords):
    """One routine, facts and words together."""

    id: str

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids as they are done, rounds written out."""
        return self.parts * self.rounds


class LessonFacts(_Frozen):
    """Where a lesson stands in the order, how sure it is, and where it comes from."""

    order: int = Field(ge=1)
    evidence: Evidence
    source: str


class LessonWords(_Frozen):
    """A lesson in one language: plain text, short enough for one message."""

    title: Annotated[Plain, StringConstraints(max_length=60)]
    text: LessonText


class Lesson(LessonFacts, LessonWords):
    """One lesson, facts and words together."""

    id: str


class Words(_Frozen):
    """What a language needs besides its items (`texts/en/words.toml`).

    `sides` gives, for each side that works, the placeholders the steps of this language use. English
    has {side}, {other} and both with a capital; a language with cases adds as many forms as it needs.
    `sources` names each source as a person would cite it.
    """

    sides: Mapping[Side, Mapping[str, str]]
    sources: Mapping[str, Line]

    @model_validator(mode="after")
    def _both_sides_alike(self) -> Self:
        forms = [set(self.sides.get(side, {})) for side in Side]
        if not forms[0] or forms[0] != forms[1]:
            raise ValueError("sides.right and sides.left need the same placeholders, one at least")
        return self


class OwnWords(_Frozen):
    """What an operator's own exercises need in a language besides their words: the sources they come from."""

    sources: Mapping[str, Line]
