"""What happens at the door, before somebody is met: who is turned away gets one line, and nothing of them is kept.

Somebody who is known and may no longer come in can still see and erase what is kept of them.
"""

from __future__ import annotations

from bot.life.door import Door
from bot.storage.people import Person
from bot.texts import Html, Texts
from bot.turn import Turn
from bot.wire import outgoing
from bot.wire.buttons import ForgetAll, KeepAll
from bot.wire.incoming import Command, Incoming, Left, Tap, What
from bot.wire.outgoing import Outgoing, View

THEIR_OWN = frozenset({"privacy", "export", "forget"})


def turned_away(door: Door, event: Incoming, known: Person | None, texts: Texts) -> list[Outgoing] | None:
    """All that somebody gets who may not come in; None for those who may."""
    if known is None and isinstance(event.what, Left):
        return []  # nobody becomes known by leaving
    invited = door.is_invite(_code(event.what)) or (known is not None and known.admitted_at is not None)
    if door.admits(event.person_id, invited=invited):
        # A button of somebody who was forgotten; only who writes becomes known.
        stranger = known is None and isinstance(event.what, Tap)
        return _line(event.what, texts("door-unknown")) if stranger else None
    if known is not None and _is_their_own(event.what):
        return None
    return _line(event.what, texts("door-closed" if known is None else "door-shut"))


def note_invite(door: Door, turn: Turn, what: What) -> None:
    """Who comes with the code is admitted for good, also when the code is changed later."""
    if turn.person.admitted_at is None and door.is_invite(_code(what)):
        turn.change(admitted_at=turn.now)


def _code(what: What) -> str:
    return what.words if isinstance(what, Command) and what.name == "start" else ""


def _is_their_own(what: What) -> bool:
    if isinstance(what, Tap):
        return isinstance(what.press, ForgetAll | KeepAll)
    return isinstance(what, Left) or (isinstance(what, Command) and what.name in THEIR_OWN)


def _line(what: What, line: Html) -> list[Outgoing]:
    if isinstance(what, Tap):
        return [outgoing.toast(what.callback_id, line)]
    return [outgoing.send(View(line))]
