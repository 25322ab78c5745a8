"""The frames of a clip: when they come, what changes in them, and what does not."""

import pytest
from PIL import Image, ImageChops, ImageOps

from content.catalogue import Catalogue
from content.figures import palette
from content.figures.framing import DIAL, Corner
from content.figures.model import Figure
from content.figures.shapes import Colour
from content.figures.staging import Stage
from content.media.dial import RADIUS, STROKE
from content.media.film import PIXELS, TAIL, Frame, frames, mirrored
from content.media.recipes import Clip, Scene
from content.media.script import RATE
from content.steps import StepKind
from content.terms import Side

Pixel = tuple[int, int, int]
MIDDLE = DIAL / 2 * PIXELS
ON_RING = (RADIUS - STROKE / 2) * PIXELS


@pytest.fixture(scope="module")
def lunge(catalogue: Catalogue) -> Figure:
    return catalogue.figures["kneeling-lunge"]


def _film(figure: Figure, *scenes: Scene) -> list[Frame]:
    return list(frames(Clip(exercise="kneeling-lunge", scenes=scenes), figure))


def _hold(seconds: int = 2, side: Side | None = None) -> Scene:
    return Scene(kind=StepKind.HOLD, seconds=seconds, side=side)


def _ring(frame: Frame, x: float, y: float) -> Pixel:
    """The ring's colour so far right and down of its middle, in its radii."""
    height = frame.patch.height
    top = height - 2 * MIDDLE if frame.place[1] + height == PIXELS and frame.place[1] else 0
    found = frame.patch.getpixel((round(MIDDLE + x * ON_RING), round(top + MIDDLE + y * ON_RING)))
    assert isinstance(found, tuple)
    return (found[0], found[1], found[2])


def _near(found: Pixel, colour: Colour) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))


def test_frames_come_at_an_even_rate_and_then_rarely(lunge: Figure) -> None:
    film = _film(lunge, _hold())
    numbers = [frame.number for frame in film]
    assert numbers[: 2 * RATE] == list(range(2 * RATE))
    assert numbers[-1] / RATE == 2 + TAIL
    assert TAIL >= 60
    assert len(film) < 2 * RATE + 50


def test_the_last_picture_stays(lunge: Figure) -> None:
    film = _film(lunge, _hold())
    last = film[2 * RATE :]
    assert len({id(frame.patch) for frame in last}) == len({id(frame.still) for frame in last}) == 1


def test_the_ring_is_grey_then_empties_in_the_accent_colour_and_ends_in_green(lunge: Figure) -> None:
    film = _film(lunge, Scene(kind=StepKind.READY, seconds=2), _hold(4))
    at = {second: film[round(second * RATE)] for second in (0, 2, 3.5, 5.5, 6)}
    left = (-1.0, 0.0)
    assert _near(_ring(at[0], *left), palette.FAINT)
    assert _near(_ring(at[2], *left), palette.ACCENT)
    assert _near(_ring(at[3.5], *left), palette.ACCENT)
    assert _near(_ring(at[3.5], 0.7, -0.7), palette.TRACK)
    assert _near(_ring(at[5.5], *left), palette.TRACK)
    assert _near(_ring(at[6], *left), palette.DONE)


def test_the_number_changes_once_a_second(lunge: Figure) -> None:
    film = _film(lunge, Scene(kind=StepKind.READY, seconds=3))
    inner = round(0.05 * PIXELS)
    boxes = [
        (round(MIDDLE) - inner, round(MIDDLE) - inner, round(MIDDLE) + inner, round(MIDDLE) + inner)
    ] * len(film)
    numbers = [frame.patch.crop(box).tobytes() for frame, box in zip(film, boxes, strict=True)]
    changes = [index for index in range(1, len(film)) if numbers[index] != numbers[index - 1]]
    assert changes == [RATE, 2 * RATE, 3 * RATE]


def test_the_disc_in_the_ring_follows_the_breath(lunge: Figure) -> None:
    film = _film(lunge, _hold(10))
    blue = [_coloured(film[round(second * RATE)], palette.CALM) for second in (0, 2, 4)]
    assert blue[0] < blue[1] < blue[2]


def test_the_chest_moves_with_the_breath(lunge: Figure) -> None:
    film = _film(lunge, _hold(10))
    assert ImageChops.difference(film[0].still, film[4 * RATE].still).getbbox() is not None


def test_a_hold_that_is_shorter_than_a_breath_gives_no_pace_for_it(lunge: Figure) -> None:
    film = _film(lunge, _hold(6))
    assert {_coloured(film[round(second * RATE)], palette.CALM) for second in (0, 2, 4)} == {0}


def test_the_left_side_is_the_mirror_image_and_the_dial_moves_to_the_other_corner(lunge: Figure) -> None:
    right, left = (_film(lunge, _hold(1, side))[0] for side in (Side.RIGHT, Side.LEFT))
    assert ImageOps.mirror(right.still).tobytes() == left.still.tobytes()
    assert left.place[0] == PIXELS - right.patch.width - right.place[0]


def test_the_foot_of_the_side_that_works_is_lit(lunge: Figure) -> None:
    for side in Side:
        patch = _film(lunge, _hold(1, side))[0].patch
        feet = patch.crop((0, round(2 * MIDDLE), patch.width, patch.height))
        halves = (
            feet.crop((0, 0, feet.width // 2, feet.height)),
            feet.crop((feet.width // 2, 0, *feet.size)),
        )
        lit = [_colour_count(half, palette.ACCENT) for half in halves]
        assert (lit[1] > lit[0] * 5) if side is Side.RIGHT else (lit[0] > lit[1] * 5)


def test_without_sides_and_sets_nothing_stands_beside_the_dial(lunge: Figure) -> None:
    assert _film(lunge, _hold(1))[0].patch.height == _film(lunge, _hold(1))[0].patch.width


def test_a_dot_for_every_set_that_has_begun_is_dark(lunge: Figure) -> None:
    scenes = [Scene(kind=StepKind.HOLD, seconds=1, set=number, sets=3) for number in (1, 2, 3)]
    film = _film(lunge, *scenes)
    below = [film[second * RATE].patch.crop((0, round(2 * MIDDLE), 134, 160)) for second in range(3)]
    dark = [_colour_count(part, palette.INK) for part in below]
    assert 0 < dark[0] < dark[1] < dark[2]


def test_the_whole_picture_has_the_dial_in_the_corner_that_the_figure_leaves_free(lunge: Figure) -> None:
    frame = _film(lunge, _hold(1))[0]
    left, top = Stage(lunge).framing.corner.value
    free = PIXELS - frame.patch.width
    assert frame.place == (left * free, top * free)
    changed = ImageChops.difference(frame.picture, frame.still).getbbox()
    assert changed is not None
    assert changed[0] >= frame.place[0]
    assert frame.picture.size == (PIXELS, PIXELS)


def test_a_movement_draws_few_pictures_however_long_it_lasts(catalogue: Catalogue) -> None:
    figure = catalogue.figures["bridge-reps"]
    clip = Clip(exercise="x", scenes=(Scene(kind=StepKind.REPS, seconds=20, count=4, tempo=5),))
    assert len({id(frame.still) for frame in frames(clip, figure)}) <= 50


def test_a_corner_has_its_mirror_image() -> None:
    assert mirrored(Corner.TOP_LEFT) is Corner.TOP_RIGHT
    assert mirrored(mirrored(Corner.BOTTOM_RIGHT)) is Corner.BOTTOM_RIGHT


def _coloured(frame: Frame, colour: Colour) -> int:
    return _colour_count(frame.patch, colour)


def _colour_count(image: Image.Image, colour: Colour) -> int:
    found = image.getcolors(image.width * image.height) or []
    return sum(
        count for count, one in found if isinstance(one, tuple) and _near((one[0], one[1], one[2]), colour)
    )
