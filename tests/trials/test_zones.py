"""A sample of the zones' trial: it finds no difference, and would find one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import trials.__main__ as command
from scheduler import workweek
from scheduler.breaks import Planned, Rhythm, next_break
from scheduler.zones import first_instant
from trials import zones
from trials.zones import Figures

SAMPLE = ("Africa/Casablanca", "America/Nuuk", "Etc/UTC", "Europe/London", "GB")
SPRING = {"since": datetime(2024, 2, 1, tzinfo=UTC), "days": 90, "odd": ()}


def test_weeks_and_reminders_are_the_oracles_in_a_sample_of_zones() -> None:
    told: list[str] = []
    figures = zones.compared(told.append, SAMPLE, **SPRING)
    assert told == []
    assert (figures.zones, figures.distinct, figures.transitions) == (5, 4, 4)
    assert min(figures.ranges, figures.days, figures.reminders) >= 60
    assert figures.differences == 0


def faults_in_london() -> list[str]:
    told: list[str] = []
    figures = zones.compared(
        told.append, ["Europe/London"], since=datetime(2024, 3, 20, tzinfo=UTC), days=20, odd=()
    )
    assert figures.differences == len(told)
    return told


def test_a_reminder_that_is_a_minute_late_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(facts: Rhythm, now: datetime) -> object:
        plan = next_break(facts, now)
        return replace(plan, at=plan.at + timedelta(minutes=1)) if isinstance(plan, Planned) else plan

    monkeypatch.setattr(zones, "next_break", late)
    assert any("the next reminder" in fault for fault in faults_in_london())


def test_a_range_that_is_an_hour_off_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def off(day: date, minute: int, zone: ZoneInfo) -> datetime:
        return first_instant(day, minute, zone) + timedelta(hours=1)

    monkeypatch.setattr("scheduler.workweek.first_instant", off)
    workweek._spans.cache_clear()
    faults = faults_in_london()
    workweek._spans.cache_clear()
    assert any("the ranges" in fault for fault in faults)
    assert any("became" in fault for fault in faults)


@pytest.mark.parametrize(("differences", "code"), [(0, 0), (1, 1)])
def test_the_figures_are_printed_and_a_difference_is_the_exit_code(
    differences: int, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(zones, "compared", lambda _tell: Figures(distinct=83, differences=differences))
    assert command.main(["zones"]) == code
    assert "distinct" in capsys.readouterr().out
