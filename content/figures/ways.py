"""From pose to pose: where a figure is on its way into the pose, and within its movement."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi

from content.figures.model import Motion


@dataclass(frozen=True, slots=True)
class Way:
    """Between two poses, by name: share 0 is the first, 1 the second, at an even pace."""

    start: str
    end: str
    share: float


def eased(share: float) -> float:
    """Slow at both ends: 0 to 0, 1 to 1, along a cosine."""
    return (1 - cos(pi * max(0.0, min(1.0, share)))) / 2


def entering(motion: Motion, share: float) -> Way:
    """On the way into the pose: 0 is how it begins, 1 the pose itself."""
    names = motion.enter
    if len(names) == 1:
        return Way(names[0], names[0], 0)
    at = max(0.0, min(1.0, share)) * (len(names) - 1)
    leg = min(int(at), len(names) - 2)
    return Way(names[leg], names[leg + 1], eased(at - leg))


def moving(motion: Motion, share: float) -> Way:
    """Within one cycle of the movement, 0 to 1. Without one, the pose itself."""
    for (name, start), (after, end) in pairwise(motion.rep):
        if share <= end:
            part = (share - start) / (end - start) if end > start else 1.0
            return Way(name, after, part if motion.flows else eased(part))
    return entering(motion, 1)
