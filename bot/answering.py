"""What a person says or taps, answered: what any sign of life changes, then the first route that takes it."""

from __future__ import annotations

from datetime import datetime

from bot import agenda, entrance
from bot.features import ROUTES
from bot.features.help.groups import only_one_to_one
from bot.life.door import Door
from bot.storage.database import Connection
from bot.turn import House, Turn
from bot.wire import routes
from bot.wire.buttons import Another, JustMoved, Skip, Snooze, Start
from bot.wire.incoming import Command, Incoming, InGroup, Left, Tap, What
from bot.wire.outgoing import Outgoing


def answer(door: Door, turn: Turn, event: Incoming) -> None:
    """One to one."""
    entrance.note_invite(door, turn, event.what)
    if not isinstance(event.what, Left):
        _reacted(turn)
    done_instead = isinstance(event.what, Command) or _answers_a_reminder(event.what)
    if turn.person.asked is not None and done_instead:
        turn.change(asked=None)  # an open question of the settings ends with what is done instead
    routes.answer(ROUTES, turn, event.what)


def in_groups(conn: Connection, event: Incoming, now: datetime, house: House) -> list[Outgoing]:
    """In a group, where the bot says once that it works one to one."""
    callback_id = event.what.callback_id if isinstance(event.what, InGroup) else ""
    return only_one_to_one(conn, event.chat_id, now, house, callback_id)


def _answers_a_reminder(what: What) -> bool:
    return isinstance(what, Tap) and isinstance(what.press, Start | Snooze | Skip | JustMoved | Another)


def _reacted(turn: Turn) -> None:
    """Whatever a person says or taps: they are there, and the usual rhythm holds again."""
    was = turn.person
    turn.change(reacted_at=turn.now, slowed=False, gone_at=None)
    if was.gone_at is not None or was.slowed:
        # Their next reminder counts from here: none comes on the heels of a hello.
        turn.change(returned_at=turn.now)
        agenda.replan(turn.conn, was.id, turn.now)
