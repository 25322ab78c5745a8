"""Sessions that stood still because nobody looked at them: only where no process could have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.wire.buttons import Play
from trials.kills.reckoning.lives import Lives
from trials.kills.record import Call

AWAY = "I was away for a moment"
AFTER = 15.0  # seconds that a look at a session may be late
SHOWN_WITHIN = 2.0  # seconds from when that is noticed to when the server has it


def needless(calls: Sequence[Call], lives: Lives) -> Iterator[str]:
    """Those of which a process could have taken care: it was well for all that time."""
    for call in interruptions(calls):
        since = call.at - AFTER - SHOWN_WITHIN
        if any(begin <= since and call.at <= end for life in lives.all for begin, end in lives.well(life)):
            session = call.ids_of(Play.code)
            yield f"chat {call.chat}: session {session[0]} stood still at {call.at:.3f}, and a process was well"


def interruptions(calls: Sequence[Call]) -> list[Call]:
    """The first message that says so, for each step of a session."""
    said: dict[tuple[int, str], Call] = {}
    for call in calls:
        if call.done and AWAY in call.text and call.buttons:
            said.setdefault((call.chat, call.buttons[0]), call)
    return list(said.values())
