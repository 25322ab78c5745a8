"""The question about the zone: typed, shared as a location, picked from candidates, and confirmed by the clock."""

from __future__ import annotations

from bot.features.onboarding import view
from bot.features.onboarding.asking import SLOT, ask, is_open
from bot.features.onboarding.questions import Question
from bot.life.faults import quoted
from bot.life.whereabouts import described, zone_told
from bot.storage import people
from bot.turn import Turn
from bot.wire.buttons import ConfirmZone, PickZone
from bot.wire.incoming import Location
from bot.zones.location import zone_at
from bot.zones.names import is_zone
from bot.zones.search import Candidates, Found, Unknown, search

_YES = frozenset({"yes", "y", "yes!", "yep", "yeah", "right", "correct", "true", "ok", "okay", "👍"})
_NO = frozenset({"no", "n", "no!", "nope", "wrong", "false", "not"})


def typed(turn: Turn, text: str) -> None:
    """A city, a zone, or a distance from UTC."""
    match search(text, turn.now):
        case Found(place):
            _offer(turn, place.zone, described(place))
        case Candidates(places):
            turn.show(SLOT, view.candidates(quoted(text), places, turn.texts), anew=True)
        case Unknown(near):
            turn.show(SLOT, view.unknown(quoted(text), near, turn.texts), anew=True)


def typed_at_confirm(turn: Turn, text: str) -> None:
    """Yes, no, or another place after all."""
    word = text.strip().casefold().rstrip(".")
    if word in _YES:
        _settle(turn)
        return
    if word not in _NO and isinstance(search(text, turn.now), Unknown):
        ask(turn, hint=turn.texts("onboarding-unread-place", typed=quoted(text)))
        return
    turn.change(zone_offered=None)
    if word in _NO:
        ask(turn)
    else:
        typed(turn, text)


def shared(turn: Turn, location: Location) -> None:
    """The location of the phone."""
    zone = zone_at(location.latitude, location.longitude)
    if zone is None:
        ask(turn, hint=turn.texts("onboarding-location-odd"))
    else:
        _offer(turn, zone, zone_told(zone))


def pick(turn: Turn, press: PickZone) -> None:
    """One of the candidates."""
    if not is_open(turn, Question.ZONE):
        return
    if is_zone(press.zone):
        _offer(turn, press.zone, zone_told(press.zone))
    else:
        turn.toast(turn.texts("onboarding-answered"))


def confirm(turn: Turn, press: ConfirmZone) -> None:
    """[Yes] [No] below the time."""
    if not is_open(turn, Question.CONFIRM):
        return
    if press.zone != turn.person.zone_offered:
        turn.toast(turn.texts("onboarding-answered"))
    elif press.yes:
        _settle(turn)
    else:
        turn.change(zone_offered=None)
        ask(turn)


def _offer(turn: Turn, zone: str, name: str) -> None:
    turn.change(zone_offered=zone)
    turn.say(turn.texts("onboarding-place", place=name), drop_keyboard=True)
    ask(turn, anew=True)


def _settle(turn: Turn) -> None:
    assert turn.person.zone_offered is not None
    people.live_in(turn.conn, turn.person.id, turn.person.zone_offered, turn.now)
    turn.reload()
    ask(turn)
