"""What somebody may have meant whose words were not understood. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from bot.wire.buttons import (
    Button,
    NextLesson,
    OfferStretch,
    OpenHelp,
    OpenNext,
    OpenSettings,
    OpenStreak,
    PauseFor,
    Resume,
)

HOW_MANY = 3
_ALIKE = 0.8  # two letters swapped in a word of seven
_SHORTEST_MISSPELT = 4  # letters: below that almost everything is alike

# Each button by the name of its label, and the words that hint at it; the first three are also what is likely anyway.
_MEANT: tuple[tuple[str, Button, str], ...] = (
    (
        "button-stretch",
        OfferStretch(),
        "stretch exercise move movement minutes min routine hip psoas floor sore",
    ),
    ("button-next", OpenNext(), "next when reminder remind time soon break"),
    (
        "button-settings",
        OpenSettings(""),
        "settings setting change configure hours interval goal zone silent city",
    ),
    ("help-pause-for-an-hour", PauseFor("1h"), "pause stop quiet meeting busy later rest mute holiday sick"),
    ("button-resume", Resume(), "resume continue again unpause back"),
    ("button-streak", OpenStreak(), "streak progress today week days statistics stats score"),
    ("help-lesson", NextLesson(), "learn lesson why evidence science read muscle"),
    ("button-help", OpenHelp(), "help hello hi hey commands menu"),
)


def likely(text: str) -> list[tuple[str, Button]]:
    """The three likeliest buttons for this text, likeliest first, each with the key of its label."""
    said = re.findall(r"[^\W\d_]+", text[:200].casefold())
    ranked = sorted(_MEANT, key=lambda meant: -_hints(said, meant[2].split()))
    return [(label, button) for label, button, _ in ranked[:HOW_MANY]]


def closest_command(name: str, commands: Sequence[str]) -> str | None:
    """The command that is spelled most like this one."""
    found = difflib.get_close_matches(name, commands, n=1, cutoff=0.6)
    return found[0] if found else None


def _hints(said: Sequence[str], words: Sequence[str]) -> int:
    return sum(1 for word in said if word in words or _misspelt(word, words))


def _misspelt(word: str, words: Sequence[str]) -> bool:
    return len(word) >= _SHORTEST_MISSPELT and bool(difflib.get_close_matches(word, words, 1, _ALIKE))
