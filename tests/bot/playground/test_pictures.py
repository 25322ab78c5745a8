"""The type and size of a picture are read from its first bytes."""

import struct

import pytest

from bot.playground.pictures import Picture, recognise
from bot.playground.samples import STICKER, picture

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(12)
VP8X = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x27\0\0" + b"\x1d\0\0" + bytes(4)
VP8L = b"RIFF\0\0\0\0WEBPVP8L" + bytes(5) + struct.pack("<I", 39 | 29 << 14) + bytes(10)
MOVIE = b"mvhd" + bytes(12) + struct.pack(">II", 1000, 2600) + bytes(4)
TRACK = b"tkhd" + bytes(76) + struct.pack(">II", 40 << 16, 30 << 16)
MP4 = b"\0\0\0\x18ftypisom" + MOVIE + TRACK


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture(40, 30), Picture("image/png", 40, 30)),
        (b"GIF89a" + struct.pack("<HH", 40, 30), Picture("image/gif", 40, 30)),
        (JPEG, Picture("image/jpeg", 40, 30)),
        (VP8X, Picture("image/webp", 40, 30)),
        (VP8L, Picture("image/webp", 40, 30)),
        (STICKER, Picture("image/webp", 1, 1)),
        (MP4, Picture("video/mp4", 40, 30, 3)),
        (b"hello", None),
        (b"", None),
        (b"\xff\xd8\xff", None),
        (b"RIFF", None),
    ],
)
def test_pictures_are_recognised_by_content(content: bytes, expected: Picture | None) -> None:
    assert recognise(content) == expected
