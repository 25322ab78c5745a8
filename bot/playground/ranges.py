"""Files answered as a browser's player asks for them: whole, or one range of bytes (RFC 9110, section 14)."""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def answer(request: Request, content: bytes, mime: str, headers: Mapping[str, str] | None = None) -> Response:
    """The file or the range that was asked for. Several ranges, and what is no range, get the whole."""
    every = {**(headers or {}), "Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if asked is None or asked.groups() == ("", ""):
        return Response(content, media_type=mime, headers=every)
    size = len(content)
    first, last = _bounds(asked[1], asked[2], size)
    if first >= size or last < first:
        return Response(status_code=416, headers={**every, "Content-Range": f"bytes */{size}"})
    every["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Response(content[first : last + 1], 206, media_type=mime, headers=every)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size - 1) if int(last) else (size, size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1
