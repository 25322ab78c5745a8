"""Messages that came more than once, recognised by what only one message can say.

That is the break or the session in their buttons, or the word that a person typed and the bot repeats. Other messages
(menus, the next reminder's time) are alike by nature: `answers` counts those.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.wire.buttons import JustMoved, Play, Rate, Start, UndoSkip
from trials.kills.lively import TOKEN, Deed, Done
from trials.kills.reckoning.lives import IN_FLIGHT_AT_A_KILL, Lives
from trials.kills.record import Call

AT_ONCE = 24 + 20  # calls that may be under way, and reminders begun: no kill cuts off more
SOON = 0.5  # seconds within which nearly all that went out is written down
NEARLY_ALL = 0.9
ENOUGH = 20  # of fewer, a share says nothing


@dataclass(frozen=True, slots=True)
class Copy:
    """The same message again, and why that may be: empty where it may not."""

    what: str
    first: Call
    again: Call
    why: str


def copies(calls: Iterable[Call], lives: Lives, deeds: Sequence[Done]) -> list[Copy]:
    """Every message that is not the first of its kind."""
    alike: defaultdict[Hashable, list[Call]] = defaultdict(list)
    for call in calls:
        if call.done and call.sends and (name := named(call)):
            alike[name].append(call)
    pairs = ((name, *pair) for name, group in alike.items() for pair in pairwise(group))
    return [
        Copy(str(name), first, again, lives.why_again(first, again))
        for name, first, again in pairs
        if not _went_back(first, again, deeds)
    ]


def unexcused(found: Iterable[Copy]) -> Iterator[str]:
    """What came again for no reason."""
    for copy in found:
        if not copy.why:
            apart = copy.again.at - copy.first.at
            yield f"{copy.what} came again in chat {copy.again.chat} after {apart:.2f} s: {copy.again.text!r}"


def too_many_in_flight(found: Iterable[Copy], lives: Lives) -> Iterator[str]:
    """Kills after which more came again than can have been under way."""
    by_life = Counter(lives.of(copy.first) for copy in found if copy.why == IN_FLIGHT_AT_A_KILL)
    for life, count in by_life.items():
        if count > AT_ONCE:
            yield f"after the kill of life {life + 1} {count} messages came again"


def written_down_late(found: Iterable[Copy], lives: Lives) -> Iterator[str]:
    """Messages that were cut off though they had long been out: a row that nobody forgets would excuse any of them."""
    waits = [lives.until_kill(copy.first) for copy in found if copy.why == IN_FLIGHT_AT_A_KILL]
    soon = sum(wait <= SOON for wait in waits)
    if len(waits) >= ENOUGH and soon < NEARLY_ALL * len(waits):
        yield f"only {soon} of {len(waits)} messages that came again had been out for less than {SOON} s at the kill"


def named(call: Call) -> Hashable | None:
    """What tells this message from all others; None where nothing does."""
    for button, what in ((JustMoved, "reminder"), (Rate, "end of session"), (Play, "step of session")):
        if ids := call.ids_of(button.code):
            # The same step is shown by several messages over time, each with words of its own.
            return (what, ids[0], call.text, call.buttons) if button is Play else (what, ids[0])
    if found := TOKEN.search(call.text):
        return ("answer to", found[0])
    if ids := call.ids_of(Start.code):
        return ("offer", ids[0], call.text)  # [Another] puts something else in its place
    return None


def _went_back(first: Call, again: Call, deeds: Iterable[Done]) -> bool:
    """Whether the person asked for what they had seen before: an earlier step, or a reminder that they had skipped."""
    asking = f"{Play.code}." if first.ids_of(Play.code) else f"{UndoSkip.code}."
    may_ask = bool(first.ids_of(Play.code) or first.ids_of(JustMoved.code))
    return may_ask and any(
        deed.deed is Deed.TAP
        and deed.words.startswith(asking)
        and deed.person == first.chat
        and first.at - 60 < deed.at < again.at
        for deed in deeds
    )
