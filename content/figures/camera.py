"""The camera: orthographic, so a ball stays a circle of its own size wherever it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from content.figures.model import View
from content.figures.vectors import Vec


@dataclass(frozen=True, slots=True)
class Seen:
    """A point as the camera sees it: to the right, up, and how near (more is nearer)."""

    right: float
    up: float
    near: float


@dataclass(frozen=True, slots=True)
class Camera:
    """Three directions of length 1: the picture's right, the picture's up, and toward the viewer."""

    right: Vec
    up: Vec
    toward: Vec

    @classmethod
    def of(cls, view: View) -> Camera:
        """The camera of a pose file."""
        yaw, pitch = radians(view.yaw), radians(view.pitch)
        level = Vec(-sin(yaw), 0, cos(yaw))
        return cls(
            Vec(cos(yaw), 0, sin(yaw)),
            Vec(0, cos(pitch), 0) - level * sin(pitch),
            level * cos(pitch) + Vec(0, sin(pitch), 0),
        )

    def sees(self, point: Vec) -> Seen:
        """Where the point appears."""
        return Seen(point.dot(self.right), point.dot(self.up), point.dot(self.toward))
