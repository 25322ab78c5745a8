"""The first meeting, question by question. Each answer is kept at once, so closing the app loses nothing."""

from __future__ import annotations

from bot.features.onboarding import guess, where
from bot.features.onboarding.asking import SLOT, ask, finish, is_open, stand
from bot.features.onboarding.questions import Question, next_question
from bot.features.onboarding.view import own_hours
from bot.life import choices, faults
from bot.life.answers import AnswerError, read_hours, read_interval
from bot.storage import people
from bot.turn import Turn
from bot.wire.buttons import Agree, OwnHours, PickHours, PickInterval, UseDefaults
from bot.wire.incoming import Location, Odd, Returned
from scheduler.workweek import WorkWeekError


def start(turn: Turn, _words: str) -> None:
    """/start: the first open question, or where the person stands."""
    if next_question(turn.person) is None:
        stand(turn)
    else:
        ask(turn)


def returned(turn: Turn, _what: Returned) -> None:
    """Unblocked: one welcome, no backlog. The /start that Telegram's apps send with it replaces this message."""
    start(turn, "")


def too_early(turn: Turn, _what: object) -> None:
    """Something that needs a set-up person: the open question comes first."""
    turn.toast(turn.texts("onboarding-first-toast"))
    ask(turn, hint=turn.texts("onboarding-first"), anew=True)


def agree(turn: Turn, _press: Agree) -> None:
    """[I understand]."""
    if is_open(turn, Question.AGREE):
        turn.change(agreed_at=turn.now)
        ask(turn)


def typed(turn: Turn, text: str) -> None:
    """A line, read as the answer to the open question."""
    match next_question(turn.person):
        case Question.ZONE:
            where.typed(turn, text)
        case Question.CONFIRM:
            where.typed_at_confirm(turn, text)
        case Question.HOURS:
            _typed_hours(turn, text)
        case Question.INTERVAL:
            _typed_interval(turn, text)
        case Question.AGREE:
            ask(turn, hint=turn.texts("onboarding-agree-first"))
        case _:
            ask(turn, hint=turn.texts("onboarding-tap"))


def located(turn: Turn, location: Location) -> None:
    """A shared location, wanted or not."""
    if next_question(turn.person) in {Question.ZONE, Question.CONFIRM}:
        where.shared(turn, location)
    else:
        ask(turn, hint=turn.texts("onboarding-location-not-now"))


def odd(turn: Turn, _what: Odd) -> None:
    """A sticker, a photo, a voice message: kindly back to the question."""
    ask(turn, hint=turn.texts("onboarding-odd"))


def own(turn: Turn, _press: OwnHours) -> None:
    """[My own hours]: any typed line is read as hours while the question is open; this says how."""
    if is_open(turn, Question.HOURS):
        turn.show(SLOT, own_hours(turn.texts))


def pick_hours(turn: Turn, press: PickHours) -> None:
    """Ready-made hours."""
    if is_open(turn, Question.HOURS):
        _typed_hours(turn, press.hours)


def _typed_hours(turn: Turn, text: str) -> None:
    """What was typed is said back, since "9-5" can be read in more than one way."""
    try:
        hours = read_hours(text)
    except WorkWeekError as error:
        ask(turn, hint=faults.told("hours", error, turn.texts))
        return
    people.work(turn.conn, turn.person.id, hours, turn.now)
    turn.reload()
    ask(turn, hint="" if turn.callback_id else turn.texts("onboarding-hours-it-is", hours=hours))


def pick_interval(turn: Turn, press: PickInterval) -> None:
    """Ready-made minutes."""
    if is_open(turn, Question.INTERVAL):
        _typed_interval(turn, str(press.minutes))


def _typed_interval(turn: Turn, text: str) -> None:
    try:
        minutes = read_interval(text)
    except AnswerError as error:
        ask(turn, hint=faults.told("interval", error, turn.texts))
        return
    turn.change(interval=minutes)
    ask(turn, hint="" if turn.callback_id else turn.texts("onboarding-interval-it-is", minutes=minutes))


def use_defaults(turn: Turn, _press: UseDefaults) -> None:
    """[Use defaults]: what was answered stays, the rest is decided, and the zone that was assumed is named."""
    if not is_open(turn, *(question for question in Question if question is not Question.AGREE)):
        return
    person = turn.person
    keyboard_is_up = next_question(person) is Question.ZONE
    assumed = "" if person.zone else person.zone_offered or guess.zone_for(person.language)
    if assumed:
        people.live_in(turn.conn, person.id, assumed, turn.now)
    if person.hours is None:
        people.work(turn.conn, person.id, choices.DEFAULT_HOURS, turn.now)
    turn.change(
        interval=person.interval or choices.DEFAULT_INTERVAL,
        places=person.places or choices.DEFAULT_PLACES,
        equipment=person.equipment or (),
        careful=person.careful or (),
    )
    if keyboard_is_up:
        turn.say(turn.texts("onboarding-defaults-it-is"), drop_keyboard=True)
    finish(turn, assumed=assumed, defaults=True, anew=keyboard_is_up)
