"""What to do next: circumstances, history and a seed give one exercise, or several that fill the time.

What is promised about variety stands in `content.variety`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from content.catalogue import Catalogue
from content.compose import compose
from content.eligible import Circumstances, NothingEligible, Rule, eligible, level_in, pace_in, ruled_out
from content.models import Exercise, Level, Pace
from content.safety import SHORT_BREAK_SECONDS
from content.steps import duration, expand
from content.turns import ages
from content.variety import next_exercise

__all__ = [
    "REMEMBERED",
    "Choice",
    "Circumstances",
    "NothingEligible",
    "Reason",
    "Rule",
    "choose",
    "ruled_out",
]

REMEMBERED = 200
"""How much history is worth passing in; with less, the promises reach less far back."""


class Reason(StrEnum):
    """Why this was chosen."""

    ONLY_ONE = "only_one"  # nothing else is eligible
    COMES_BACK = "comes_back"  # all else was refused too, and this one longest ago
    COMPOSED = "composed"  # several, to fill the time
    FIRST_TIME = "first_time"  # never done before
    FAVOURITE = "favourite"  # one of the person's own
    KIND_DUE = "kind_due"  # this kind has not been done for longest
    IN_TURN = "in_turn"  # its turn among the others


@dataclass(frozen=True)
class Choice:
    """What to do: ids in order, why, the seconds it takes, and the level and pace of each within those seconds.

    They are below the person's own where these are too long for the time: expand with `levels` and `paces`.
    """

    exercises: tuple[str, ...]
    reason: Reason
    seconds: int
    levels: Mapping[str, Level]
    paces: Mapping[str, Pace]


def choose(
    catalogue: Catalogue,
    circumstances: Circumstances,
    history: Sequence[str],
    seed: int,
    refused: Sequence[str] = (),
) -> Choice:
    """Choose for `circumstances`: one exercise up to 80 seconds, beyond that several that fill them.

    `history` is what was done or offered, oldest first; ids the catalogue does not know are ignored.
    `refused` was turned down just now and stays away until everything eligible was.
    The same arguments give the same choice. Raises NothingEligible.
    """
    left = eligible(catalogue.exercises.values(), circumstances)
    fresh = [exercise for exercise in left if exercise.id not in refused]
    pool = fresh or [_refused_longest_ago(left, refused)]
    past = [one for one in map(catalogue.exercises.get, history) if one is not None]
    salt = "|".join([str(seed), *history, "refused", *refused])
    if circumstances.seconds > SHORT_BREAK_SECONDS:
        picked = compose(pool, circumstances, past, salt)
    else:
        picked = [next_exercise(pool, past, circumstances.favourites, salt)]
    levels = {one.id: level_in(one, circumstances) for one in picked}
    paces = {one.id: pace_in(one, circumstances) for one in picked}
    return Choice(
        exercises=tuple(one.id for one in picked),
        reason=_reason(picked, left, fresh, past, circumstances.favourites),
        seconds=duration(expand(picked, levels, paces)),
        levels=levels,
        paces=paces,
    )


def _refused_longest_ago(left: Sequence[Exercise], refused: Sequence[str]) -> Exercise:
    last = {one: position for position, one in enumerate(refused)}
    return min(left, key=lambda exercise: last[exercise.id])


def _reason(
    picked: Sequence[Exercise],
    left: Sequence[Exercise],
    fresh: Sequence[Exercise],
    past: Sequence[Exercise],
    favourites: frozenset[str],
) -> Reason:
    """The first of the reasons that holds, the strongest first."""
    one = picked[0]
    kinds = sorted({other.kind for other in fresh})
    since = ages(kinds, [other.kind for other in past])
    holds = {
        Reason.ONLY_ONE: len(left) == 1,
        Reason.COMES_BACK: not fresh,
        Reason.COMPOSED: len(picked) > 1,
        Reason.FIRST_TIME: all(one.id != other.id for other in past),
        Reason.FAVOURITE: one.id in favourites,
        Reason.KIND_DUE: len(kinds) > 1 and since.get(one.kind) == max(since.values(), default=0),
    }
    return next((reason for reason, is_so in holds.items() if is_so), Reason.IN_TURN)
