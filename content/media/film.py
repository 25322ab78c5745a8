"""A clip as pictures: the figure is drawn once for every place in its motion, the dial anew in every frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from PIL import Image, ImageOps

from content.figures.framing import Corner
from content.figures.model import Figure
from content.figures.paint import Easel
from content.figures.staging import Stage
from content.media.panel import Feet, Panel, feet_for
from content.media.recipes import Clip
from content.media.script import BREATH_LEVELS, RATE, Look, Shot, length, shot
from content.terms import Side

PIXELS = 480
TAIL = 66
"""Seconds that the last picture stays, less two frames that encoders hold back: animations loop, and nobody shall see
the countdown start anew within a minute."""

TAIL_EVERY = 2
"""Seconds from one frame of the tail to the next; they cost next to nothing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: what stands still in it (the same object as long as it does), and a patch with the panel on top.

    `number` says when it is shown: so many frames, of RATE a second, after the clip's start.
    """

    number: int
    still: Image.Image
    patch: Image.Image
    place: tuple[int, int]

    @property
    def picture(self) -> Image.Image:
        """All of it."""
        whole = self.still.copy()
        whole.paste(self.patch, self.place)
        return whole


def frames(clip: Clip, figure: Figure) -> Iterator[Frame]:
    """All frames in order; those of the tail are one picture. Raises PoseError."""
    studio = _Studio(Stage(figure), clip)
    end = length(clip) * RATE
    for number in range(end):
        yield studio.frame(number, shot(clip, figure.motion, number / RATE))
    last = studio.frame(end, shot(clip, figure.motion, length(clip)))
    for number in range(end, end + TAIL * RATE + 1, TAIL_EVERY * RATE):
        yield replace(last, number=number)


def mirrored(corner: Corner) -> Corner:
    """The same corner of the mirror image."""
    left, top = corner.value
    return Corner((1 - left, top))


@dataclass
class _Studio:
    """One figure, and all pictures of it that were drawn so far."""

    stage: Stage
    clip: Clip
    _drawn: dict[tuple[Look, bool], Image.Image] = field(default_factory=dict)
    _panels: dict[bool, Panel] = field(default_factory=dict)

    def frame(self, number: int, shot: Shot) -> Frame:
        flipped = shot.side is Side.LEFT
        still, panel = self._still(shot.look, flipped), self._panel(flipped)
        return Frame(number, still, panel.drawn(still, shot), panel.box[:2])

    def _panel(self, flipped: bool) -> Panel:
        if flipped not in self._panels:
            corner, scenes = self.stage.framing.corner, self.clip.scenes
            sided, many = any(scene.side for scene in scenes), any(scene.sets > 1 for scene in scenes)
            feet = feet_for(corner, self.stage.places) if sided else Feet.NOWHERE
            self._panels[flipped] = Panel(PIXELS, mirrored(corner) if flipped else corner, feet, many)
        return self._panels[flipped]

    def _still(self, look: Look, flipped: bool) -> Image.Image:
        if (look, flipped) not in self._drawn:
            painted = self._painted(look)
            self._drawn[look, flipped] = ImageOps.mirror(painted) if flipped else painted
        return self._drawn[look, flipped]

    def _painted(self, look: Look) -> Image.Image:
        body = self.stage.on(look.way, look.breath / BREATH_LEVELS)
        return Easel(self.stage.camera, self.stage.framing, PIXELS).painted(self.stage.shapes(body))
