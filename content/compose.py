"""A longer session: several exercises that fill the time, with the kinds in balance."""

from collections.abc import Mapping, Sequence

from content.eligible import Circumstances, level_in, pace_in, seconds_at
from content.models import Exercise, Place
from content.steps import REST_SECONDS
from content.variety import next_exercise, not_again

OVERFILL = 1.1
NEARLY_FULL = 0.9
"""A composed session may be a tenth longer or shorter than asked for, as far as there is enough to fill it."""

_DOWNWARD = (Place.STANDING, Place.CHAIR, Place.FLOOR)


def compose(
    pool: Sequence[Exercise], circumstances: Circumstances, past: Sequence[Exercise], salt: str
) -> list[Exercise]:
    """Exercises that fill the time, none twice, no kind again before the others that fit had their turn.

    They are ordered so that a person gets down to the floor only once. What was done last of all comes at the end, and
    only where there is too little else.
    """
    costs = {one.id: REST_SECONDS + _seconds(one, circumstances) for one in pool}
    spent = -REST_SECONDS  # the first exercise has no rest before it
    others, picked = not_again(pool, past), list[Exercise]()
    just_done = [one for one in pool if one not in others]
    while spent < circumstances.seconds:
        others = [one for one in others if spent + costs[one.id] <= circumstances.seconds * OVERFILL]
        if not others and not just_done:
            break
        if not others:
            others, just_done = just_done, []
            continue
        balanced = _without_gap(_rarest_kinds(others, picked), costs, spent, circumstances.seconds)
        picked.append(next_exercise(balanced, [*past, *picked], circumstances.favourites, salt))
        others.remove(picked[-1])
        spent += costs[picked[-1].id]
    last = past[-1] if past else None
    return sorted(picked, key=lambda one: (one == last, _DOWNWARD.index(one.posture.place)))


def _seconds(one: Exercise, circumstances: Circumstances) -> int:
    return seconds_at(one, level_in(one, circumstances), pace_in(one, circumstances))


def _without_gap(
    balanced: Sequence[Exercise], costs: Mapping[str, int], spent: int, seconds: int
) -> Sequence[Exercise]:
    """Those after which the time is nearly full, or one of another kind still fits; else all of them."""

    def leaves_no_gap(one: Exercise) -> bool:
        then = spent + costs[one.id]
        ends = [then + costs[other.id] for other in balanced if other.kind is not one.kind]
        return then >= seconds * NEARLY_FULL or any(end <= seconds * OVERFILL for end in ends)

    return [one for one in balanced if leaves_no_gap(one)] or balanced


def _rarest_kinds(fitting: Sequence[Exercise], picked: Sequence[Exercise]) -> list[Exercise]:
    times = {one.kind: sum(other.kind is one.kind for other in picked) for one in fitting}
    return [one for one in fitting if times[one.kind] == min(times.values())]
