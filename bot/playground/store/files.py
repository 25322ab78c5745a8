"""Files by file_id: what was uploaded, kept as it came."""

import hashlib
import json
from dataclasses import dataclass

from bot.playground.formatted import Json
from bot.playground.store.database import Database

FOLDERS = {
    "photo": "photos",
    "animation": "animations",
    "document": "documents",
    "sticker": "stickers",
    "voice": "voice",
}
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "audio/ogg": "ogg",
}


@dataclass(frozen=True)
class FileRow:
    """A stored file; `facts` are the fields Telegram tells about a file of its kind."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    mime: str
    facts: Json
    content: bytes

    def described(self) -> Json:
        """The fields every kind of file has in a message, and those of its own kind."""
        size = len(self.content)
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": size, **self.facts}


class Files:
    """The files table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: str, mime: str, facts: Json, content: bytes) -> FileRow:
        """Keep a new file; each upload gets a file_id of its own, equal content the same unique id."""
        number = self._database.count("file", first=0)
        digest = hashlib.sha256(content).hexdigest()
        path = f"{FOLDERS[kind]}/file_{number}.{EXTENSIONS.get(mime, 'bin')}"
        row = FileRow(
            f"{kind[:2].title()}AC{number:04d}_{digest[:40]}",
            f"AQAD{digest[:12]}",
            kind,
            path,
            mime,
            facts,
            content,
        )
        self._database.run(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            row.file_id,
            row.unique_id,
            kind,
            path,
            mime,
            json.dumps(facts),
            content,
        )
        return row

    def get(self, file_id: str) -> FileRow | None:
        """The file of this id."""
        return self._file("SELECT * FROM files WHERE file_id = ?", file_id)

    def at(self, path: str) -> FileRow | None:
        """The file that getFile said is at this path."""
        return self._file("SELECT * FROM files WHERE path = ?", path)

    def _file(self, sql: str, key: str) -> FileRow | None:
        row = self._database.row(sql, key)
        return FileRow(**{**dict(row), "facts": json.loads(row["facts"])}) if row else None
