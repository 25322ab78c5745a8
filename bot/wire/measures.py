"""How large and how long a clip is, read from the MP4 file itself, since Telegram's apps lay out a message by it."""

from __future__ import annotations

import struct


def measures(clip: bytes) -> dict[str, int]:
    """`width` and `height` in pixels, `duration` in whole seconds, as far as the file says (ISO 14496-12, 8.2, 8.3)."""
    return _size(clip) | _duration(clip)


def _size(clip: bytes) -> dict[str, int]:
    at = clip.find(b"tkhd")
    if at < 0 or len(clip) < at + 88 or clip[at + 4] != 0:
        return {}
    # Both are numbers with 16 bits behind the point.
    width, height = (side >> 16 for side in struct.unpack_from(">II", clip, at + 80))
    return {"width": width, "height": height} if width and height else {}


def _duration(clip: bytes) -> dict[str, int]:
    at = clip.find(b"mvhd")
    if at < 0 or len(clip) < at + 24 or clip[at + 4] != 0:
        return {}
    scale, units = struct.unpack_from(">II", clip, at + 16)
    return {"duration": round(units / scale)} if scale and units else {}
