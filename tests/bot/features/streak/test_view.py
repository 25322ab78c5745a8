"""What the streak looks like."""

from __future__ import annotations

from datetime import date, timedelta

from bot.features.streak import view
from bot.life.streak import Day, Streak
from bot.storage.record import Standing
from bot.texts import Texts

TEXTS = Texts()
FRIDAY = date(2026, 3, 6)


def _days(*verdicts: Day) -> dict[date, Day]:
    """These verdicts for the days up to Friday."""
    first = FRIDAY - timedelta(days=len(verdicts) - 1)
    return {first + timedelta(days=number): verdict for number, verdict in enumerate(verdicts)}


def _standing(*verdicts: Day, current: int = 0, freezes: int = 0, ahead: int = 7) -> Standing:
    return Standing(Streak(current, current, freezes, ahead, _days(*verdicts)), FRIDAY, {FRIDAY: 2})


def test_it_tells_days_week_today_and_freezes() -> None:
    shown = view.streak(_standing(Day.MISSED, Day.DONE, Day.DONE, current=2, ahead=5), 5, 4, TEXTS)
    assert shown.text == (
        "<b>2 workdays</b> in a row · best 2\n"
        "This week: 2 of 5 days, 2 breaks\n"
        "Today: 2 of 4\n"
        "Freezes: none yet, the next after 5 more days\n"
        "<i>Today counts.</i>"
    )
    assert shown.rows[0][0].label == "Why 2?"


def test_two_freezes_in_hand_promise_no_third() -> None:
    shown = view.streak(_standing(Day.OPEN, current=20, freezes=2, ahead=0), 5, 4, TEXTS)
    assert "Freezes: 2 in hand\n" in shown.text


def test_why_groups_neighbours_and_ends_with_what_ended_the_run_before() -> None:
    verdicts = (Day.DONE, Day.MISSED, Day.DONE, Day.OFF, Day.OFF, Day.DONE, Day.DONE, Day.FROZEN, Day.OPEN)
    told = view.why(Streak(3, 3, 0, 4, _days(*verdicts)), FRIDAY, TEXTS)
    assert told.splitlines() == [
        "<b>3 workdays in a row, and why</b>",
        "today: still open",
        "Thu 5 Mar: missed, saved by a freeze",
        "Tue 3 Mar to Wed 4 Mar: done, 2 days",
        "Sun 1 Mar to Mon 2 Mar: day off",
        "Sat 28 Feb: done",
        "Fri 27 Feb: missed, so it began anew",
        told.splitlines()[-1],
    ]


def test_why_stays_readable_after_a_long_time() -> None:
    verdicts = [Day.DONE, Day.OFF] * 400
    told = view.why(Streak(400, 400, 2, 0, _days(*verdicts)), FRIDAY, TEXTS)
    assert len(told.splitlines()) == view.LINES_OF_WHY + 3
    assert "back to its beginning" in told


def test_the_picture_has_the_last_twelve_weeks_with_the_share_of_the_goal() -> None:
    picture = view.calendar(_standing(*[Day.OFF] * 200, Day.DONE), 4, TEXTS)
    assert min(picture.cells) == date(2025, 12, 15)
    assert max(picture.cells) == FRIDAY
    assert picture.cells[FRIDAY].share == 0.5


def test_days_that_can_be_logged_are_buttons() -> None:
    _, rows = view.which_day([FRIDAY - timedelta(days=1), FRIDAY - timedelta(days=2)], FRIDAY, TEXTS)
    assert [key.label for row in rows for key in row] == ["yesterday", "Wednesday 4 March"]
