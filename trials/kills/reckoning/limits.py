"""Telegram's limits are kept, as the server saw the calls.

The bot keeps count in memory, so a kill makes it forget what it has sent to a chat, and for how long it was told to
wait: the server tells it again. So what is about one chat is checked within each life. What is about everybody is
checked across them: no start is quicker than a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.wire.buttons import JustMoved, KeepGoing
from trials.kills.reckoning.lives import Lives
from trials.kills.record import Call

# What the design promises, written down once more: the bot's own numbers would judge themselves.
REMINDERS, REMINDERS_WITHIN = 30, 1.0  # to everybody, in any such window of seconds
MESSAGES, MESSAGES_WITHIN = 3, 3.0  # in a chat: one a second with a small burst; an edit is one too
EDITS, EDITS_WITHIN = 20, 60.0  # of these in a chat
SHORTER = 0.999  # of a window that the bot's clock measures: the server's may run a little slower
CLOSE = 0.05  # seconds around a 429 in which a call may have been under way
WITHOUT_A_DATABASE = "I can't write anything down at the moment"
"""What whoever taps or types is told, once a minute, where nothing can be kept: it waits for nobody."""

BULK = frozenset({JustMoved.code, KeepGoing.code})


def most_within(moments: Iterable[float], seconds: float) -> int:
    """How many of these fall into one window of so many seconds, at most, wherever it begins."""
    most, oldest, ordered = 0, 0, sorted(moments)
    for newest, moment in enumerate(ordered):
        while ordered[oldest] <= moment - seconds:
            oldest += 1
        most = max(most, newest - oldest + 1)
    return most


def bulk_moments(calls: Iterable[Call]) -> list[float]:
    """When the server took reminders."""
    return [call.at for call in calls if call.done and call.sends and BULK & call.codes]


def too_much_bulk(calls: Iterable[Call]) -> Iterator[str]:
    """More reminders in a sliding second than Telegram takes."""
    most = most_within(bulk_moments(calls), REMINDERS_WITHIN * SHORTER)
    if most > REMINDERS:
        yield f"{most} reminders went out within a second"


def too_much_in_a_chat(calls: Iterable[Call], lives: Lives) -> Iterator[str]:
    """More messages, or edits, in one chat and one life than are allowed."""
    for (chat, life), mine in _by(calls, lives).items():
        messages = most_within((call.at for call in mine), MESSAGES_WITHIN * SHORTER)
        if messages > MESSAGES:
            yield f"chat {chat}, life {life}: {messages} messages within {MESSAGES_WITHIN:.0f} s"
        edits = most_within((call.at for call in mine if call.edits), EDITS_WITHIN * SHORTER)
        if edits > EDITS:
            yield f"chat {chat}, life {life}: {edits} edits within {EDITS_WITHIN:.0f} s"


def not_waited(calls: Sequence[Call], lives: Lives) -> Iterator[str]:
    """Calls in a chat while the bot had been told, in the same life, to leave it alone."""
    told: dict[tuple[int, int], tuple[float, float]] = {}
    for call in sorted(calls, key=lambda call: call.begun):
        if not (call.sends or call.edits):
            continue
        key = call.chat, lives.of(call)
        at, until = told.get(key, (0.0, 0.0))
        if at + CLOSE < call.begun < until - CLOSE:
            yield f"chat {call.chat}: {call.method} {until - call.begun:.2f} s too early after a 429"
        if call.wait:
            told[key] = call.at, max(until, call.at + call.wait)


def _by(calls: Iterable[Call], lives: Lives) -> dict[tuple[int, int], list[Call]]:
    grouped: defaultdict[tuple[int, int], list[Call]] = defaultdict(list)
    for call in calls:
        if call.done and (call.sends or call.edits) and not call.text.startswith(WITHOUT_A_DATABASE):
            grouped[call.chat, lives.of(call)].append(call)
    return grouped
