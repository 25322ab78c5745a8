"""Changes one setting: reads the words, writes what changed, and nothing where nothing did.

Each function raises AnswerError or WorkWeekError for words it cannot read, and WhichPlace where a zone was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.features.settings.pages import CLEAR, ON, ORDER, Setting, chosen
from bot.life import answers, choices
from bot.life.answers import AnswerError, AnswerFault
from bot.storage import people
from bot.turn import Turn
from bot.zones.names import is_zone
from bot.zones.places import Place
from bot.zones.search import Candidates, Found, Unknown, search

MOVES_REMINDERS = frozenset({Setting.HOURS, Setting.INTERVAL, Setting.ZONE})

_COLUMNS = {Setting.PLACES: "places", Setting.EQUIPMENT: "equipment", Setting.CAREFUL: "careful"}
_SPOKEN: Mapping[Setting, Mapping[str, str]] = {
    Setting.PLACES: choices.SPOKEN_PLACES,
    Setting.EQUIPMENT: choices.SPOKEN_EQUIPMENT,
    Setting.CAREFUL: choices.SPOKEN_CAREFUL,
}


class WhichPlace(Exception):
    """What was typed means no single place: `places` are those it can mean, or that are spelled nearly so."""

    def __init__(self, places: tuple[Place, ...], *, known: bool) -> None:
        super().__init__(", ".join(place.name for place in places))
        self.places = places
        self.known = known


def by_words(turn: Turn, setting: Setting, words: str) -> None:
    """The setting becomes what was typed."""
    _BY_WORDS[setting](turn, words)


def by_button(turn: Turn, setting: Setting, value: str) -> None:
    """The setting becomes what the button carries."""
    if setting in ORDER:
        _switch(turn, setting, value)
    elif setting is Setting.ZONE:
        live_in(turn, value)
    else:
        by_words(turn, setting, value)


def _hours(turn: Turn, words: str) -> None:
    hours = answers.read_hours(words)
    if hours != turn.person.hours:
        people.work(turn.conn, turn.person.id, hours, turn.now)
        turn.reload()


def _interval(turn: Turn, words: str) -> None:
    turn.change(interval=answers.read_interval(words))


def _goal(turn: Turn, words: str) -> None:
    turn.change(goal=answers.read_goal(words))


def _stop(turn: Turn, words: str) -> None:
    turn.change(auto_done=answers.read_switch(words))


def _pace(turn: Turn, words: str) -> None:
    turn.change(pace=answers.read_pace(words))


def _pictures(turn: Turn, words: str) -> None:
    turn.change(clips=answers.read_clips(words))


def _day(turn: Turn, words: str) -> None:
    turn.change(day_start_minutes=answers.read_day_start(words))


def _silent(turn: Turn, words: str) -> None:
    turn.change(silent=answers.read_switch(words))


def live_in(turn: Turn, zone: str) -> None:
    """From now on the person lives in this IANA zone. Raises AnswerError where there is no such zone."""
    if not is_zone(zone):
        raise AnswerError(AnswerFault.UNREADABLE, zone)
    if zone != turn.person.zone:
        people.live_in(turn.conn, turn.person.id, zone, turn.now)
        turn.reload()


def _zone(turn: Turn, words: str) -> None:
    match search(words, turn.now):
        case Found(place):
            live_in(turn, place.zone)
        case Candidates(places):
            raise WhichPlace(places, known=True)
        case Unknown(near):
            raise WhichPlace(near, known=False)


def _choices(setting: Setting) -> Callable[[Turn, str], None]:
    def change(turn: Turn, words: str) -> None:
        _choose(turn, setting, answers.read_choices(words, _SPOKEN[setting]))

    return change


def _switch(turn: Turn, setting: Setting, value: str) -> None:
    if value == CLEAR:
        _choose(turn, setting, ())
        return
    word = value[1:]
    if word not in ORDER[setting]:
        raise AnswerError(AnswerFault.UNREADABLE, value)
    now_on = chosen(setting, turn.person)
    if (word in now_on) != value.startswith(ON):
        _choose(turn, setting, answers.toggled(now_on, word, ORDER[setting]))


def _choose(turn: Turn, setting: Setting, words: tuple[str, ...]) -> None:
    if setting is Setting.PLACES and not words:
        raise AnswerError(AnswerFault.TOO_LITTLE, "")
    turn.change(**{_COLUMNS[setting]: words})


_BY_WORDS: Mapping[Setting, Callable[[Turn, str], None]] = {
    Setting.HOURS: _hours,
    Setting.INTERVAL: _interval,
    Setting.GOAL: _goal,
    Setting.STOP: _stop,
    Setting.PACE: _pace,
    Setting.PICTURES: _pictures,
    Setting.DAY: _day,
    Setting.SILENT: _silent,
    Setting.ZONE: _zone,
    **{setting: _choices(setting) for setting in _SPOKEN},
}
