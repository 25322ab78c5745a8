"""Where a file can be fetched."""

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.methods.attachments import MEGABYTE
from bot.playground.methods.method import method
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request

DOWNLOAD_AT_MOST = 20 * MEGABYTE


def get_file(messenger: Messenger, call: Call) -> Json:
    """Telegram's getFile: files of at most 20 MB."""
    file = messenger.files.get(call.text("file_id") or "")
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_AT_MOST:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


METHODS = {"getFile": method(get_file, "file_id")}
