"""What stands beside the dial, and where it leaves the figure alone."""

import pytest

from content.figures.framing import DIAL, Corner
from content.media.panel import Feet, Panel, feet_for

PIXELS = 480


def test_the_feet_are_below_the_dial_where_that_is_free() -> None:
    assert feet_for(Corner.TOP_LEFT, [(0.7, 0.7, 0.1)]) is Feet.BELOW


@pytest.mark.parametrize(
    ("corner", "below"),
    [
        (Corner.TOP_LEFT, (0.14, 0.38)),
        (Corner.TOP_RIGHT, (0.86, 0.38)),
        (Corner.BOTTOM_LEFT, (0.14, 0.62)),
        (Corner.BOTTOM_RIGHT, (0.86, 0.62)),
    ],
)
def test_the_feet_move_beside_the_dial_where_the_figure_is_below_it(
    corner: Corner, below: tuple[float, float]
) -> None:
    assert feet_for(corner, [(*below, 0.05)]) is Feet.BESIDE


@pytest.mark.parametrize("corner", Corner)
@pytest.mark.parametrize("feet", Feet)
def test_the_panel_lies_in_its_corner_on_even_pixels(corner: Corner, feet: Feet) -> None:
    left, top, right, bottom = Panel(PIXELS, corner, feet, dots=True).box
    assert (left, right)[corner.value[0]] == (0, PIXELS)[corner.value[0]]
    assert (top, bottom)[corner.value[1]] == (0, PIXELS)[corner.value[1]]
    assert all(edge % 2 == 0 for edge in (left, top, right, bottom))
    assert min(right - left, bottom - top) >= DIAL * PIXELS - 2


def test_without_feet_and_dots_it_is_the_dial_alone() -> None:
    left, top, right, bottom = Panel(PIXELS, Corner.TOP_LEFT, Feet.NOWHERE, dots=False).box
    assert right - left == bottom - top == round(DIAL * PIXELS)
