"""Frames become a file: silent H.264 in an MP4 that plays while it is still being loaded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.video.frame import VideoFrame
from PIL import Image

from content.media.film import PIXELS, Frame
from content.media.script import RATE

OPTIONS: Final = {
    "preset": "veryfast",
    "tune": "animation",
    "crf": "27",
    "x264-params": "keyint=600:scenecut=0:subme=2:trellis=0:vbv-maxrate=70:vbv-bufsize=200",
}
"""Measured: as sharp as anybody sees on a phone, and never above 300 kB in half a minute (the buffer, in kbit, and 70
kbit/s), however much of the figure moves. Key frames are rare, for a clip is played from its start."""

Row = tuple[float, float, float, float]
LUMA: Row = (65.481 / 255, 128.553 / 255, 24.966 / 255, 16)
BLUENESS: Row = (-37.797 / 255, -74.203 / 255, 112 / 255, 128)
REDNESS: Row = (112 / 255, -93.786 / 255, -18.214 / 255, 128)
"""From red, green and blue to what video keeps, by ITU-R BT.601 (limited range)."""

BT601 = 6  # SMPTE 170M, in the numbers of ITU-T H.273
LIMITED_RANGE = 1

Planes = tuple[Image.Image, Image.Image, Image.Image]


def encoded(frames: Iterable[Frame]) -> bytes:
    """The MP4; the same frames give the same bytes on one machine."""
    canvas = _Canvas()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "clip.mp4")  # to put the index in front takes a file that can be read again
        with av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as file:
            stream = file.add_stream("libx264", rate=RATE, options=dict(OPTIONS))
            stream.width = stream.height = PIXELS
            stream.pix_fmt = "yuv420p"
            context = stream.codec_context
            context.thread_count = 1
            context.colorspace = context.color_primaries = context.color_trc = BT601
            context.color_range = LIMITED_RANGE
            for frame in frames:
                file.mux(stream.encode(canvas.video(frame)))
            file.mux(stream.encode(None))
        return path.read_bytes()


@dataclass
class _Canvas:
    """Keeps what stands still in the form of video, so that of most frames only the panel is converted."""

    _planes: dict[int, Planes] = field(default_factory=dict)
    _kept: list[Image.Image] = field(default_factory=list)

    def video(self, frame: Frame) -> VideoFrame:
        """The frame as the encoder takes it."""
        video = VideoFrame(PIXELS, PIXELS, "yuv420p")
        x, y = frame.place
        places = ((x, y), (x // 2, y // 2), (x // 2, y // 2))
        parts = zip(video.planes, self._of(frame.still), _planes(frame.patch), places, strict=True)
        for plane, still, patch, place in parts:
            rows = Image.new("L", (plane.line_size, plane.height))  # in memory a row may be longer
            rows.paste(still, (0, 0))
            rows.paste(patch, place)
            plane.update(rows.tobytes())
        video.pts, video.time_base = frame.number, Fraction(1, RATE)
        return video

    def _of(self, still: Image.Image) -> Planes:
        if id(still) not in self._planes:
            self._kept.append(still)  # so that its id stays its own
            self._planes[id(still)] = _planes(still)
        return self._planes[id(still)]


def _planes(picture: Image.Image) -> Planes:
    """Brightness, and at half the size blueness and redness."""
    luma, blueness, redness = picture.convert("RGB", (*LUMA, *BLUENESS, *REDNESS)).split()
    return luma, blueness.reduce(2), redness.reduce(2)
