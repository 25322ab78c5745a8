"""What a picture shows, as a value: small enough for a queue, and named by what it would look like.

A recipe and the figure it draws decide every pixel, so their digest is the picture's address: two processes that need
the same picture agree on its name without having drawn it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from content.steps import StepKind
from content.terms import Side

STYLE = 1
"""The number of the drawing style: raised whenever the same recipe would look different."""


IN_A_ROW = 3
"""So many pictures stand beside each other in a Grid."""


class Format(StrEnum):
    """What a recipe becomes, by the ending of its file."""

    STILL = "png"
    CLIP = "mp4"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scene(_Frozen):
    """One timed step as a clip shows it: the same facts as a Step, without its place in a routine."""

    kind: StepKind
    seconds: int = Field(ge=1, le=600)
    side: Side | None = None
    count: int | None = None
    tempo: float | None = None
    set: int = 1
    sets: int = 1


class Still(_Frozen):
    """The exercise in its pose. On the right side, as on none, `side` is None: one picture has one address."""

    exercise: str
    side: Literal[Side.LEFT] | None = None


class Clip(_Frozen):
    """Scenes one after the other, then the last picture for at least a minute."""

    exercise: str
    scenes: tuple[Scene, ...] = Field(min_length=1)


class Grid(_Frozen):
    """The stills of several exercises in rows, numbered from 1."""

    exercises: tuple[str, ...] = Field(min_length=1, max_length=12)


Recipe = Clip | Still | Grid
_RECIPE: TypeAdapter[Recipe] = TypeAdapter(Recipe)


def drawn_in(recipe: Recipe) -> tuple[str, ...]:
    """The exercises whose figures it needs."""
    return recipe.exercises if isinstance(recipe, Grid) else (recipe.exercise,)


def dump(recipe: Recipe) -> dict[str, object]:
    """As plain JSON values."""
    return dict(recipe.model_dump(mode="json", exclude_defaults=True))


def parse(plain: Mapping[str, object]) -> Recipe:
    """From `dump`. Raises ValueError where it is something else."""
    return _RECIPE.validate_python(plain)


def format_of(recipe: Recipe) -> Format:
    """Whether it becomes a still or a clip."""
    return Format.CLIP if isinstance(recipe, Clip) else Format.STILL


def digest(recipe: Recipe, figures: Sequence[BaseModel]) -> str:
    """The address of the picture, 32 hexadecimal digits; `figures` are the pose files of what is `drawn_in` it."""
    decides = [STYLE, dump(recipe), *(figure.model_dump(mode="json") for figure in figures)]
    text = json.dumps(decides, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
