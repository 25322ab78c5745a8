"""What people asked for was done once: no more offers, and no more pauses, than they asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.wire.buttons import AskStretch, OfferRoutine, PauseFor, StartExercise
from trials.kills.ledger import Ledger
from trials.kills.lively import Done

STRETCH = frozenset({"/stretch", AskStretch.code, OfferRoutine.code, StartExercise.code})
PAUSE = frozenset({"/pause", PauseFor.code})


def done_twice(ledger: Ledger, deeds: Iterable[Done]) -> Iterator[str]:
    """People with more than they asked for: a command was carried out again."""
    asked = Counter((deed.person, _word(deed)) for deed in deeds)
    offers = Counter(offer.person for offer in ledger.offers if not offer.is_reminder)
    for what, words, made in (("offers", STRETCH, offers), ("pauses", PAUSE, Counter(ledger.pauses))):
        for person, count in made.items():
            times = sum(asked[person, word] for word in words)
            if count > times:
                yield f"person {person} has {count} {what}, and asked {times} times"


def _word(deed: Done) -> str:
    """The command, or the button's code."""
    return deed.words.partition(" ")[0].partition(".")[0]
