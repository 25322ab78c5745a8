"""The one ordered table from what came in to the handler that answers it.

Each feature gives its routes; the composition root puts them in order. The first that takes an incoming value answers
it, so every message gets exactly one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.turn import Turn
from bot.wire.buttons import Button
from bot.wire.incoming import Command, Tap, Typed, What

B = TypeVar("B", bound=Button)
Handler = Callable[[Turn, Any], None]


@dataclass(frozen=True, slots=True)
class Route:
    """A handler and what it takes: `takes` gives the handler's argument, or None for what is not its own."""

    takes: Callable[[Turn, What], Any]
    handler: Handler


def command(name: str, handler: Callable[[Turn, str], None]) -> Route:
    """`/name words`: the handler gets the words."""

    def takes(_turn: Turn, what: What) -> str | None:
        return what.words if isinstance(what, Command) and what.name == name else None

    return Route(takes, handler)


def tap(kind: type[B], handler: Callable[[Turn, B], None]) -> Route:
    """A button of this kind: the handler gets the button."""

    def takes(_turn: Turn, what: What) -> B | None:
        return what.press if isinstance(what, Tap) and isinstance(what.press, kind) else None

    return Route(takes, handler)


def typed(handler: Callable[[Turn, str], None], *, when: Callable[[Turn, str], bool]) -> Route:
    """A line of text that `when` recognises: the handler gets the line."""

    def takes(turn: Turn, what: What) -> str | None:
        return what.text if isinstance(what, Typed) and when(turn, what.text) else None

    return Route(takes, handler)


def kind(of: type[Any], handler: Callable[[Turn, Any], None]) -> Route:
    """Any other value of this type."""

    def takes(_turn: Turn, what: What) -> Any:
        return what if isinstance(what, of) else None

    return Route(takes, handler)


def answer(routes: Sequence[Route], turn: Turn, what: What) -> None:
    """The first route that takes it answers. Raises LookupError where none does: the table's last routes take all."""
    for route in routes:
        taken = route.takes(turn, what)
        if taken is not None:
            route.handler(turn, taken)
            break
    else:
        raise LookupError(f"no route for {type(what).__name__}")
    if turn.callback_id and not any(answer.action == "toast" for answer in turn.answers):
        turn.toast()
