"""Stretches of time, from and to (epoch seconds): put together, and taken from one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[float, float]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in stretches that do not meet, in order."""
    together: list[Span] = []
    for begin, end in sorted(spans):
        if together and begin <= together[-1][1]:
            together[-1] = together[-1][0], max(end, together[-1][1])
        elif begin < end:
            together.append((begin, end))
    return together


def without(spans: Iterable[Span], away: Sequence[Span]) -> list[Span]:
    """What is left of each of these; `away` is in order and does not meet."""
    left: list[Span] = []
    for begin, end in spans:
        free = begin
        for away_begin, away_end in away:
            if free < away_begin < end:
                left.append((free, away_begin))
            if away_begin < end:
                free = max(free, away_end)
        if free < end:
            left.append((free, end))
    return left
