"""What keeps processes from sending more: all their places are taken, or all processors, or they wait for something."""

from __future__ import annotations

from collections.abc import Mapping

TAKEN = 0.85
"""Of the places or of the processors: whichever is taken so far is what binds."""


def told(found: Mapping[str, float], cores: int) -> str:
    """What binds, and how much of everything was taken.

    `places` is a share of them, and `processes` how many there are of the bot, of which each computes on one processor
    at a time. The rest are processors taken: by the `machine` in all, the `bot`, the `database` and `telegram`.
    """
    ours = {name: found[name] for name in ("bot", "database", "telegram")}
    others = max(0.0, found["machine"] - sum(ours.values()))
    shares = ", ".join(f"{taken:.2f} {name}" for name, taken in {**ours, "others": others}.items())
    return (
        f"bound by {_bound(found, cores)}: {found['places']:.0%} of the places taken; "
        f"processors: {shares}, of {cores}"
    )


def _bound(found: Mapping[str, float], cores: int) -> str:
    if found["places"] >= TAKEN:
        return "the places"
    if found["machine"] >= TAKEN * cores:
        return "the processors"
    return "one processor a process" if found["bot"] >= TAKEN * found["processes"] else "its own waiting"
