"""Working hours as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.workweek import WorkWeek, WorkWeekError, WorkWeekFault

ZONE = "Europe/Berlin"


def canonical(text: str) -> str:
    return WorkWeek.parse(text, ZONE).text()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mon-Thu 9-12:30 13:30-18, Fri 9-15", "Mon-Thu 9-12:30 13:30-18, Fri 9-15"),
        ("Mon-Fri 9-17", "Mon-Fri 9-17"),
        ("9-17", "Mon-Fri 9-17"),
        ("9-12, 13-17", "Mon-Fri 9-12 13-17"),
        ("9-17 Mon-Thu", "Mon-Thu 9-17"),
        ("Fri-Mon 22-6", "Mon, Fri-Sun 22-6"),
        ("Mon, Wed 9-12", "Mon, Wed 9-12"),
        ("mon wed fri 9-12", "Mon, Wed, Fri 9-12"),
        ("Mon/Wed 9-12; Tue 10-11", "Mon, Wed 9-12, Tue 10-11"),
        ("Mondays and Wednesdays from 9.30 to 17", "Mon, Wed 9:30-17"),
        ("daily 8-20", "Mon-Sun 8-20"),
        ("every day 8-20", "Mon-Sun 8-20"),
        ("weekdays 8-16, weekend 10-14", "Mon-Fri 8-16, Sat-Sun 10-14"),
        ("TUESDAY   9:00 \N{EN DASH} 24:00", "Tue 9-24"),
        ("Monday through Friday: 9h30-17h", "Mon-Fri 9:30-17"),
        ("0900-1730", "Mon-Fri 9-17:30"),
        ("Mon 9-12\nMon 13-17", "Mon 9-12 13-17"),
        ("Mon 13-17, Mon 9-12", "Mon 9-12 13-17"),
        ("Mon-Fri 9-17, Sat off", "Mon-Fri 9-17"),
        ("off", "off"),
        ("daily 0-24", "Mon-Sun 0-24"),
        ("9am-5pm", "Mon-Fri 9-17"),
        ("8 a.m. - noon, 1 p.m. to 5 p.m.", "Mon-Fri 8-12 13-17"),
        ("4pm-midnight", "Mon-Fri 16-24"),
        ("4pm-12am", "Mon-Fri 16-24"),
        ("12am-12pm", "Mon-Fri 0-12"),
        ("midnight-6", "Mon-Fri 0-6"),
        ("M-F 9-5", "Mon-Fri 9-17"),
        ("Mon..Fri 9..17", "Mon-Fri 9-17"),
        ("Mon \N{RIGHTWARDS ARROW} Fri 9\N{HORIZONTAL ELLIPSIS}17", "Mon-Fri 9-17"),
        ("9-17 Mon-Thu, 9-15 Fri", "Mon-Thu 9-17, Fri 9-15"),
        ("9-12 13-17 Mon, Tue; off Wed; 22-6 Thu", "Mon-Tue 9-12 13-17, Thu 22-6"),
    ],
)
def test_people_write_their_hours_in_many_ways(written: str, meant: str):
    assert canonical(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9-5", "Mon-Fri 9-17"),
        ("12-8", "Mon-Fri 12-20"),
        ("9:30-5:15", "Mon-Fri 9:30-17:15"),
        ("1-5pm", "Mon-Fri 13-17"),
        ("9-5pm", "Mon-Fri 9-17"),
        ("10-12pm", "Mon-Fri 10-12"),
        ("8-12am", "Mon-Fri 20-24"),
        ("10-2am", "Mon-Fri 22-2"),
        ("9am-5", "Mon-Fri 9-17"),
        ("10pm-6", "Mon-Fri 22-6"),
        ("12pm-12", "Mon-Fri 12-24"),
        ("22-6", "Mon-Fri 22-6"),
        ("2-10", "Mon-Fri 2-10"),
        ("9am-5am", "Mon-Fri 9am-5am"),
    ],
)
def test_a_half_said_time_is_read_so_that_the_range_is_the_shorter_one(written: str, meant: str):
    assert canonical(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8-12 1-5", "Mon-Fri 8-12 13-17"),
        ("8-12, 1-5, 6-8", "Mon-Fri 8-12 13-17 18-20"),
        ("9-1 and 2-6", "Mon-Fri 9-13 14-18"),
        ("8am-noon 1-5", "Mon-Fri 8-12 13-17"),
        ("Mon-Thu 8-12 1-5, Fri 8-12", "Mon-Thu 8-12 13-17, Fri 8-12"),
        ("1-5 8-12", "Mon-Fri 1-5 8-12"),
        ("8-12 1am-5am", "Mon-Fri 1-5 8-12"),
        ("13-17 9-12", "Mon-Fri 9-12 13-17"),
        ("Mon 8-12, Tue 1-5", "Mon 8-12, Tue 1-5"),
    ],
)
def test_hours_that_go_on_after_lunch_from_a_smaller_number_are_in_the_afternoon(written: str, meant: str):
    assert canonical(written) == meant


@pytest.mark.parametrize(
    ("written", "reason", "part", "position"),
    [
        ("", WorkWeekFault.EMPTY, "", 0),
        (" , ", WorkWeekFault.EMPTY, ",", 0),
        ("whenever", WorkWeekFault.UNREADABLE, "whenever", 0),
        ("Mon 9-12, Tue 9-x", WorkWeekFault.TIME_WITHOUT_END, "9-", 14),
        ("Mon 9x-12", WorkWeekFault.UNREADABLE, "9x-12", 4),
        ("Mon-9", WorkWeekFault.UNREADABLE, "Mon-9", 0),
        ("Mon-", WorkWeekFault.UNREADABLE, "Mon-", 0),
        ("weekend-Mon 9-12", WorkWeekFault.UNREADABLE, "weekend-Mon", 0),
        ("9-12-17", WorkWeekFault.UNREADABLE, "-", 4),
        ("Mon 9-12, Tue 25-26", WorkWeekFault.BAD_TIME, "25", 14),
        ("9:75-12", WorkWeekFault.BAD_TIME, "9:75", 0),
        ("13pm-15", WorkWeekFault.BAD_TIME, "13pm", 0),
        ("24-6", WorkWeekFault.BAD_TIME, "24", 0),
        ("123456-7", WorkWeekFault.BAD_TIME, "123456", 0),
        ("Mon 9", WorkWeekFault.TIME_WITHOUT_END, "9", 4),
        ("-9 Mon", WorkWeekFault.UNREADABLE, "-", 0),
        ("9 - Mon", WorkWeekFault.TIME_WITHOUT_END, "9 -", 0),
        ("9-17 Mon - 9-15 Fri", WorkWeekFault.UNREADABLE, "Mon", 5),
        ("Fri 9-15, Sat", WorkWeekFault.DAYS_WITHOUT_HOURS, "Sat", 10),
        ("Mon-Fri", WorkWeekFault.DAYS_WITHOUT_HOURS, "Mon-Fri", 0),
        ("Mon 9-9", WorkWeekFault.EMPTY_RANGE, "9-9", 4),
        ("Mon 9-17, Mon 16-18", WorkWeekFault.OVERLAP, "16-18", 14),
        ("Mon 5-8, Sun 22-6", WorkWeekFault.OVERLAP, "22-6", 13),
        ("Sun 22-6, Mon 5-8", WorkWeekFault.OVERLAP, "5-8", 14),
    ],
)
def test_an_error_points_at_the_part(written: str, reason: WorkWeekFault, part: str, position: int):
    with pytest.raises(WorkWeekError) as caught:
        WorkWeek.parse(written, ZONE)
    error = caught.value
    assert (error.reason, error.part, error.position) == (reason, part, position)
    assert written[error.position :].startswith(error.part) or not error.part.strip(" ,")
    assert f"(character {position + 1})" in str(error)


@st.composite
def weeks(draw: st.DrawFn) -> WorkWeek:
    """Any week: edges drawn round the clock and paired, so that ranges never overlap."""
    edges = draw(st.lists(st.integers(0, 7 * 1440 - 1), max_size=24, unique=True).map(sorted))
    if draw(st.booleans()):
        edges = edges[1:] + [edge + 7 * 1440 for edge in edges[:1]]
    days: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        day, minute = divmod(start, 1440)
        if end - start < 1440:
            days[day].append((minute, minute + end - start))
    return WorkWeek(tuple(map(tuple, days)), ZONE)


@given(weeks())
def test_what_is_printed_reads_back_the_same(week: WorkWeek):
    assert WorkWeek.parse(str(week), ZONE) == week
    assert WorkWeek.parse(str(week).upper(), ZONE) == week


@given(st.text(st.sampled_from("MonTueFridaily 0123456789:-,.apmhoff\n"), max_size=30) | st.text(max_size=30))
def test_any_text_is_either_a_week_or_an_error_within_the_text(text: str):
    fault: WorkWeekError | None = None
    try:
        WorkWeek.parse(text, ZONE)
    except WorkWeekError as error:
        fault = error
    assert fault is None or fault.part in text[fault.position :] or not text.strip()
