"""Small things to send: a picture, a clip, a sticker, a second of silence."""

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


def clip(width: int, height: int, seconds: int) -> bytes:
    """An MP4 file's outside: how large and how long it says it is, and no frames; sizes in pixels."""
    movie = _box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80))
    sizes = struct.pack(">II", width << 16, height << 16)
    track = _box(b"trak", _box(b"tkhd", bytes(76) + sizes))
    kind = _box(b"ftyp", b"isom" + bytes(4) + b"isom")
    return kind + _box(b"moov", movie + track) + _box(b"mdat", b"")


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


PHOTO = picture(64, 48)
CLIP = clip(480, 480, 90)
STICKER = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
VOICE = b"OggS" + bytes(60)
