"""A folder of what was drawn, by address. Whatever is wrong with the disk, the bot goes on without it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from uuid import uuid4

import structlog

log = structlog.get_logger(__name__)


class Shelf:
    """Files in `folder`, spread over subfolders by the first two letters; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._failing = False

    def path(self, name: str) -> Path | None:
        """Where the file of this name is, or would be."""
        return None if self._folder is None else self._folder / name[:2] / name

    async def take(self, name: str) -> bytes | None:
        """The content; None where it is not there, empty, or cannot be read."""
        path = self.path(name)
        return None if path is None else await asyncio.to_thread(self._read, path)

    async def put(self, name: str, content: bytes) -> None:
        """Keep this, whole or not at all."""
        path = self.path(name)
        if path is not None:
            await asyncio.to_thread(self._write, path, content)

    def _read(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes() or None
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(error)
            return None

    def _write(self, path: Path, content: bytes) -> None:
        # Another process may write the same at the same moment: each has a name of its own until it is done.
        unfinished = path.with_name(f"{path.name}.{uuid4().hex}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with unfinished.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
        except OSError as error:
            self._note(error)
        else:
            self._note(None)

    def _note(self, trouble: OSError | None) -> None:
        """Log that it fails, and that it goes well again, once each."""
        if trouble is not None and not self._failing:
            log.warning("drawings cannot be kept on disk, going on without", reason=str(trouble))
        elif trouble is None and self._failing:
            log.info("drawings can be kept on disk again")
        self._failing = trouble is not None
