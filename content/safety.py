"""House rules on who should leave an exercise out, stricter than any single file's author may be.

They are cautious on purpose: an exercise that is left out costs a person little. They follow what
is commonly advised: in pregnancy no lying on the front and no long lying on the back; after surgery
only seated movement and breathing; kneeling loads the knees.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from content.models import Contraindication, Exercise, Kind, Level, Place, Posture
from content.steps import duration, expand

SHORT_BREAK_SECONDS = 80
"""The longest break that is still called one minute."""

ALWAYS_LEFT = 3
"""How many exercises everybody is left with, given a chair and a short break."""

_BY_POSTURE = {
    Posture.KNEELING: ((Contraindication.KNEES, "kneeling puts weight on them"),),
    Posture.ALL_FOURS: ((Contraindication.KNEES, "all fours puts weight on them"),),
    Posture.LYING_FRONT: ((Contraindication.PREGNANCY, "it lies on the front"),),
    Posture.LYING_BACK: ((Contraindication.PREGNANCY, "it lies on the back for a while"),),
}


def unlisted(exercise: Exercise) -> Iterator[tuple[Contraindication, str]]:
    """Contraindications the house rules ask for and `exercise` does not list, each with the reason."""
    rules = list(_BY_POSTURE.get(exercise.posture, ()))
    if exercise.posture is not Posture.SEATED and exercise.kind is not Kind.BREATHE:
        rules.append((Contraindication.SURGERY, "only seated movement and breathing are left after surgery"))
    if exercise.advanced:
        rules += [(each, "advanced exercises are for nobody who is careful") for each in Contraindication]
    yield from (rule for rule in rules if rule[0] not in exercise.contraindications)


def too_few_in_a_chair(exercises: Iterable[Exercise]) -> Iterator[frozenset[Contraindication]]:
    """Sets of contraindications that leave too few exercises with only a chair and a short break."""
    reachable = [each for each in exercises if _in_any_chair(each)]
    for size in range(len(Contraindication) + 1):
        for careful in map(frozenset, combinations(Contraindication, size)):
            if sum(not each.contraindications & careful for each in reachable) < ALWAYS_LEFT:
                yield careful


def _in_any_chair(exercise: Exercise) -> bool:
    short = duration(expand([exercise], {exercise.id: Level.EASY})) <= SHORT_BREAK_SECONDS
    return exercise.places == {Place.CHAIR} and not exercise.needs and not exercise.advanced and short
