"""What to offer a person: from what is kept about them to the content's choice, levels and steps. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Protocol

from content.catalogue import Catalogue
from content.choose import Choice, Circumstances, choose
from content.eligible import Rule, fitting_level, ruled_out
from content.models import Contraindication, Equipment, Level, Place
from content.safety import SHORT_BREAK_SECONDS
from content.steps import Step, expand

EVERYBODYS_PLACES = (Place.CHAIR,)


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


@dataclass(frozen=True, slots=True)
class Known:
    """What the choice looks back on: levels moved by feedback, what is left out, what was offered, in order."""

    levels: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    offered: tuple[str, ...] = ()


def circumstances(
    person: Mover, levels: Mapping[str, int], left_out: Iterable[str], seconds: int, place: str | None = None
) -> Circumstances:
    """What rules exercises in and out. A `place` asked for now goes before the places in the settings.

    `seconds` is the whole time there is. Raises ValueError where a kept word is none of the content's.
    """
    return Circumstances(
        places=frozenset([Place(place)] if place else map(Place, person.places or EVERYBODYS_PLACES)),
        equipment=frozenset(map(Equipment, person.equipment or ())),
        careful=frozenset(map(Contraindication, person.careful or ())),
        seconds=seconds,
        levels={exercise: Level(level) for exercise, level in levels.items()},
        hidden=frozenset(left_out),
    )


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
    found = circumstances(person, known.levels, known.left_out, seconds, place)
    return choose(catalogue, found, known.offered, seed(person.id, day), refused)


def seed(person_id: int, day: date) -> int:
    """The same for one person on one day; what was offered since then already makes each choice another."""
    digest = blake2b(f"{person_id} {day.isoformat()}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big")


def levels_within(
    catalogue: Catalogue, exercises: Iterable[str], levels: Mapping[str, int], limit_seconds: int
) -> dict[str, Level]:
    """The level of each exercise: the person's own, eased where it alone is longer than the offer's limit."""
    found = {}
    for exercise in exercises:
        own = Level(levels.get(exercise, Level.NORMAL))
        found[exercise] = fitting_level(catalogue.exercises[exercise], own, limit_seconds) or Level.EASY
    return found


def steps_of(
    catalogue: Catalogue, exercises: Sequence[str], levels: Mapping[str, int], limit_seconds: int
) -> tuple[Step, ...]:
    """The timed steps of an offer; their duration is the length that is shown."""
    return expand(
        [catalogue.exercises[exercise] for exercise in exercises],
        levels_within(catalogue, exercises, levels, limit_seconds),
    )


def still_safe(
    catalogue: Catalogue, person: Mover, known: Known, exercises: Iterable[str]
) -> tuple[str, ...]:
    """Of exercises that were asked for by name, or offered a while ago, those that nothing speaks against now."""
    return tuple(one for one in exercises if not unsafe(catalogue, person, known, one))


def unsafe(catalogue: Catalogue, person: Mover, known: Known, exercise: str) -> frozenset[Rule]:
    """The rules about the body, not about place or time, that keep this exercise from being done."""
    found = circumstances(person, known.levels, known.left_out, SHORT_BREAK_SECONDS)
    return ruled_out(catalogue.exercises[exercise], found) & {Rule.CAREFUL, Rule.HIDDEN, Rule.ADVANCED}
