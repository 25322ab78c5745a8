"""Where the catalogue is shown: one message that is edited in place, and never one in which a session has begun."""

from __future__ import annotations

from bot.storage import mail
from bot.turn import Turn
from bot.wire.outgoing import View

SLOT = "exercises"
HIDDEN_SLOT = "hidden"


def show(turn: Turn, view: View, slot: str = SLOT) -> None:
    """Where a button was tapped, its message changes; what was typed gets a new message below it."""
    in_session = turn.message_id == mail.holds(turn.conn, turn.person.id, "session")
    turn.show(slot, view, anew=not turn.callback_id or in_session)
