"""The streak's calendar: twelve weeks as a grid, a column a week, Monday on top. Pure: facts to PNG bytes."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.palette import ACCENT, BLANK, EMPTY, FAINT, GROUND, ICE, INK, LINE, SHADES, Colour

WEEKS = 12
_CELL, _GAP = 66, 10
_LEFT, _TOP, _RIGHT, _FOOT = 116, 100, 36, 176
_WORDS = 42  # pixels: a phone shows the picture at about a third of its size
_IN_A_ROW = 3
_ROUND = 14
WIDTH = _LEFT + WEEKS * (_CELL + _GAP) - _GAP + _RIGHT
HEIGHT = _TOP + 7 * (_CELL + _GAP) - _GAP + _FOOT


@dataclass(frozen=True, slots=True)
class Cell:
    """One date: the streak's verdict, and how much of the day's goal was met (0 to 1)."""

    verdict: str
    share: float


@dataclass(frozen=True, slots=True)
class Calendar:
    """What to draw: cells by date (missing ones are blank), today, and the words that stand in the picture."""

    today: date
    cells: Mapping[date, Cell]
    months: Sequence[str]  # twelve short names
    weekdays: Sequence[str]  # seven short names, Monday first
    legend: Sequence[tuple[str, str]]  # (verdict, its word), as many as fit in a row

    def facts(self) -> dict[str, Any]:
        """As plain values, in which it waits to be drawn."""
        return {
            "today": self.today.isoformat(),
            "cells": {
                day.isoformat(): [cell.verdict, round(cell.share, 2)] for day, cell in self.cells.items()
            },
            "months": list(self.months),
            "weekdays": list(self.weekdays),
            "legend": [list(entry) for entry in self.legend],
        }

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Calendar:
        """From `facts`."""
        return cls(
            date.fromisoformat(facts["today"]),
            {date.fromisoformat(day): Cell(*cell) for day, cell in facts["cells"].items()},
            facts["months"],
            facts["weekdays"],
            [(verdict, word) for verdict, word in facts["legend"]],
        )


def first_day(today: date) -> date:
    """The Monday of the oldest week in the picture."""
    return today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))


def draw(calendar: Calendar) -> bytes:
    """The picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    monday = first_day(calendar.today)
    _months(pen, calendar, monday)
    for row in (0, 2, 4):
        middle = _TOP + row * (_CELL + _GAP) + _CELL // 2
        pen.text((_LEFT - 18, middle), calendar.weekdays[row], FAINT, _font(_WORDS), anchor="rm")
    for number in range(7 * WEEKS):
        day = monday + timedelta(days=number)
        left, top = _LEFT + (number // 7) * (_CELL + _GAP), _TOP + (number % 7) * (_CELL + _GAP)
        if day in calendar.cells:
            _cell(pen, left, top, calendar.cells[day])
        elif day < calendar.today:
            pen.rounded_rectangle((left, top, left + _CELL, top + _CELL), _ROUND, fill=BLANK)
        if day == calendar.today:
            box = (left - 5, top - 5, left + _CELL + 5, top + _CELL + 5)
            pen.rounded_rectangle(box, _ROUND + 4, outline=ACCENT, width=5)
    _legend(image, pen, calendar.legend)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def shade(share: float) -> Colour:
    """The colour of a day done, by how much of its goal was met."""
    return SHADES[min(len(SHADES) - 1, max(0, math.ceil(share * len(SHADES)) - 1))]


def _cell(pen: ImageDraw.ImageDraw, left: int, top: int, cell: Cell) -> None:
    box = (left, top, left + _CELL, top + _CELL)
    if cell.verdict == "done":
        pen.rounded_rectangle(box, _ROUND, fill=shade(cell.share))
    elif cell.verdict == "frozen":
        pen.rounded_rectangle(box, _ROUND, fill=ICE)
        _flake(pen, left + _CELL / 2, top + _CELL / 2)
    elif cell.verdict == "paused":
        pen.rounded_rectangle(box, _ROUND, fill=EMPTY)
        for bar in (-9, 9):
            middle = left + _CELL // 2 + bar
            pen.rounded_rectangle((middle - 4, top + 20, middle + 4, top + _CELL - 20), 4, fill=FAINT)
    elif cell.verdict == "missed":
        pen.rounded_rectangle(box, _ROUND, outline=LINE, width=4)
        for slope in (1, -1):
            inner = 24
            x, y = left + _CELL / 2, top + _CELL / 2
            reach = _CELL / 2 - inner
            pen.line((x - reach, y - slope * reach, x + reach, y + slope * reach), FAINT, 5)
    elif cell.verdict == "open":
        pen.rounded_rectangle(box, _ROUND, outline=LINE, width=4)
    else:
        x, y = left + _CELL / 2, top + _CELL / 2
        pen.ellipse((x - 7, y - 7, x + 7, y + 7), fill=LINE)


def _flake(pen: ImageDraw.ImageDraw, x: float, y: float) -> None:
    for turn in range(3):
        angle = math.pi * turn / 3 + math.pi / 6
        dx, dy = 19 * math.cos(angle), 19 * math.sin(angle)
        pen.line((x - dx, y - dy, x + dx, y + dy), GROUND, 5)


def _months(pen: ImageDraw.ImageDraw, calendar: Calendar, monday: date) -> None:
    """A month's name over the week in which it begins; the first only where there is room before the next."""
    named = None
    for week in range(WEEKS):
        month = (monday + timedelta(days=7 * week + 6)).month
        if month != named and (week or (monday + timedelta(days=20)).month == month):
            left = _LEFT + week * (_CELL + _GAP)
            pen.text((left, _TOP - 22), calendar.months[month - 1], INK, _font(_WORDS), anchor="ls")
        named = month


def _legend(image: Image.Image, pen: ImageDraw.ImageDraw, legend: Sequence[tuple[str, str]]) -> None:
    """Small cells with their words, three in a row."""
    side, column = 42, (WIDTH - _RIGHT - 24) // _IN_A_ROW
    for number, (verdict, word) in enumerate(legend):
        left = 36 + (number % _IN_A_ROW) * column
        top = HEIGHT - _FOOT + 38 + (number // _IN_A_ROW) * (side + 22)
        image.paste(_sample(side, verdict), (left, top))
        pen.text((left + side + 14, top + side / 2), word, INK, _font(_WORDS), anchor="lm")


def _sample(side: int, verdict: str) -> Image.Image:
    """A cell drawn at full size and shrunk, so that the legend looks like what it explains."""
    full = Image.new("RGB", (_CELL + 1, _CELL + 1), GROUND)
    _cell(ImageDraw.Draw(full), 0, 0, Cell(verdict, 1.0))
    return full.resize((side, side), Image.Resampling.LANCZOS)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
