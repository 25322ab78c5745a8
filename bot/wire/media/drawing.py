"""What is to be drawn: a recipe together with the figures of its exercises, and the address of the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from content.media.recipes import Format, Recipe, digest, drawn_in, format_of, parse

Figures = Mapping[str, BaseModel]
"""The figures by the ids of their exercises; an exercise may have none."""

KINDS = {Format.STILL: "photo", Format.CLIP: "animation"}
"""What Telegram calls each format."""


class NotMade(Exception):
    """There is no picture, and the reason in a few words: the same is said in text."""


class NotReady(NotMade):
    """It is still being made; the next time it may be there."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture or clip that can be made. `kind` is Telegram's word for it, `name` that of its file."""

    recipe: Recipe
    figures: tuple[BaseModel, ...]
    digest: str
    kind: str
    name: str

    @property
    def subject(self) -> str:
        """What is drawn, for a log."""
        return " ".join(drawn_in(self.recipe))


def drawing_of(recipe: Recipe, figures: Figures) -> Drawing:
    """The drawing of this recipe. Raises NotMade where one of its exercises has no figure."""
    missing = [exercise for exercise in drawn_in(recipe) if exercise not in figures]
    if missing:
        raise NotMade(f"{missing[0]} has no figure")
    needed = tuple(figures[exercise] for exercise in drawn_in(recipe))
    address, ending = digest(recipe, needed), format_of(recipe)
    return Drawing(recipe, needed, address, KINDS[ending], f"{address}.{ending}")


def read(plain: Mapping[str, Any], figures: Figures) -> Drawing:
    """The drawing of a recipe in its plain form. Raises NotMade also where it is no recipe (any more)."""
    try:
        recipe = parse(plain)
    except ValueError as error:
        raise NotMade("the recipe is of another version") from error
    return drawing_of(recipe, figures)
