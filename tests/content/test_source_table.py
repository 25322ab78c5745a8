"""Every exercise that the sources describe is there, with the source's own dose, posture and needs."""

from dataclasses import dataclass

import pytest

from content.catalogue import Catalogue
from content.models import Breaths, DoseFrom, Equipment, Hold, Level, Place, Posture, Reps, Side

FIRST = "000_29b96eb1491ec640"
SECOND = "001_c0185685ec43266d"
THIRD = "002_0f4ce0d15ef979a4"


@dataclass(frozen=True)
class Row:
    """`dose` is (type, least, most) of what the source says, None where it says nothing."""

    id: str
    posture: str
    source: str
    dose: tuple[type, int, int] | None
    a_side: bool
    needs: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    times: tuple[int, int] = (1, 1)


TABLE = [
    Row("crescent-lunge", "kneeling", FIRST, (Hold, 15, 20), a_side=True),
    Row("doorway-step-through", "standing", FIRST, None, a_side=True, needs=("doorway",)),
    Row("side-lying-quad-pull", "lying_side", FIRST, None, a_side=True, optional=("strap",)),
    Row("floor-bridge", "lying_back", FIRST, (Hold, 5, 10), a_side=False, times=(8, 10)),
    Row("bridge-reps", "lying_back", SECOND, (Reps, 10, 15), a_side=False),
    Row("figure-four-rotation", "lying_back", FIRST, (Breaths, 7, 10), a_side=True),
    Row("knee-to-chest", "lying_back", FIRST, None, a_side=True, optional=("block",)),
    Row("lizard", "all_fours", SECOND, (Hold, 30, 60), a_side=True),
    Row("figure-four", "lying_back", SECOND, (Hold, 30, 60), a_side=True),
    Row("seated-figure-four", "seated", SECOND, (Hold, 30, 60), a_side=True),
    Row("clamshell", "lying_side", SECOND, (Reps, 10, 15), a_side=True),
    Row("fire-hydrant", "all_fours", SECOND, (Reps, 10, 15), a_side=True),
    Row("leg-lift", "lying_back", SECOND, (Reps, 10, 15), a_side=True),
    Row("lunge", "standing", SECOND, (Reps, 10, 15), a_side=True),
    Row("kneeling-lunge", "kneeling", THIRD, None, a_side=True),
    Row("pigeon", "all_fours", THIRD, None, a_side=True),
    Row("king-pigeon", "all_fours", THIRD, None, a_side=True),
    Row("half-frog", "lying_front", THIRD, None, a_side=True),
    Row("march", "standing", THIRD, None, a_side=False),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_an_exercise_has_the_posture_needs_and_source_it_was_described_with(
    row: Row, catalogue: Catalogue
) -> None:
    exercise = catalogue.exercises[row.id]
    assert exercise.posture == row.posture
    assert exercise.needs == row.needs
    assert exercise.optional == row.optional
    assert exercise.source == row.source
    assert exercise.sides == ((Side.RIGHT, Side.LEFT) if row.a_side else ())


@pytest.mark.parametrize("row", [row for row in TABLE if row.dose], ids=lambda row: row.id)
def test_a_dose_the_source_gives_is_the_range_and_every_level_lies_in_it(
    row: Row, catalogue: Catalogue
) -> None:
    assert row.dose is not None
    kind, least, most = row.dose
    exercise = catalogue.exercises[row.id]
    assert exercise.dose_from is DoseFrom.SOURCE
    assert (exercise.range.amount.least, exercise.range.amount.most) == (least, most)
    assert (exercise.range.times.least, exercise.range.times.most) == row.times
    for level in Level:
        dose = exercise.dose(level)
        assert isinstance(dose, kind)
        assert least <= dose.amount <= most
        assert row.times[0] <= dose.times <= row.times[1]


@pytest.mark.parametrize("row", [row for row in TABLE if not row.dose], ids=lambda row: row.id)
def test_where_the_source_gives_no_dose_it_is_marked_as_ours(row: Row, catalogue: Catalogue) -> None:
    assert catalogue.exercises[row.id].dose_from is DoseFrom.US


def test_a_pendulum_swings_about_45_seconds_a_side_and_may_repeat(catalogue: Catalogue) -> None:
    swing = catalogue.exercises["pendulum-swing"]
    assert swing.posture is Posture.STANDING
    assert swing.needs == (Equipment.WALL, Equipment.BLOCK)
    assert swing.source == FIRST
    assert swing.dose_from is DoseFrom.SOURCE
    assert [swing.dose(level).seconds_a_set for level in Level] == [45, 45, 45]
    assert swing.dose(Level.HARD).times == 2


def test_long_breaths_are_ten_of_ten_seconds(catalogue: Catalogue) -> None:
    exercise = catalogue.exercises["long-breaths"]
    assert exercise.source == FIRST
    assert exercise.dose(Level.NORMAL) == Breaths(count=10, seconds=10)
    assert exercise.range.amount.least == 10


def test_king_pigeon_is_advanced_and_stands_behind_pigeon(catalogue: Catalogue) -> None:
    assert catalogue.exercises["king-pigeon"].advanced
    assert catalogue.exercises["king-pigeon"].easier == ("pigeon",)
    assert [one.id for one in catalogue.exercises.values() if one.advanced] == ["king-pigeon"]


def test_the_marches_let_go_more_slowly_than_they_tighten(catalogue: Catalogue) -> None:
    for march in (catalogue.exercises["march"], catalogue.exercises["seated-march"]):
        assert march.cues[0] == "Two seconds up, three seconds down."
        assert {dose.tempo for dose in map(march.dose, Level) if isinstance(dose, Reps)} == {5}


def test_what_is_too_much_seated_is_too_much_standing_or_on_the_floor(catalogue: Catalogue) -> None:
    for gentle, more in (("seated-march", "march"), ("seated-cat-cow", "cat-cow")):
        assert catalogue.exercises[gentle].contraindications <= catalogue.exercises[more].contraindications, (
            more
        )


def test_the_lunge_takes_standing_room_and_no_floor(catalogue: Catalogue) -> None:
    assert catalogue.exercises["lunge"].places == {Place.STANDING}


def test_the_block_of_knee_to_chest_goes_under_the_sacrum_and_never_the_low_back(
    catalogue: Catalogue,
) -> None:
    block = next(line for line in catalogue.exercises["knee-to-chest"].steps if "block" in line)
    assert "sacrum" in block
    assert "never under the back" in block


def test_the_seated_figure_four_says_where_it_is_felt(catalogue: Catalogue) -> None:
    exercise = catalogue.exercises["seated-figure-four"]
    assert "Seated psoas stretch" in exercise.also_known_as
    assert any("outer hip" in cue for cue in exercise.cues)
