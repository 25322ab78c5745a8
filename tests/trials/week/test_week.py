"""A few people over a day, as the soak lives thousands over a week."""

from __future__ import annotations

from pathlib import Path

from trials.week.command import trial


async def test_everyones_reminders_come_when_the_oracle_says(tmp_path: Path) -> None:
    told: list[str] = []
    wrong = await trial(people=12, days=1, seed=3, folder=tmp_path, tell=told.append, watch_memory=False)
    assert wrong == []
    assert "people with differences 0" in told[-1]
