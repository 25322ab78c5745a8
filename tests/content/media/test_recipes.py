"""The address of a picture changes with everything that decides what it looks like."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from content.media import recipes
from content.media.recipes import Clip, Grid, Recipe, Scene, Still, digest
from content.steps import StepKind
from content.terms import Side


class Pose(BaseModel):
    """Stands for a figure."""

    knees: int = 2


LIZARD = Still(exercise="lizard")
HOLD = Scene(kind=StepKind.HOLD, seconds=30)


def test_a_new_style_is_a_new_address(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(LIZARD, [Pose()])
    assert digest(LIZARD, [Pose()]) == before
    monkeypatch.setattr(recipes, "STYLE", recipes.STYLE + 1)
    assert digest(LIZARD, [Pose()]) != before


def test_another_recipe_or_figure_is_another_address() -> None:
    drawn: list[tuple[Recipe, list[Pose]]] = [
        (LIZARD, [Pose()]),
        (LIZARD, [Pose(knees=1)]),
        (Still(exercise="lizard", side=Side.LEFT), [Pose()]),
        (Still(exercise="lunge"), [Pose()]),
        (Grid(exercises=("lizard",)), [Pose()]),
        (Grid(exercises=("lizard", "lunge")), [Pose(), Pose(knees=1)]),
        (Grid(exercises=("lizard", "lunge")), [Pose(knees=1), Pose()]),
        (Clip(exercise="lizard", scenes=(HOLD,)), [Pose()]),
        (Clip(exercise="lizard", scenes=(HOLD, HOLD)), [Pose()]),
    ]
    addresses = {digest(recipe, figures) for recipe, figures in drawn}
    assert len(addresses) == len(drawn)
    assert all(len(address) == 32 and int(address, 16) >= 0 for address in addresses)
