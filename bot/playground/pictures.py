"""What the first bytes of a file say: its type, and the size of its picture in pixels."""

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A recognised picture or clip; sizes in pixels, `duration` in whole seconds."""

    mime: str
    width: int
    height: int
    duration: int = 0


def recognise(content: bytes) -> Picture | None:
    """PNG, JPEG, GIF, WebP or MP4 by content, whatever the name says; None for anything else."""
    for read in (_png, _gif, _jpeg, _webp, _mp4):
        if picture := read(content):
            return picture
    return None


def _png(content: bytes) -> Picture | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return Picture("image/png", width, height)


def _gif(content: bytes) -> Picture | None:
    if content[:6] not in (b"GIF87a", b"GIF89a") or len(content) < 10:
        return None
    width, height = struct.unpack("<HH", content[6:10])
    return Picture("image/gif", width, height)


def _jpeg(content: bytes) -> Picture | None:
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, size = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Picture("image/jpeg", width, height)
        at += 2 + size
    return None


def _webp(content: bytes) -> Picture | None:
    if content[:4] != b"RIFF" or content[8:15] != b"WEBPVP8" or len(content) < 30:
        return None
    if content[15:16] == b"X":
        return Picture("image/webp", _little(content[24:27]) + 1, _little(content[27:30]) + 1)
    if content[15:16] == b"L":
        bits = _little(content[21:25])
        return Picture("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return Picture("image/webp", _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF)


def _little(value: bytes) -> int:
    return int.from_bytes(value, "little")


def _mp4(content: bytes) -> Picture | None:
    if content[4:8] != b"ftyp":
        return None
    track, movie = content.find(b"tkhd"), content.find(b"mvhd")
    width = height = duration = 0
    if 0 < track <= len(content) - 88 and content[track + 4] == 0:
        width, height = (side >> 16 for side in struct.unpack(">II", content[track + 80 : track + 88]))
    if 0 < movie <= len(content) - 24 and content[movie + 4] == 0:
        scale, units = struct.unpack(">II", content[movie + 16 : movie + 24])
        duration = round(units / scale) if scale else 0
    return Picture("video/mp4", width, height, duration)
