"""How large and how long a clip is."""

from __future__ import annotations

import pytest

from bot.playground.samples import CLIP, PHOTO, clip
from bot.wire.measures import measures


def test_a_clip_is_as_large_and_as_long_as_it_says() -> None:
    assert measures(clip(480, 360, 95)) == {"width": 480, "height": 360, "duration": 95}


@pytest.mark.parametrize("content", [b"", PHOTO, CLIP[:40], b"tkhd", b"mvhd" + bytes(30)])
def test_what_says_nothing_is_told_nothing_of(content: bytes) -> None:
    assert measures(content) == {}
