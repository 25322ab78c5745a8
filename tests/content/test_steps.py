"""Steps: what they are, in which order, and that their sum is the time a person is shown."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.catalogue import Catalogue, load
from content.models import Level, Side
from content.steps import Step, StepKind, dump, duration, expand, parse, working_seconds

CATALOGUE = load()
ids = st.lists(st.sampled_from(sorted(CATALOGUE.exercises)), min_size=1, max_size=6)
levels = st.dictionaries(st.sampled_from(sorted(CATALOGUE.exercises)), st.sampled_from(Level))
quick = settings(max_examples=40, deadline=None)


def _expand(catalogue: Catalogue, *exercises: str, level: Level = Level.NORMAL) -> tuple[Step, ...]:
    return expand([catalogue.exercises[one] for one in exercises], dict.fromkeys(exercises, level))


def _brief(steps: Sequence[Step]) -> list[tuple[str, int, str | None]]:
    return [(step.kind, step.seconds, step.side) for step in steps]


def test_a_two_sided_hold_goes_right_first_and_switches(catalogue: Catalogue) -> None:
    assert _brief(_expand(catalogue, "seated-figure-four")) == [
        ("ready", 6, "right"),
        ("hold", 30, "right"),
        ("switch", 5, "left"),
        ("hold", 30, "left"),
        ("done", 0, None),
    ]


def test_a_bridge_is_lowered_between_its_holds(catalogue: Catalogue) -> None:
    steps = _expand(catalogue, "floor-bridge")
    assert [step.seconds for step in steps if step.kind is StepKind.HOLD] == [6] * 8
    assert [step.seconds for step in steps if step.kind is StepKind.REST] == [3] * 7
    assert [(step.set, step.sets) for step in steps if step.works] == [(n, 8) for n in range(1, 9)]


def test_sets_of_a_two_sided_exercise_alternate_the_sides(catalogue: Catalogue) -> None:
    swings = [step for step in _expand(catalogue, "pendulum-swing", level=Level.HARD) if step.works]
    assert [(step.side, step.set) for step in swings] == [
        (Side.RIGHT, 1),
        (Side.LEFT, 1),
        (Side.RIGHT, 2),
        (Side.LEFT, 2),
    ]


def test_reps_carry_count_and_tempo_and_the_last_is_never_cut(catalogue: Catalogue) -> None:
    reps = _expand(catalogue, "clamshell", level=Level.HARD)[1]
    assert (reps.kind, reps.count, reps.tempo) == (StepKind.REPS, 15, 2.5)
    assert reps.seconds == 38


def test_breaths_carry_count_and_seconds_a_breath(catalogue: Catalogue) -> None:
    breaths = _expand(catalogue, "long-breaths")[1]
    assert (breaths.kind, breaths.count, breaths.tempo) == (StepKind.BREATHE, 10, 10)
    assert breaths.seconds == 100


def test_a_rest_between_two_exercises_names_the_one_to_come(catalogue: Catalogue) -> None:
    steps = _expand(catalogue, "sit-tall", "march")
    rest = next(step for step in steps if step.kind is StepKind.REST)
    assert (rest.exercise, rest.seconds, rest.part, rest.parts) == ("march", 10, 2, 2)
    assert [step.part for step in steps] == [1, 1, 2, 2, 2, 2]


def test_a_harder_level_takes_longer(catalogue: Catalogue) -> None:
    easy, hard = (_expand(catalogue, "bridge-reps", level=level) for level in (Level.EASY, Level.HARD))
    assert working_seconds(easy) == 40
    assert working_seconds(hard) == 60


def test_an_exercise_without_a_level_is_done_at_normal(catalogue: Catalogue) -> None:
    exercise = catalogue.exercises["bridge-reps"]
    assert expand([exercise], {}) == expand([exercise], {"bridge-reps": Level.NORMAL})


def test_nothing_cannot_be_expanded() -> None:
    with pytest.raises(ValueError, match="at least one"):
        expand([], {})


@quick
@given(ids, levels)
def test_the_time_shown_is_the_sum_of_the_steps(chosen: list[str], levels: dict[str, Level]) -> None:
    steps = expand([CATALOGUE.exercises[one] for one in chosen], levels)
    alone = [duration(expand([CATALOGUE.exercises[one]], levels)) for one in chosen]
    assert duration(steps) == sum(alone) + 10 * (len(chosen) - 1)
    assert 0 < working_seconds(steps) < duration(steps)


@quick
@given(ids, levels)
def test_every_part_starts_ready_and_only_the_end_is_done(
    chosen: list[str], levels: dict[str, Level]
) -> None:
    steps = expand([CATALOGUE.exercises[one] for one in chosen], levels)
    assert steps[0].kind is StepKind.READY
    assert [step.kind for step in steps].count(StepKind.DONE) == 1
    assert steps[-1].kind is StepKind.DONE
    assert [step.exercise for step in steps if step.kind is StepKind.READY] == chosen
    assert all(step.seconds > 0 for step in steps[:-1])


@quick
@given(ids, levels)
def test_kept_steps_come_back_as_they_were(chosen: list[str], levels: dict[str, Level]) -> None:
    steps = expand([CATALOGUE.exercises[one] for one in chosen], levels)
    assert parse(dump(steps)) == steps


@pytest.mark.parametrize("text", ["", "{}", '[{"kind": "hop"}]', json.dumps([{"kind": "hold"}])])
def test_text_that_is_no_steps_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        parse(text)
