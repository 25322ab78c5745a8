"""Who may be offered what: the rules that rule an exercise out, and the error when nothing is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from content.models import Contraindication, Equipment, Exercise, Level, Pace, Place
from content.steps import duration, expand


@dataclass(frozen=True)
class Circumstances:
    """Where a person is, what is at hand, what to be careful with, and how long there is.

    `seconds` is the whole time, getting ready included. An exercise missing in `levels` is at NORMAL.
    """

    places: frozenset[Place]
    equipment: frozenset[Equipment] = frozenset()
    careful: frozenset[Contraindication] = frozenset()
    seconds: int = 80
    levels: Mapping[str, Level] = field(default_factory=dict)
    favourites: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    discreet: bool = False
    pace: Pace = Pace.NORMAL


class Rule(StrEnum):
    """Why an exercise is not offered."""

    PLACES = "places"
    EQUIPMENT = "equipment"
    CAREFUL = "careful"
    HIDDEN = "hidden"
    DISCREET = "discreet"
    ADVANCED = "advanced"
    TIME = "time"


class NothingEligible(Exception):
    """Nothing is left to offer. Easing the `rules` helps: any one where one is enough, else all of them."""

    def __init__(self, rules: frozenset[Rule]) -> None:
        self.rules = rules
        super().__init__(f"no exercise is left; ruled out by: {', '.join(sorted(rules))}")


def ruled_out(exercise: Exercise, circumstances: Circumstances) -> frozenset[Rule]:
    """Every rule that keeps `exercise` from being offered; empty when it may be.

    The time is measured at the easy level: a longer dose is eased to fit (see `fitting_level`).
    """
    now = circumstances
    of_the_person = {
        Rule.HIDDEN: exercise.id in now.hidden,
        Rule.ADVANCED: _is_too_early(exercise, now.levels),
    }
    return frozenset(_broken(of_the_person) + _broken(_of_the_settings(exercise, now)))


def _of_the_settings(exercise: Exercise, now: Circumstances) -> dict[Rule, bool]:
    """Whether it breaks the rules that are the same for all with these settings."""
    return {
        Rule.PLACES: not exercise.places <= now.places,
        Rule.EQUIPMENT: not now.equipment.issuperset(exercise.needs),
        Rule.CAREFUL: bool(exercise.contraindications & now.careful),
        Rule.DISCREET: now.discreet and not exercise.discreet,
        Rule.TIME: fitting_level(exercise, Level.EASY, now.seconds, now.pace) is None,
    }


def _broken(rules: Mapping[Rule, bool]) -> list[Rule]:
    return [rule for rule, is_broken in rules.items() if is_broken]


def eligible(exercises: Iterable[Exercise], circumstances: Circumstances) -> list[Exercise]:
    """The exercises that may be offered, in the order given. Raises NothingEligible when none may."""
    everything = tuple(exercises)
    now = circumstances
    suiting = _suiting(
        everything,
        places=now.places,
        equipment=now.equipment,
        careful=now.careful,
        seconds=now.seconds,
        discreet=now.discreet,
        pace=now.pace,
    )
    left = [one for one in suiting if one.id not in now.hidden and not _is_too_early(one, now.levels)]
    if left:
        return left
    rules = [ruled_out(exercise, now) for exercise in everything]
    fewest = min(map(len, rules), default=0)
    raise NothingEligible(frozenset().union(*(broken for broken in rules if len(broken) == fewest)))


@lru_cache(maxsize=1024)
def _suiting(
    exercises: tuple[Exercise, ...],
    *,
    places: frozenset[Place],
    equipment: frozenset[Equipment],
    careful: frozenset[Contraindication],
    seconds: int,
    discreet: bool,
    pace: Pace,
) -> tuple[Exercise, ...]:
    """Those that the settings leave."""
    now = Circumstances(places, equipment, careful, seconds, discreet=discreet, pace=pace)
    return tuple(exercise for exercise in exercises if not any(_of_the_settings(exercise, now).values()))


@lru_cache(maxsize=2048)
def seconds_at(exercise: Exercise, level: Level, pace: Pace = Pace.NORMAL) -> int:
    """How long `exercise` takes by itself at `level` and `pace`, getting ready included."""
    return duration(expand([exercise], {exercise.id: level}, {exercise.id: pace}))


def fitting_pace(exercise: Exercise, wanted: Pace, seconds: int) -> Pace:
    """The pace to hold at in `seconds`: long holds that cannot fit at any level become normal ones."""
    fits = wanted is not Pace.LONG or seconds_at(exercise, Level.EASY, wanted) <= seconds
    return wanted if fits else Pace.NORMAL


def fitting_level(exercise: Exercise, wanted: Level, seconds: int, pace: Pace = Pace.NORMAL) -> Level | None:
    """The hardest level up to `wanted` that fits into `seconds` (at the pace that fits); None when none does."""
    fitting = (level for level in sorted(Level, reverse=True) if level <= wanted)
    held = fitting_pace(exercise, pace, seconds)
    return next((level for level in fitting if seconds_at(exercise, level, held) <= seconds), None)


def level_in(exercise: Exercise, circumstances: Circumstances) -> Level:
    """The level to do `exercise` at: the person's own, eased where that is too long for the time."""
    wanted = circumstances.levels.get(exercise.id, Level.NORMAL)
    return fitting_level(exercise, wanted, circumstances.seconds, circumstances.pace) or Level.EASY


def pace_in(exercise: Exercise, circumstances: Circumstances) -> Pace:
    """The pace to hold `exercise` at: the person's own, or the normal one where that is too long for the time."""
    return fitting_pace(exercise, circumstances.pace, circumstances.seconds)


def _is_too_early(exercise: Exercise, levels: Mapping[str, Level]) -> bool:
    """Whether it is advanced, and one of its easier ones not mastered."""
    return exercise.advanced and any(levels.get(one, Level.NORMAL) != Level.HARD for one in exercise.easier)
