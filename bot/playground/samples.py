"""Small things a person can send: a picture, a sticker, a second of silence."""

import base64
import struct
import zlib


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def picture(width: int, height: int, colour: tuple[int, int, int] = (94, 142, 112)) -> bytes:
    """A PNG of one colour; sizes in pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes(colour) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


PHOTO = picture(64, 48)
STICKER = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
VOICE = b"OggS" + bytes(60)
