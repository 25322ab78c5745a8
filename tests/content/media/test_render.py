"""What comes out: PNG and MP4 as a phone wants them."""

import io
from collections.abc import Iterator

import av
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from content.catalogue import Catalogue
from content.figures import palette
from content.figures.model import Figure
from content.media.film import TAIL
from content.media.recipes import Clip, Grid, Scene, Still, dump, format_of, parse
from content.media.render import pose_picture, render
from content.steps import StepKind
from content.terms import Side

SHORT = Clip(
    exercise="kneeling-lunge",
    scenes=(
        Scene(kind=StepKind.READY, seconds=5, side=Side.RIGHT),
        Scene(kind=StepKind.HOLD, seconds=10, side=Side.RIGHT),
    ),
)
BUSY = Clip(exercise="lunge", scenes=(Scene(kind=StepKind.REPS, seconds=30, count=10, tempo=3),))


@pytest.fixture(scope="module")
def lunge(catalogue: Catalogue) -> Figure:
    return catalogue.figures["kneeling-lunge"]


@pytest.fixture(scope="module")
def clip(lunge: Figure) -> bytes:
    return render(SHORT, [lunge])


def _atoms(file: bytes) -> Iterator[tuple[str, bytes]]:
    """The boxes of an MP4, from the outside."""
    at = 0
    while at < len(file):
        size = int.from_bytes(file[at : at + 4], "big")
        yield file[at + 4 : at + 8].decode("ascii"), file[at + 8 : at + size]
        at += size


def test_a_clip_can_play_before_it_is_all_there(clip: bytes) -> None:
    order = [name for name, _ in _atoms(clip)]
    assert order.index("moov") < order.index("mdat")


def test_a_clip_is_silent_square_h264_that_every_phone_plays(clip: bytes) -> None:
    with av.open(io.BytesIO(clip)) as file:
        assert not file.streams.audio
        (video,) = file.streams.video
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height) == (480, 480)


def test_a_clip_lasts_for_its_scenes_and_a_minute_of_its_last_picture(clip: bytes) -> None:
    with av.open(io.BytesIO(clip)) as file:
        (video,) = file.streams.video
        assert video.duration is not None
        assert video.time_base is not None
        assert 15 + 60 < float(video.duration * video.time_base) <= 15 + TAIL + 0.1
        shown = [(frame.time, frame.to_image()) for frame in file.decode(video)]
    times, pictures = zip(*((time, picture) for time, picture in shown if time and time >= 15.5), strict=True)
    assert times[-1] - times[0] > 60
    assert ImageStat.Stat(ImageChops.difference(pictures[0], pictures[-1])).mean < [0.5] * 3


def test_the_colours_survive_the_way_into_a_clip(clip: bytes) -> None:
    with av.open(io.BytesIO(clip)) as file:
        first = next(file.decode(video=0)).to_image()
    found = first.getpixel((4, 4))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 4 for one, other in zip(found, palette.GROUND, strict=True))


def test_the_same_recipe_gives_the_same_bytes(lunge: Figure) -> None:
    clip = Clip(exercise="kneeling-lunge", scenes=(Scene(kind=StepKind.HOLD, seconds=2),))
    assert render(clip, [lunge]) == render(clip, [lunge])
    assert render(Still(exercise="kneeling-lunge"), [lunge]) == render(
        Still(exercise="kneeling-lunge"), [lunge]
    )


def test_half_a_minute_of_the_largest_movement_stays_below_300_kilobytes(catalogue: Catalogue) -> None:
    assert len(render(BUSY, [catalogue.figures["lunge"]])) <= 300_000


def test_a_still_is_a_small_png_of_960_pixels_on_the_palettes_ground(lunge: Figure) -> None:
    still = render(Still(exercise="kneeling-lunge"), [lunge])
    assert len(still) < 60_000
    with Image.open(io.BytesIO(still)) as picture:
        assert (picture.format, picture.size) == ("PNG", (960, 960))
        assert picture.convert("RGB").getpixel((4, 4)) == palette.GROUND


def test_the_left_still_is_the_mirror_image_of_the_right_one(lunge: Figure) -> None:
    right, left = (
        Image.open(io.BytesIO(render(still, [lunge]))).convert("RGB")
        for still in (Still(exercise="kneeling-lunge"), Still(exercise="kneeling-lunge", side=Side.LEFT))
    )
    different = ImageChops.difference(ImageOps.mirror(right), left).convert("L").getextrema()[1]
    assert isinstance(different, int)
    assert different <= 8


@pytest.mark.parametrize(("exercises", "size"), [(2, (646, 320)), (4, (972, 646))])
def test_a_grid_has_rows_of_three(catalogue: Catalogue, exercises: int, size: tuple[int, int]) -> None:
    chosen = list(catalogue.figures)[:exercises]
    grid = render(Grid(exercises=tuple(chosen)), [catalogue.figures[one] for one in chosen])
    with Image.open(io.BytesIO(grid)) as picture:
        assert picture.size == size


def test_each_pose_has_a_picture_of_its_own(lunge: Figure) -> None:
    poses = {pose_picture(lunge, pose, 120) for pose in lunge.poses}
    assert len(poses) == len(lunge.poses)


@pytest.mark.parametrize(
    "recipe", [SHORT, BUSY, Still(exercise="lizard", side=Side.LEFT), Grid(exercises=("a", "b"))]
)
def test_a_recipe_comes_back_as_it_was(recipe: Clip | Still | Grid) -> None:
    assert parse(dump(recipe)) == recipe
    assert format_of(recipe) == ("mp4" if isinstance(recipe, Clip) else "png")
