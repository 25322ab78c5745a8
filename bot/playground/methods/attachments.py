"""Pictures, animations and documents: uploaded with the call or named by the file_id of an earlier one."""

import re
from dataclasses import dataclass

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.parameters import ATTACHED, Call, Upload
from bot.playground.pictures import Picture, recognise
from bot.playground.refusals import RefusalError, bad_request
from bot.playground.store.files import FileRow

MEGABYTE = 1024 * 1024
UPLOAD_AT_MOST = 50 * MEGABYTE
PHOTO_AT_MOST = 10 * MEGABYTE
PHOTO_SIDES_AT_MOST = 10_000
PHOTO_RATIO_AT_MOST = 20
FILE_ID = re.compile(r"[A-Za-z0-9_-]{32,}")
KEYS = ("photo", "animation", "document", "sticker", "voice")


@dataclass(frozen=True)
class Size:
    """The measures a call gives of its animation, in pixels and whole seconds, where it does."""

    width: int | None = None
    height: int | None = None
    duration: int | None = None


def attachment(messenger: Messenger, call: Call, kind: str, source: str | None, size: Size) -> Json:
    """The media fields of a message; `source` is a file_id or attach:// name, None for an upload."""
    upload = _upload(call, kind, source)
    if upload is not None:
        return fields(_store(messenger, kind, upload, size))
    if not source:
        raise bad_request(f"there is no {kind} in the request")
    if source.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return fields(_known(messenger, kind, source))


def fields(file: FileRow) -> Json:
    """How a message carries this file."""
    if file.kind == "photo":
        return {"photo": [file.described()]}
    if file.kind == "animation":
        same = {k: v for k, v in file.described().items() if k not in {"width", "height", "duration"}}
        return {"animation": file.described(), "document": same}
    return {file.kind: file.described()}


def _upload(call: Call, kind: str, source: str | None) -> Upload | None:
    if source is None:
        return call.uploads.get(kind)
    if not source.startswith(ATTACHED):
        return None
    if (name := source.removeprefix(ATTACHED)) not in call.uploads:
        raise bad_request(f"can't parse media: there is no file {name} in the request")
    return call.uploads[name]


def _known(messenger: Messenger, kind: str, file_id: str) -> FileRow:
    file = messenger.files.get(file_id)
    if file is None and not FILE_ID.fullmatch(file_id):
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _store(messenger: Messenger, kind: str, upload: Upload, size: Size) -> FileRow:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > UPLOAD_AT_MOST:
        raise RefusalError(413, "Request Entity Too Large")
    picture = recognise(upload.content)
    if kind == "photo":
        return store_photo(messenger, picture, upload.content)
    mime = picture.mime if picture else "application/octet-stream"
    named = {"file_name": upload.name, "mime_type": mime}
    if kind == "animation" and picture and mime in {"image/gif", "video/mp4"}:
        return messenger.files.add(kind, mime, {**_measures(picture, size), **named}, upload.content)
    return messenger.files.add("document", mime, named, upload.content)


def store_photo(messenger: Messenger, picture: Picture | None, content: bytes) -> FileRow:
    """Keep a photo, if Telegram would take it for one."""
    if len(content) > PHOTO_AT_MOST:
        raise bad_request("file is too big for a photo")
    if picture is None or not picture.mime.startswith("image/"):
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted((picture.width, picture.height))
    if short == 0 or short + long > PHOTO_SIDES_AT_MOST or long > short * PHOTO_RATIO_AT_MOST:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    measures = {"width": picture.width, "height": picture.height}
    return messenger.files.add("photo", picture.mime, measures, content)


def _measures(picture: Picture, size: Size) -> Json:
    return {
        "width": size.width or picture.width,
        "height": size.height or picture.height,
        "duration": size.duration if size.duration is not None else picture.duration,
    }
