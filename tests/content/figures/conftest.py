"""A standing pose, and figures made of it, that a test may spoil."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from content.catalogue import Catalogue, load
from content.figures.model import Figure, Pose, filled_in

STANDING: dict[str, Any] = {
    "pelvis": {"at": [0, 0.525, 0]},
    "right_foot": {"at": [0, 0.046, 0.055], "knee": [1, 0, 0], "toes": [1, 0, 0]},
    "left_foot": {"at": [0, 0.046, -0.055], "knee": [1, 0, 0], "toes": [1, 0, 0]},
    "right_hand": {"at": [0.02, 0.51, 0.15], "elbow": [-1, 0, 0]},
    "left_hand": {"at": [0.02, 0.51, -0.15], "elbow": [-1, 0, 0]},
}

MakePose = Callable[..., Pose]
MakeFigure = Callable[..., Figure]


def changed(**parts: dict[str, Any]) -> dict[str, Any]:
    """Somebody who stands, with these parts elsewhere."""
    pose = deepcopy(STANDING)
    for part, facts in parts.items():
        pose[part] = {**pose.get(part, {}), **facts}
    return pose


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def pose() -> MakePose:
    return lambda **parts: Pose.model_validate(changed(**parts))


@pytest.fixture(scope="session")
def figure() -> MakeFigure:
    """Somebody who stands and then moves to a pose with these parts elsewhere."""

    def make(props: tuple[dict[str, Any], ...] = (), **parts: dict[str, Any]) -> Figure:
        read = {
            "props": props,
            "tints": [{"muscle": "psoas"}],
            "motion": {"enter": ["stand", "there"]},
            "poses": {"stand": deepcopy(STANDING), "there": changed(**parts)},
        }
        return Figure.model_validate(filled_in(read))

    return make
