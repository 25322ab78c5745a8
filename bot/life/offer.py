"""What to offer a person: from what is kept about them to the content's choice, levels and steps. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol, TypeVar

from content.catalogue import Catalogue
from content.choose import Choice, Circumstances, choose
from content.eligible import Rule, level_in, pace_in, ruled_out
from content.models import Contraindication, Equipment, Level, Pace, Place
from content.safety import SHORT_BREAK_SECONDS
from content.steps import Step, expand

T = TypeVar("T", bound=StrEnum)
EVERYBODYS_PLACES = (Place.CHAIR,)
LONGEST_SECONDS = 600
"""Of one offer, however it was asked for."""


class Mover(Protocol):
    """The person's answers that decide what suits them; None means not asked yet."""

    @property
    def id(self) -> int:
        """Whose answers these are."""

    @property
    def places(self) -> tuple[str, ...] | None:
        """Where the person can move, as Place words."""

    @property
    def equipment(self) -> tuple[str, ...] | None:
        """What is at hand, as Equipment words."""

    @property
    def careful(self) -> tuple[str, ...] | None:
        """What to be careful with, as Contraindication words."""

    @property
    def pace(self) -> str:
        """How long to hold, as a Pace word."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the choice looks back on: levels moved by feedback, what is left out, liked, and was offered, in order."""

    levels: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    favourites: frozenset[str] = frozenset()
    offered: tuple[str, ...] = ()


def circumstances(person: Mover, known: Known, seconds: int, place: str | None = None) -> Circumstances:
    """What rules exercises in and out. A `place` asked for now goes before the places in the settings.

    `seconds` is the whole time there is. Raises ValueError where a kept word is none of the content's.
    """
    return Circumstances(
        places=_as(Place, (place,) if place else person.places or EVERYBODYS_PLACES),
        equipment=_as(Equipment, person.equipment or ()),
        careful=_as(Contraindication, person.careful or ()),
        seconds=seconds,
        levels={exercise: Level(level) for exercise, level in known.levels.items()},
        favourites=known.favourites,
        hidden=known.left_out,
        pace=Pace(person.pace),
    )


@lru_cache(maxsize=1024)
def _as(kind: type[T], words: tuple[str, ...]) -> frozenset[T]:
    return frozenset(map(kind, words))


def pick(
    catalogue: Catalogue,
    person: Mover,
    known: Known,
    day: date,
    *,
    seconds: int = SHORT_BREAK_SECONDS,
    place: str | None = None,
    refused: Sequence[str] = (),
) -> Choice:
    """What to do in these seconds on this day. Raises NothingEligible, which names what rules all out."""
    found = circumstances(person, known, seconds, place)
    return choose(catalogue, found, known.offered, seed(person.id, day), refused)


def seed(person_id: int, day: date) -> int:
    """The same for one person on one day; what was offered since then already makes each choice another."""
    digest = blake2b(f"{person_id} {day.isoformat()}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big")


def levels_within(
    catalogue: Catalogue, person: Mover, known: Known, exercises: Iterable[str], limit_seconds: int
) -> dict[str, Level]:
    """The level of each exercise: the person's own, eased where it alone is longer than the offer's limit."""
    found = circumstances(person, known, limit_seconds)
    return {exercise: level_in(catalogue.exercises[exercise], found) for exercise in exercises}


def steps_of(
    catalogue: Catalogue, person: Mover, known: Known, exercises: Sequence[str], limit_seconds: int
) -> tuple[Step, ...]:
    """The timed steps of an offer, at the person's levels and pace; their duration is the length that is shown."""
    found = circumstances(person, known, limit_seconds)
    return expand(
        [catalogue.exercises[exercise] for exercise in exercises],
        levels_within(catalogue, person, known, exercises, limit_seconds),
        {exercise: pace_in(catalogue.exercises[exercise], found) for exercise in exercises},
    )


def still_safe(
    catalogue: Catalogue, person: Mover, known: Known, exercises: Iterable[str]
) -> tuple[str, ...]:
    """Of exercises that were asked for by name, or offered a while ago, those that nothing speaks against now.

    One that an operator has taken away meanwhile is left out.
    """
    there = (one for one in exercises if one in catalogue.exercises)
    return tuple(one for one in there if not unsafe(catalogue, person, known, one))


def unsafe(catalogue: Catalogue, person: Mover, known: Known, exercise: str) -> frozenset[Rule]:
    """The rules about the body, not about place or time, that keep this exercise from being done."""
    found = circumstances(person, known, SHORT_BREAK_SECONDS)
    return ruled_out(catalogue.exercises[exercise], found) & {Rule.CAREFUL, Rule.HIDDEN, Rule.ADVANCED}
