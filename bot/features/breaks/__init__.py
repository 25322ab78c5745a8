"""Reminders and what a person answers to them; pauses and the next reminder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.agenda import REMINDER
from bot.features.breaks import answers, days, pausing, reminders, undoing
from bot.features.breaks.answers import reminder_of
from bot.features.breaks.reminders import show_again
from bot.turn import Called, Turn
from bot.wire.buttons import (
    Another,
    DoneForToday,
    JustMoved,
    KeepGoing,
    OpenNext,
    PauseFor,
    Resume,
    Skip,
    SlowDown,
    Snooze,
    UndoDone,
    UndoSkip,
)
from bot.wire.outgoing import Unsent
from bot.wire.routes import Route, command, tap
from scheduler.due import DueItem

__all__ = ["DUE", "DUE_TOGETHER", "ROUTES", "SHUT_OUT", "UNSENT", "show_again"]

ROUTES: tuple[Route, ...] = (
    Route(reminder_of(Another), answers.another),
    tap(Snooze, answers.snooze),
    tap(Skip, answers.skip),
    tap(JustMoved, answers.just_moved),
    tap(DoneForToday, answers.done_for_today),
    tap(SlowDown, answers.slow_down),
    tap(KeepGoing, answers.keep_going),
    tap(UndoSkip, undoing.undo_skip),
    tap(UndoDone, undoing.undo_done),
    command("sick", days.sick),
    command("holiday", days.holiday),
    command("late", days.late),
    command("pause", pausing.pause),
    tap(PauseFor, pausing.pause_for),
    command("resume", pausing.resume),
    tap(Resume, pausing.resume_tapped),
    command("next", pausing.next_one),
    tap(OpenNext, pausing.next_tapped),
)

DUE: Mapping[str, Callable[[Turn, DueItem], None]] = {REMINDER: reminders.remind}

DUE_TOGETHER: Mapping[str, Callable[[Sequence[Called]], None]] = {REMINDER: reminders.remind_all}

SHUT_OUT: Mapping[str, Callable[[Turn, DueItem], None]] = {REMINDER: reminders.shut_out}

UNSENT: Mapping[str, Callable[[Turn, datetime, Unsent], None]] = {reminders.SLOT: reminders.unsent}
