"""Everything that people did was answered: each tap, each typed line, each command."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from bot.wire.buttons import JustMoved, KeepGoing, OpenHelp, Play
from trials.kills.lively import TOKEN, Deed, Done
from trials.kills.reckoning.lives import Lives
from trials.kills.record import TOAST, Call

BLOCKED_SOON = 60.0  # seconds: who blocks the bot so soon after may have missed the answer


ANSWERED_WITHIN = 30.0  # seconds of service
BY_ITSELF = frozenset({JustMoved.code, KeepGoing.code, Play.code})  # what comes without being asked for

HELP = "/help"
HELP_BEGINS = "I remind you to leave the chair"


def unanswered_taps(deeds: Iterable[Done], calls: Iterable[Call]) -> Iterator[str]:
    """Taps that were never answered, so that the button went on spinning."""
    answered = Counter(call.query for call in calls if call.done and call.method == TOAST)
    for deed in deeds:
        if deed.deed is Deed.TAP and answered[deed.query] != 1:
            yield f"the tap {deed.words} of person {deed.person} at {deed.at:.3f} has {answered[deed.query]} answers"


def unanswered_lines(deeds: Sequence[Done], calls: Iterable[Call]) -> Iterator[str]:
    """Odd lines that the bot never repeated in an answer."""
    repeated = {found[0] for call in calls if call.done and call.sends and (found := TOKEN.search(call.text))}
    blocked = _blocked(deeds)
    for deed in deeds:
        said = TOKEN.search(deed.words)
        if said and said[0] not in repeated and not _blocked_soon(deed, blocked):
            yield f"person {deed.person} typed {deed.words!r} at {deed.at:.3f}, and was not answered"


def unanswered_commands(
    deeds: Sequence[Done], calls: Iterable[Call], lives: Lives, within: float = ANSWERED_WITHIN
) -> Iterator[str]:
    """Commands after which nothing came, within so many seconds of service, that could be an answer.

    Two that fill the same place may have one answer, as the later one's takes the earlier one's.
    """
    came: defaultdict[int, list[float]] = defaultdict(list)
    for call in calls:
        if call.done and (call.sends or call.edits) and not BY_ITSELF & call.codes:
            came[call.chat].append(call.at)
    blocked = _blocked(deeds)
    for deed in deeds:
        if deed.deed is Deed.COMMAND and not _blocked_soon(deed, blocked):
            after = min((at for at in came[deed.person] if at > deed.at), default=None)
            if after is None or lives.served(deed.at, after) > within:
                yield f"person {deed.person} typed {deed.words!r} at {deed.at:.3f}, and nothing came"


def miscounted_help(deeds: Sequence[Done], calls: Sequence[Call], lives: Lives) -> Iterator[str]:
    """A command whose answer carries nothing of its own: fewer answers than it was asked for, or inexcusably many.

    It cannot see an answer that is missing where another came twice: `unanswered_lines` can.
    """
    came: defaultdict[int, list[Call]] = defaultdict(list)
    for call in calls:
        if call.done and call.sends and call.text.startswith(HELP_BEGINS):
            came[call.chat].append(call)
    asked = [deed for deed in deeds if deed.words in {HELP, OpenHelp.code}]
    blocked = _blocked(deeds)
    for person in sorted({deed.person for deed in asked} | set(came)):
        mine = [deed for deed in asked if deed.person == person]
        least = sum(not _blocked_soon(deed, blocked) for deed in mine)
        most = len(mine) + _excused(came[person], lives)
        if not least <= len(came[person]) <= most:
            yield f"person {person} asked for help {len(mine)} times and got it {len(came[person])} times"


def _excused(came: Sequence[Call], lives: Lives) -> int:
    alike: defaultdict[tuple[str, tuple[str, ...]], list[Call]] = defaultdict(list)
    for call in came:
        alike[call.text, call.buttons].append(call)
    return sum(bool(lives.why_again(*pair)) for group in alike.values() for pair in pairwise(group))


def _blocked(deeds: Iterable[Done]) -> Mapping[int, list[float]]:
    blocked: defaultdict[int, list[float]] = defaultdict(list)
    for deed in deeds:
        if deed.deed is Deed.BLOCK:
            blocked[deed.person].append(deed.at)
    return blocked


def _blocked_soon(deed: Done, blocked: Mapping[int, list[float]]) -> bool:
    return any(deed.at <= at <= deed.at + BLOCKED_SOON for at in blocked.get(deed.person, ()))
