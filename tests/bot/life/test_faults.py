"""What is said of lines that cannot be read."""

from __future__ import annotations

import pytest

from bot.life.answers import AnswerError, AnswerFault
from bot.life.faults import QUOTED, quoted, told
from bot.texts import Texts
from scheduler.workweek import WorkWeekError, WorkWeekFault

TEXTS = Texts()
SETTINGS = ("interval", "goal", "silent", "places", "equipment", "careful", "zone")


@pytest.mark.parametrize("reason", WorkWeekFault)
def test_every_fault_of_hours_is_said_with_an_example(reason: WorkWeekFault):
    assert "For example" in told("hours", WorkWeekError(reason, "Mon", 0), TEXTS)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("reason", AnswerFault)
def test_every_fault_of_a_setting_is_said_with_an_example(setting: str, reason: AnswerFault):
    assert "<code>" in told(setting, AnswerError(reason, "rubbish"), TEXTS)


def test_what_was_typed_is_escaped_and_cut():
    said = told("interval", AnswerError(AnswerFault.UNREADABLE, "<b>" + "x" * 4000), TEXTS)
    assert "&lt;b&gt;" in said
    assert len(said) < 200


def test_a_short_quote_stays_whole_and_line_breaks_become_spaces():
    assert quoted("a\nb") == "a b"
    assert quoted("x" * QUOTED) == "x" * QUOTED
    assert quoted("x" * (QUOTED + 1)).endswith("x…")
