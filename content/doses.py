"""How much of an exercise to do: a hold, repetitions or breaths, and the range it must stay in."""

from enum import IntEnum, StrEnum
from math import ceil
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LONG_BREATH_SECONDS = 10
"""One long breath: in for 4 seconds, out for 6."""


class Level(IntEnum):
    """How hard a person does one exercise; feedback moves it."""

    EASY = 1
    NORMAL = 2
    HARD = 3


class Pace(StrEnum):
    """How long a person likes to hold, whatever the level."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hold(_Frozen):
    """Stay in the position for `seconds`, `times` times (on each side, where there are sides)."""

    type: Literal["hold"] = "hold"
    seconds: int = Field(ge=3, le=120)
    times: int = Field(default=1, ge=1, le=12)

    @property
    def amount(self) -> int:
        """What the range speaks of: seconds of one hold."""
        return self.seconds

    @property
    def seconds_a_set(self) -> int:
        """Seconds of work in one set on one side."""
        return self.seconds


class Reps(_Frozen):
    """Repeat a movement `count` times, each taking `tempo` seconds there and back, `times` sets."""

    type: Literal["reps"] = "reps"
    count: int = Field(ge=3, le=30)
    tempo: float = Field(ge=2, le=15)
    times: int = Field(default=1, ge=1, le=4)

    @property
    def amount(self) -> int:
        """What the range speaks of: repetitions in one set."""
        return self.count

    @property
    def seconds_a_set(self) -> int:
        """Seconds of work in one set on one side, rounded up so that the last rep is never cut."""
        return ceil(self.count * self.tempo)


class Breaths(_Frozen):
    """Stay for `count` breaths of `seconds` each."""

    type: Literal["breaths"] = "breaths"
    count: int = Field(ge=3, le=20)
    seconds: int = Field(default=LONG_BREATH_SECONDS, ge=4, le=15)
    times: Literal[1] = 1

    @property
    def amount(self) -> int:
        """What the range speaks of: breaths."""
        return self.count

    @property
    def seconds_a_set(self) -> int:
        """Seconds of work on one side."""
        return self.count * self.seconds


Dose = Annotated[Hold | Reps | Breaths, Field(discriminator="type")]


class Doses(_Frozen):
    """The dose at each level."""

    easy: Dose
    normal: Dose
    hard: Dose

    def at(self, level: Level) -> Dose:
        """The dose at `level`."""
        return {Level.EASY: self.easy, Level.NORMAL: self.normal, Level.HARD: self.hard}[level]


class Span(_Frozen):
    """From `least` to `most`, both included."""

    least: int = Field(ge=1)
    most: int = Field(ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least {self.least} is above most {self.most}")
        return self

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most

    def __str__(self) -> str:
        return f"{self.least}-{self.most}"


class DoseRange(_Frozen):
    """What a dose may be: the source's own figures, or ours where the source gives none.

    `amount` is seconds of one hold, repetitions of one set, or breaths, as the dose's type has it.
    """

    amount: Span
    times: Span = Span(least=1, most=1)

    def holds(self, dose: Dose) -> bool:
        """Whether `dose` lies inside."""
        return dose.amount in self.amount and dose.times in self.times


_HOLDS_BY = {Pace.SHORT: 0.75, Pace.NORMAL: 1.0, Pace.LONG: 1.5}


def paced(dose: Dose, within: DoseRange, pace: Pace) -> Dose:
    """The dose at this pace: a hold of so many seconds is shorter or longer, but never outside the range.

    Repetitions and breaths have a pace of their own, and stay. The factors are ours.
    """
    if not isinstance(dose, Hold) or pace is Pace.NORMAL:
        return dose
    seconds = round(dose.seconds * _HOLDS_BY[pace])
    return Hold(seconds=min(max(seconds, within.amount.least), within.amount.most), times=dose.times)
