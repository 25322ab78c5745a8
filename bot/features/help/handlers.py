"""/help, and an answer to everything that nobody else understood: never silence."""

from __future__ import annotations

from bot import agenda, telling
from bot.features.help import view
from bot.features.help.likely import closest_command, courtesy
from bot.life.faults import quoted
from bot.life.whereabouts import zone_told
from bot.menu import COMMANDS
from bot.turn import Turn
from bot.wire.buttons import OpenHelp
from bot.wire.incoming import Command, Edited, Left, Location, Odd, Tap, Typed
from bot.wire.outgoing import View
from bot.zones.location import zone_at


def help_with_all(turn: Turn, _words: str) -> None:
    """What there is."""
    _say(turn, view.with_likely(turn.texts("help"), "", turn.texts))


def help_tapped(turn: Turn, _press: OpenHelp) -> None:
    """[Help]."""
    help_with_all(turn, "")


def typed(turn: Turn, what: Typed) -> None:
    """A line that nothing was expecting."""
    kind = courtesy(what.text)
    if kind is None:
        line = turn.texts("help-not-understood", said=quoted(what.text))
    else:
        line = turn.texts(kind, name=turn.person.first_name)
    _say(turn, view.with_likely(line, what.text, turn.texts))


def unknown_command(turn: Turn, what: Command) -> None:
    """A command that does not exist, and the closest that does."""
    closest = closest_command(what.name, COMMANDS)
    name = quoted(what.name)
    if closest is None:
        line = turn.texts("help-no-such-command", name=name)
    else:
        line = turn.texts("help-closest-command", name=name, closest=closest)
    _say(turn, view.with_likely(line, f"{what.name} {what.words}", turn.texts))


def odd(turn: Turn, what: Odd) -> None:
    """A sticker, a photo, a voice message."""
    line = turn.texts("help-odd", kind=what.kind)
    _say(turn, view.with_likely(line, "", turn.texts))


def edited(turn: Turn, _what: Edited) -> None:
    """What was answered stays answered."""
    turn.say(turn.texts("help-edited"))


def located(turn: Turn, location: Location) -> None:
    """A location that no question was open for."""
    zone = zone_at(location.latitude, location.longitude)
    if zone is None:
        line = turn.texts("help-location-odd")
        _say(turn, view.with_likely(line, "zone", turn.texts))
    elif zone == turn.person.zone:
        line = turn.texts("help-location-known", zone=zone_told(zone))
        _say(turn, view.with_likely(line, "", turn.texts))
    else:
        time = telling.clock(turn.now, zone)
        line = turn.texts("help-location", zone=zone_told(zone), time=time)
        _say(turn, view.use_as_zone(line, zone, turn.texts))


def outdated(turn: Turn, _what: Tap) -> None:
    """A button of an earlier version, or one that nothing answers any more."""
    turn.toast(turn.texts("help-outdated-button"))


def left(turn: Turn, _what: Left) -> None:
    """Blocked: nothing is said, and nothing comes any more."""
    turn.change(gone_at=turn.now)
    agenda.replan(turn.conn, turn.person.id, turn.now)


def _say(turn: Turn, said: View) -> None:
    turn.say(said.text, said.rows)
