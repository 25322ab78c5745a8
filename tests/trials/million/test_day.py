"""A few people's day on paper: inside their hours, at the budget's pace, spread out, the same by the same seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.workweek import WorkWeek
from trials.million import figures
from trials.million.day import MIDNIGHT, SECONDS, Day, lived
from trials.million.population import Member, population
from trials.million.told import Budget, told

PEOPLE, SEED = 300, 3


@pytest.fixture(scope="module")
def members() -> list[Member]:
    return list(population(PEOPLE, SEED))


@pytest.fixture(scope="module")
def day(members) -> Day:
    return lived(members, None, SEED)


@pytest.fixture(scope="module")
def crowded(members) -> Day:
    """Everybody's reminders on the same seconds, and hardly any budget."""
    return lived(members, 1, SEED, spread_out=False)


def test_every_reminder_comes_inside_its_persons_hours(members, day, crowded) -> None:
    for one in (day, crowded):
        assert len(one.sent) > 4 * PEOPLE
        for sent, whose in zip(one.sent, one.whose, strict=True):
            week = WorkWeek.parse(members[whose].hours, members[whose].zone)
            assert week.span_at(MIDNIGHT + timedelta(seconds=sent)) is not None


def test_nobody_is_reminded_again_before_a_snooze_could_be_over(day) -> None:
    last: dict[int, float] = {}
    for sent, whose in zip(day.sent, day.whose, strict=True):
        assert sent - last.get(whose, -SECONDS) >= 300
        last[whose] = sent


def test_without_a_limit_nothing_is_late(day) -> None:
    assert day.sent == day.due
    assert (day.withheld, day.left) == (0, 0)


def test_the_edit_of_a_reminder_without_an_answer_takes_a_slot_too(members, crowded) -> None:
    assert len(crowded.calls) == sum(crowded.slots) > len(crowded.sent)
    for slots, whose in zip(crowded.slots, crowded.whose, strict=True):
        assert slots == 2 or not members[whose].ignores


def test_the_queue_is_never_faster_than_its_budget_and_sends_the_longest_due_first(crowded) -> None:
    assert figures.too_fast(crowded, 1, 1.0) == 0
    assert list(crowded.due) == sorted(crowded.due)
    assert max(sent - due for due, sent in zip(crowded.due, crowded.sent, strict=True)) > 10


def test_what_comes_too_late_for_its_person_is_withheld() -> None:
    office = [Member(number, "Etc/UTC", "daily 9-9:55", 45, _IGNORES) for number in range(1, 451)]
    day = lived(office, 1, SEED)
    assert day.withheld > 0
    assert len(day.sent) + day.withheld + day.left == 450
    assert max(day.sent) < 10 * figures.HOUR


def test_spread_out_people_are_fewer_in_a_second(day, members) -> None:
    alike = lived(members, None, SEED, spread_out=False)
    assert max(Counter(alike.due).values()) > 3 * max(Counter(day.due).values())


def test_the_same_seed_gives_the_same_day(members, day) -> None:
    assert list(population(PEOPLE, SEED)) == members
    again = lived(members, None, SEED)
    assert (again.sent, again.whose) == (day.sent, day.whose)


def test_a_reminder_out_of_hours_and_one_too_many_in_a_second_are_told(members, day) -> None:
    assert told(day, members, Budget(1000), spread_out=True).wrong == ()
    half = len(day.whose) // 2
    others = replace(day, whose=day.whose[half:] + day.whose[:half])
    wrong = told(others, members, Budget(1), spread_out=True).wrong
    assert any("outside" in fault for fault in wrong)
    assert any("more than 1 " in fault for fault in wrong)


_IGNORES = next(member.habit for member in population(100, 1) if member.ignores)
