"""Which part of the catalogue a list shows: a place, a kind and a need, each or none, and the page. Pure.

A shelf travels in buttons as one number, a digit each for place, kind and need (0: any), the page before them: so it
fits into 64 bytes beside an exercise's id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from bot.life import choices
from content.catalogue import Catalogue
from content.models import Equipment, Exercise, Kind, Place, Posture

PAGE = 6
MOST_PAGES = 100
_POSTURES = list(Posture)


class Need(StrEnum):
    """What an exercise needs at hand: one of the things, or nothing at all."""

    NOTHING = "nothing"
    DOORWAY = "doorway"
    WALL = "wall"
    BLOCK = "block"
    STRAP = "strap"


_FILTERS: tuple[tuple[str, tuple[StrEnum, ...]], ...] = (
    ("place", tuple(Place)),
    ("kind", tuple(Kind)),
    ("need", tuple(Need)),
)
_SPOKEN: dict[str, StrEnum] = {
    **choices.SPOKEN_PLACES,
    **{name: Need(thing) for name, thing in choices.SPOKEN_EQUIPMENT.items()},
    **{str(kind): kind for kind in Kind},
    "strength": Kind.STRENGTHEN,
    "mobilize": Kind.MOBILISE,
    "breath": Kind.BREATHE,
    "nothing": Need.NOTHING,
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A filter (None: any) and a page of what passes it, from 0."""

    place: Place | None = None
    kind: Kind | None = None
    need: Need | None = None
    page: int = 0

    @property
    def number(self) -> int:
        """As buttons carry it."""
        number, base = 0, 1
        for name, values in _FILTERS:
            value = getattr(self, name)
            number += base * (0 if value is None else values.index(value) + 1)
            base *= 10
        return number + base * self.page

    @classmethod
    def of(cls, number: int) -> Self:
        """The shelf of a button; whatever a tampered number does not mean is any, or the first page."""
        found: dict[str, Any] = {}
        rest = max(0, number)
        for name, values in _FILTERS:
            rest, digit = divmod(rest, 10)
            found[name] = values[digit - 1] if 1 <= digit <= len(values) else None
        return cls(**found, page=rest if rest < MOST_PAGES else 0)

    @classmethod
    def spoken(cls, line: str) -> Self | None:
        """The shelf that these words ask for ("floor strengthen"); None where one of them is no filter."""
        words = line.casefold().replace(",", " ").split()
        values = [_SPOKEN.get(word) for word in words]
        if not words or None in values:
            return None
        of = {type(choices[0]): name for name, choices in _FILTERS}
        found: dict[str, Any] = {of[type(value)]: value for value in values if value is not None}
        return cls(**found) if len(found) == len(words) else None

    def toggled(self, value: StrEnum) -> Shelf:
        """With this filter on, or off where it was on; from the first page again."""
        name = next(name for name, values in _FILTERS if value in values)
        now: dict[str, Any] = {name: None if getattr(self, name) == value else value}
        return replace(self, page=0, **now)

    @property
    def chosen(self) -> tuple[StrEnum, ...]:
        """The filters that are on."""
        values = (getattr(self, name) for name, _ in _FILTERS)
        return tuple(value for value in values if value is not None)

    def holds(self, exercise: Exercise) -> bool:
        """Whether this exercise passes the filter."""
        fits_place = self.place is None or exercise.posture.place is self.place
        fits_kind = self.kind is None or exercise.kind is self.kind
        return fits_place and fits_kind and (self.need is None or _needs(exercise, self.need))


def _needs(exercise: Exercise, need: Need) -> bool:
    if need is Need.NOTHING:
        return not exercise.needs and not exercise.chair
    return Equipment(need) in (*exercise.needs, *exercise.optional)


def everything_on(shelf: Shelf, catalogue: Catalogue) -> list[Exercise]:
    """All that passes the filter, by posture and then by name."""
    passing = [exercise for exercise in catalogue.exercises.values() if shelf.holds(exercise)]
    return sorted(passing, key=lambda one: (_POSTURES.index(one.posture), one.name))


def pages(count: int) -> int:
    """How many pages so many items fill; an empty list has one, too."""
    return max(1, -(-count // PAGE))


def page_of(items: Sequence[Any], page: int) -> tuple[int, Sequence[Any]]:
    """The page that there is, nearest to this one, and what is on it."""
    there = max(0, min(page, pages(len(items)) - 1))
    return there, items[there * PAGE : (there + 1) * PAGE]
