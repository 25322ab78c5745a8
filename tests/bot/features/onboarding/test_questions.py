"""Which question is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from bot.features.onboarding.questions import Question, next_question
from bot.storage.people import Person

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
NOBODY_YET = Person(
    id=7,
    first_name="Ana",
    language="en",
    joined_at=NOW,
    agreed_at=None,
    set_up_at=None,
    gone_at=None,
    returned_at=None,
    reacted_at=None,
    zone=None,
    hours=None,
    interval=None,
    places=None,
    equipment=None,
    careful=None,
    goal=4,
    silent=False,
    asked=None,
    slowed=False,
    zone_offered=None,
    day_start_minutes=0,
    auto_done=False,
    pace="normal",
    goal_told_on=None,
    admitted_at=None,
    clips=True,
)
ANSWERS: list[dict[str, Any]] = [
    {"agreed_at": NOW},
    {"zone_offered": "Europe/Lisbon"},
    {"zone": "Europe/Lisbon", "zone_offered": None},
    {"hours": "Mon-Fri 9-17"},
    {"interval": 45},
    {"places": ("chair",), "equipment": (), "careful": ()},
    {"set_up_at": NOW},
]


def test_each_answer_opens_the_next_question_in_order():
    people = accumulate(ANSWERS, lambda person, answer: replace(person, **answer), initial=NOBODY_YET)
    assert [next_question(person) for person in people] == [*Question, None]


def test_tapping_toggles_does_not_close_their_question():
    person = replace(NOBODY_YET, agreed_at=NOW, zone="UTC", hours="Mon 9-17", interval=45)
    assert next_question(replace(person, places=("floor",), equipment=("wall",))) is Question.PLACES
    assert next_question(replace(person, places=("floor",), careful=("knees",))) is Question.CAREFUL


def test_no_zone_is_taken_before_it_was_confirmed():
    person = replace(NOBODY_YET, agreed_at=NOW, zone_offered="Europe/Lisbon", hours="Mon 9-17")
    assert next_question(person) is Question.CONFIRM
