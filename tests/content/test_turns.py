"""Taking turns: everybody comes up in time, favourites more often, and the draw can be repeated."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.turns import ages, draw, may_come

letters = "abcdefgh"


@settings(max_examples=60, deadline=None)
@given(
    many=st.integers(1, 8),
    spare=st.integers(0, 8),
    past=st.lists(st.sampled_from(letters), max_size=40),
    data=st.data(),
)
def test_whatever_is_drawn_each_item_comes_up_in_every_window(
    many: int, spare: int, past: list[str], data: st.DataObject
) -> None:
    items, window = letters[:many], many + spare
    picks: list[str] = []
    for _ in range(3 * window):
        picks.append(data.draw(st.sampled_from(may_come(items, [*past, *picks], window))))
    for start in range(len(picks) - window + 1):
        assert set(picks[start : start + window]) == set(items)


def test_with_no_history_anybody_may_come() -> None:
    assert set(may_come("abc", [], window=6)) == set("abc")


def test_who_is_overdue_comes_first() -> None:
    assert may_come("abc", ["c", "a", "b", "a", "b", "a", "b"], window=6) == ["c"]


def test_too_small_a_window_is_refused() -> None:
    with pytest.raises(ValueError, match="3 items cannot all come up in 2 picks"):
        may_come("abc", [], window=2)


def test_age_counts_the_picks_since() -> None:
    assert ages("abc", ["a", "b", "a"]) == {"a": 0, "b": 1, "c": 3}


def test_a_draw_is_repeatable_and_moves_with_its_salt() -> None:
    drawn = [draw(letters, {}, salt=str(number)) for number in range(50)]
    assert drawn == [draw(letters, {}, salt=str(number)) for number in range(50)]
    assert set(drawn) == set(letters)


def test_three_times_the_weight_is_drawn_about_three_times_as_often() -> None:
    drawn = Counter(draw("ab", {"a": 3.0}, salt=str(number)) for number in range(4000))
    assert 2.7 < drawn["a"] / drawn["b"] < 3.3
