"""The calendar picture: its form, its colours, and the way it waits to be drawn."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.pictures.calendar import HEIGHT, WEEKS, WIDTH, Calendar, Cell, draw, first_day, shade
from bot.pictures.palette import GROUND, ICE, SHADES, Colour

THURSDAY = date(2026, 3, 19)
WORDS = ("January",) * 12, ("Mon",) * 7, (("done", "goal met"), ("missed", "missed"))


def _picture(cells: dict[date, Cell]) -> Image.Image:
    return Image.open(io.BytesIO(draw(Calendar(THURSDAY, cells, *WORDS))))


def _colours(picture: Image.Image) -> set[Colour]:
    found = picture.convert("RGB").getcolors(WIDTH * HEIGHT)
    assert found is not None
    return {colour for count, colour in found if count > 500}


def test_it_is_a_png_that_a_phone_shows_whole() -> None:
    picture = _picture({})
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert 1.0 < WIDTH / HEIGHT < 2.0


def test_it_begins_on_a_monday_twelve_weeks_back() -> None:
    assert first_day(THURSDAY).isoweekday() == 1
    assert (THURSDAY - first_day(THURSDAY)).days // 7 == WEEKS - 1


def test_more_of_the_goal_is_a_darker_shade() -> None:
    assert [shade(share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)] == [SHADES[0], *SHADES]


@pytest.mark.parametrize(("cell", "colour"), [(Cell("done", 0.5), SHADES[1]), (Cell("frozen", 0.0), ICE)])
def test_a_day_has_the_colour_of_its_verdict(cell: Cell, colour: Colour) -> None:
    days = {first_day(THURSDAY) + timedelta(days=number): cell for number in range(20)}
    assert colour in _colours(_picture(days))
    assert colour not in _colours(_picture({}))


@pytest.mark.parametrize("verdict", ["off", "paused", "missed", "open"])
def test_the_quiet_verdicts_are_drawn_too(verdict: str) -> None:
    assert _picture({THURSDAY: Cell(verdict, 0.0)}).tobytes() != _picture({}).tobytes()


def test_the_ground_is_its_own_so_that_light_and_dark_chats_show_the_same() -> None:
    assert _picture({}).convert("RGB").getpixel((0, 0)) == GROUND


def test_it_waits_as_plain_values_and_comes_back_the_same() -> None:
    calendar = Calendar(THURSDAY, {THURSDAY: Cell("done", 0.75)}, *WORDS)
    assert draw(Calendar.of(json.loads(json.dumps(calendar.facts())))) == draw(calendar)
