"""The promises of choose, each for any circumstances, history and seed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from content.catalogue import load
from content.choose import Choice, Circumstances, NothingEligible, Reason, choose
from content.eligible import eligible
from content.models import Contraindication, Equipment, Exercise, Kind, Level, Place
from content.steps import duration, expand

CATALOGUE = load()
ALL = sorted(CATALOGUE.exercises)
EVERYTHING = Circumstances(frozenset(Place), frozenset(Equipment))
CHAIR = Circumstances(frozenset({Place.CHAIR}))


def some(values: Sequence[object]) -> st.SearchStrategy[frozenset[object]]:
    return st.frozensets(st.sampled_from(values))


circumstances = st.builds(
    Circumstances,
    places=some(list(Place)),
    equipment=some(list(Equipment)),
    careful=some(list(Contraindication)),
    levels=st.dictionaries(st.sampled_from(ALL), st.sampled_from(Level)),
    favourites=some(ALL),
    hidden=st.frozensets(st.sampled_from(ALL), max_size=40),
    discreet=st.booleans(),
)
histories = st.lists(st.sampled_from([*ALL, "an-exercise-of-long-ago"]), max_size=30)
seeds = st.integers(0, 2**32)
promised: Callable[[Callable[..., None]], Callable[..., None]] = settings(max_examples=15, deadline=None)


def _eligible(now: Circumstances) -> list[Exercise]:
    try:
        return eligible(CATALOGUE.exercises.values(), now)
    except NothingEligible:
        return []


def _picks(now: Circumstances, history: Sequence[str], seed: int, many: int) -> list[str]:
    picked: list[str] = []
    for _ in range(many):
        picked += choose(CATALOGUE, now, [*history, *picked], seed).exercises
    return picked


def _kinds(picked: Sequence[str]) -> list[Kind]:
    return [CATALOGUE.exercises[one].kind for one in picked]


@promised
@given(circumstances, histories, seeds)
@example(EVERYTHING, [], 0)
def test_only_what_is_eligible_is_chosen_and_it_fits_the_time(
    now: Circumstances, history: list[str], seed: int
) -> None:
    left = {one.id for one in _eligible(now)}
    assume(left)
    choice = choose(CATALOGUE, now, history, seed)
    assert len(choice.exercises) == 1
    assert set(choice.exercises) <= left
    assert choice.seconds <= 80
    assert choice == choose(CATALOGUE, now, history, seed)


@promised
@given(circumstances, histories, seeds)
@example(CHAIR, [], 0)
def test_never_the_same_twice_in_a_row_while_there_is_another(
    now: Circumstances, history: list[str], seed: int
) -> None:
    assume(len(_eligible(now)) > 1)
    picked = [*history[-1:], *_picks(now, history, seed, 20)]
    assert all(one != following for one, following in pairwise(picked))


@promised
@given(circumstances, histories, seeds)
@example(EVERYTHING, [], 0)
@example(CHAIR, ["lunge"] * 30, 1)
def test_in_any_20_picks_each_kind_gets_15_percent_and_stretches_60_at_most(
    now: Circumstances, history: list[str], seed: int
) -> None:
    kinds = {one.kind for one in _eligible(now)}
    assume(len(kinds) > 1)
    picked = _kinds(_picks(now, history, seed, 32))
    for start in range(len(picked) - 19):
        twenty = Counter(picked[start : start + 20])
        assert all(twenty[kind] >= 3 for kind in kinds)
        assert twenty[Kind.STRETCH] <= 10


def test_a_single_stretch_and_a_single_other_take_turns() -> None:
    two = {"seated-figure-four", "belly-breaths"}
    now = replace(CHAIR, hidden=frozenset(set(ALL) - two))
    picked = _picks(now, [], 0, 20)
    assert Counter(picked) == dict.fromkeys(two, 10)


@settings(max_examples=6, deadline=None)
@given(some(list(Place)), some(list(Contraindication)), histories, seeds)
def test_everything_eligible_comes_up_within_12_times_the_size_of_its_kind(
    places: frozenset[Place], careful: frozenset[Contraindication], history: list[str], seed: int
) -> None:
    now = Circumstances(places, careful=careful)
    left = _eligible(now)
    assume(left)
    sizes = Counter(one.kind for one in left)
    picked = _picks(now, history, seed, 12 * max(sizes.values()))
    for one in left:
        assert one.id in picked[: 12 * sizes[one.kind]]


def test_a_stretch_never_follows_a_stretch_while_another_kind_is_there() -> None:
    for now in (EVERYTHING, _only("pigeon", "lizard", "half-frog", "figure-four", "march", "leg-lift")):
        kinds = _kinds(_picks(now, [], 0, 80))
        assert (Kind.STRETCH, Kind.STRETCH) not in pairwise(kinds)


def test_favourites_come_up_more_often() -> None:
    favourite = "seated-cat-cow"
    plain = _picks(CHAIR, [], 5, 150).count(favourite)
    loved = _picks(replace(CHAIR, favourites=frozenset({favourite})), [], 5, 150).count(favourite)
    assert plain * 1.2 < loved < plain * 3


@promised
@given(circumstances, histories, seeds)
@example(EVERYTHING, [], 0)
def test_what_was_just_refused_stays_away_until_everything_was(
    now: Circumstances, history: list[str], seed: int
) -> None:
    left = {one.id for one in _eligible(now)}
    assume(left)
    refused: list[str] = []
    for _ in left:
        refused += choose(CATALOGUE, now, [*history, *refused], seed, refused).exercises
    assert sorted(refused) == sorted(left)
    again = choose(CATALOGUE, now, [*history, *refused], seed, refused)
    assert again.exercises == (refused[0],)
    refused.append(refused[0])
    after_that = choose(CATALOGUE, now, [*history, *refused], seed, refused)
    assert after_that.exercises == (refused[1],)


def test_in_a_longer_session_a_person_gets_down_to_the_floor_once_and_stays() -> None:
    for seed in range(20):
        choice = choose(CATALOGUE, replace(EVERYTHING, seconds=300), [], seed)
        floor = [Place.FLOOR in CATALOGUE.exercises[one].places for one in choice.exercises]
        assert floor == sorted(floor)


def test_a_longer_session_leaves_out_what_was_done_just_before() -> None:
    for last in ("long-breaths", "seated-march"):
        assert last not in choose(CATALOGUE, replace(CHAIR, seconds=300), [last], 3).exercises


def test_another_seed_or_another_day_brings_something_else() -> None:
    assert len({choose(CATALOGUE, EVERYTHING, [], seed).exercises for seed in range(40)}) > 10
    assert len(set(_picks(EVERYTHING, [], 0, 40))) > 20


@promised
@given(circumstances, histories, seeds, st.sampled_from([120, 180, 300]))
@example(EVERYTHING, [], 0, 180)
@example(EVERYTHING, [], 0, 300)
@example(CHAIR, [], 0, 300)
def test_a_longer_time_is_filled_without_repeats_and_with_kinds_in_balance(
    now: Circumstances, history: list[str], seed: int, seconds: int
) -> None:
    now = replace(now, seconds=seconds)
    left = _eligible(now)
    assume(left)
    choice = choose(CATALOGUE, now, history, seed)
    assert len(set(choice.exercises)) == len(choice.exercises)
    assert choice.seconds <= seconds * 1.1
    leftover = [one for one in left if one.id not in choice.exercises]
    assert choice.seconds >= seconds or all(_too_long(one, choice, now) for one in leftover)
    # What was done last of all stays away while there is enough else, even where it is the only one of its kind.
    fresh = {one.kind for one in left if not history or one.id != history[-1]}
    if len(fresh) > 1 and len(choice.exercises) > 1:
        assert len(set(_kinds(choice.exercises))) > 1


def _too_long(exercise: Exercise, choice: Choice, now: Circumstances) -> bool:
    parts = [CATALOGUE.exercises[one] for one in choice.exercises]
    return duration(expand([*parts, exercise], {**now.levels, **choice.levels})) > now.seconds * 1.1


@pytest.mark.parametrize(("seconds", "least", "kinds"), [(180, 162, 2), (300, 270, 3)])
def test_three_and_five_minutes_are_really_filled(seconds: int, least: int, kinds: int) -> None:
    for seed in range(30):
        choice = choose(CATALOGUE, replace(EVERYTHING, seconds=seconds), [], seed)
        assert least <= choice.seconds <= seconds * 1.1
        assert len(set(_kinds(choice.exercises))) >= kinds
        assert max(Counter(_kinds(choice.exercises)).values()) <= 2
        assert choice.reason is Reason.COMPOSED


@promised
@given(circumstances, seeds, st.sampled_from([60, 80, 180, 300]))
def test_the_seconds_are_those_of_the_steps_at_the_levels_given(
    now: Circumstances, seed: int, seconds: int
) -> None:
    now = replace(now, seconds=seconds)
    assume(_eligible(now))
    choice = choose(CATALOGUE, now, [], seed)
    steps = expand([CATALOGUE.exercises[one] for one in choice.exercises], choice.levels)
    assert choice.seconds == duration(steps)
    for one, level in choice.levels.items():
        assert level <= now.levels.get(one, Level.NORMAL)


def test_a_person_at_hard_still_gets_everything_in_a_minute() -> None:
    hard = replace(CHAIR, levels=dict.fromkeys(ALL, Level.HARD))
    assert {one.id for one in _eligible(hard)} == {one.id for one in _eligible(CHAIR)}
    assert choose(CATALOGUE, hard, [], 0).seconds <= 80


def _only(*exercises: str) -> Circumstances:
    return replace(EVERYTHING, hidden=frozenset(set(ALL) - set(exercises)))


def test_reasons_say_why() -> None:
    two = _only("march", "lunge")
    three = replace(_only("march", "lunge", "leg-lift"), favourites=frozenset({"lunge"}))
    assert choose(CATALOGUE, _only("march"), ["march"], 0).reason is Reason.ONLY_ONE
    assert choose(CATALOGUE, two, [], 0, ["march", "lunge"]).reason is Reason.COMES_BACK
    assert choose(CATALOGUE, two, ["march"], 0).reason is Reason.FIRST_TIME
    assert choose(CATALOGUE, two, ["lunge", "march"], 0).reason is Reason.KIND_DUE
    favourite = choose(CATALOGUE, three, ["lunge", "march", "leg-lift", "march"], 0)
    assert favourite.exercises == ("lunge",)
    assert favourite.reason is Reason.FAVOURITE
    one_kind = choose(CATALOGUE, _only("clamshell", "lunge"), ["lunge", "clamshell"], 0)
    assert one_kind.exercises == ("lunge",)
    assert one_kind.reason is Reason.IN_TURN


def test_nothing_eligible_reaches_the_caller() -> None:
    with pytest.raises(NothingEligible):
        choose(CATALOGUE, Circumstances(frozenset()), [], 0)
