"""What a Bot API method is: a function over the messenger, and the names of its parameters."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.messenger import Messenger
from bot.playground.parameters import Call


@dataclass(frozen=True)
class Method:
    """A method that answers at once; it runs in one transaction."""

    run: Callable[[Messenger, Call], object]
    takes: frozenset[str]


def method(run: Callable[[Messenger, Call], object], takes: str = "") -> Method:
    """A Method with its parameters written as words."""
    return Method(run, frozenset(takes.split()))
