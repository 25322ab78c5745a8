"""A figure's pose at any moment of its motion, and everything that is then in the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from content.figures import props, ways
from content.figures.camera import Camera
from content.figures.flesh import flesh, tinted
from content.figures.framing import Framing, framed
from content.figures.model import Figure
from content.figures.shapes import Ball, Blob, Shape
from content.figures.skeleton import Blend, Body, solved
from content.figures.ways import Way

LIMB_ENDS = frozenset({"right_foot", "left_foot", "right_hand", "left_hand"})
SAMPLES = 6
"""Moments between two poses that decide the framing."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One sample of a motion: the pose it is `near` to, and which hands and feet are to be in their places."""

    near: str
    share: float
    body: Body
    settled: frozenset[str]


@dataclass(frozen=True)
class Stage:
    """One figure, ready to be looked at."""

    figure: Figure

    def entering(self, share: float, breath: float = 0.0) -> Body:
        """On the way into the pose: 0 is how it begins, 1 the pose itself."""
        return self.on(ways.entering(self.figure.motion, share), breath)

    def moving(self, share: float) -> Body:
        """Within one cycle of the movement, 0 to 1. A figure without one stays in its pose."""
        return self.on(ways.moving(self.figure.motion, share))

    def on(self, way: Way, breath: float = 0.0) -> Body:
        """On the way from one pose to another."""
        return self._between(way.start, way.end, way.share, breath)

    def still(self) -> Body:
        """The pose of the still picture."""
        name = self.figure.still or self.figure.motion.enter[-1]
        return self._between(name, name, 0, 0)

    def shapes(self, body: Body) -> Iterator[Shape]:
        """Everything that is in the picture with the body so."""
        for prop in self.figure.props:
            yield from props.shapes(prop, body)
        yield from flesh(body)
        for tint in self.figure.tints:
            yield from tinted(body, tint)

    @cached_property
    def camera(self) -> Camera:
        """From where it is looked at."""
        return Camera.of(self.figure.view)

    @cached_property
    def framing(self) -> Framing:
        """The same for all of its pictures."""
        return framed(self.camera, [self._balls(moment.body) for moment in self.moments()])

    @cached_property
    def close_up(self) -> Framing:
        """Of the still: nearer, where the movement takes more room than the pose."""
        return framed(self.camera, [self._balls(self.still())])

    @cached_property
    def places(self) -> list[tuple[float, float, float]]:
        """All that is ever seen of the figure, as circles: from the left, from the top, radius; in frames."""
        framing = self.framing
        return [
            (*framing.place(self.camera.sees(ball.at)), ball.radius * framing.scale)
            for moment in self.moments()
            for ball in self._balls(moment.body)
        ]

    def moments(self) -> Iterator[Moment]:
        """The whole motion in samples: into the pose, once through the movement, and the still."""
        enter, rep = self.figure.motion.enter, [name for name, _ in self.figure.motion.rep]
        ways = [*(pairwise(enter) if len(enter) > 1 else [(enter[0], enter[0])]), *pairwise(rep)]
        if self.figure.still:
            ways.append((self.figure.still, self.figure.still))
        for start, end in ways:
            yield from (self._moment(start, end, step / SAMPLES) for step in range(SAMPLES + 1))

    def _moment(self, start: str, end: str, share: float) -> Moment:
        poses = self.figure.poses
        stays = {limb for limb in LIMB_ENDS if getattr(poses[start], limb) == getattr(poses[end], limb)}
        body = self._between(start, end, share, 0)
        settled = LIMB_ENDS if share in {0, 1} else frozenset(stays)
        return Moment(start if share < 0.5 else end, share, body, settled)

    def _balls(self, body: Body) -> list[Ball]:
        return [ball for shape in flesh(body) if isinstance(shape, Blob) for ball in shape.balls]

    def _between(self, start: str, end: str, share: float, breath: float) -> Body:
        poses = self.figure.poses
        return solved(Blend(poses[start], poses[end], share, breath))
