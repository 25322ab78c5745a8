"""What somebody may have meant whose words no feature took. Pure."""

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
from bot.wire.incoming import Command

HOW_MANY = 3
_ALIKE = 0.8  # two letters swapped in a word of seven
_SHORTEST_MISSPELT = 4  # letters: below that almost everything is alike

_LONGEST_COMMAND = 4  # words: more is a sentence that happens to begin like a command
_COURTESIES = {
    "help-hello": re.compile(r"(hello|hi|hey|hiya|good (morning|afternoon|evening))( (there|again|unsit))?"),
    "help-thanks": re.compile(
        r"(ok(ay)?,? )?(thanks?|thx|ty|cheers)( (you|a lot|so much|you so much|you very much))?"
        r"|ok(ay)?|great|cool|nice|perfect|\N{THUMBS UP SIGN}|\N{PERSON WITH FOLDED HANDS}"
    ),
}

# Each button by the name of its label, and the words that hint at it; the first three are also what is likely anyway.
_MEANT: tuple[tuple[str, Button, str], ...] = (
    (
        "button-stretch",
        OfferStretch(),
        "stretch exercise move movement minutes min routine hip psoas floor sore stiff back neck",
    ),
    ("button-next", OpenNext(), "next when reminder remind time soon break"),
    (
        "button-settings",
        OpenSettings(""),
        "settings setting change configure hours interval goal zone silent city",
    ),
    ("help-pause-for-an-hour", PauseFor("1h"), "pause stop quiet meeting busy later rest mute holiday sick"),
    ("button-resume", Resume(), "resume continue again unpause"),
    ("button-streak", OpenStreak(), "streak progress today week days statistics stats score"),
    ("help-lesson", NextLesson(), "learn lesson why evidence science read muscle"),
    ("button-help", OpenHelp(), "help hello hi hey commands menu"),
)


def likely(text: str) -> list[tuple[str, Button]]:
    """The three likeliest buttons for this text, likeliest first, each with the key of its label."""
    said = re.findall(r"[^\W\d_]+", text[:200].casefold())
    ranked = sorted(_MEANT, key=lambda meant: -_hints(said, meant[2].split()))
    return [(label, button) for label, button, _ in ranked[:HOW_MANY]]


def courtesy(text: str) -> str | None:
    """The key of the answer to a greeting or a thank you; None for anything else."""
    said = " ".join(text[:200].casefold().split()).rstrip(" .!")
    return next((key for key, pattern in _COURTESIES.items() if pattern.fullmatch(said)), None)


def without_slash(text: str, commands: Sequence[str]) -> Command | None:
    """The command that was typed as plain words: "settings", "pause 2h"."""
    first, *words = text.split(maxsplit=_LONGEST_COMMAND) or ("",)
    name = first.casefold().rstrip(".!?")
    return Command(name, " ".join(words)) if name in commands and len(words) < _LONGEST_COMMAND else None


def closest_command(name: str, commands: Sequence[str]) -> str | None:
    """The command that is spelled most like this one."""
    found = difflib.get_close_matches(name, commands, n=1, cutoff=0.6)
    return found[0] if found else None


def _hints(said: Sequence[str], words: Sequence[str]) -> int:
    return sum(1 for word in said if word in words or _misspelt(word, words))


def _misspelt(word: str, words: Sequence[str]) -> bool:
    return len(word) >= _SHORTEST_MISSPELT and bool(difflib.get_close_matches(word, words, 1, _ALIKE))
