"""A few people over a day, as the soak lives thousands over a week."""

from __future__ import annotations

from pathlib import Path

from trials.week.command import too_few, trial


async def test_everyones_reminders_come_when_the_oracle_says(tmp_path: Path) -> None:
    told: list[str] = []
    wrong = await trial(people=12, days=1, seed=3, folder=tmp_path, tell=told.append, watch_memory=False)
    assert wrong == []
    assert "people with differences 0" in told[-1]
    assert "reminders per person 0.5" in told[-1]
    assert "memory not judged" in told[-1]


def test_a_week_with_hardly_a_reminder_would_be_no_trial() -> None:
    assert too_few(1.75, days=7) == []
    assert too_few(1.7, days=7) == ["1.7 reminders per person, not 1.8: too few to be a trial"]
