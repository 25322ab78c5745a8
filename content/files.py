"""Reads the catalogue's TOML files into models, and gathers every fault instead of stopping at the first."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

PACKAGED = Path(__file__).parent
"""The folder that holds the content this package comes with."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_LIMIT = 32  # ids travel in buttons, which hold 64 bytes in all

Read = dict[str, Any]
F = TypeVar("F", bound=BaseModel)
W = TypeVar("W", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in the content: which file, which field (`-` for the whole file), and what."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.message}"


@dataclass(frozen=True)
class Reader:
    """Reads files below `root`; whatever is wrong with them collects in `faults`, each file's name after `before`."""

    root: Path
    before: str = ""
    faults: list[Fault] = field(default_factory=list)

    def ids(self, folder: str) -> list[str]:
        """The ids that `folder` has files for, sound or not, in alphabetical order."""
        return sorted(path.stem for path in (self.root / folder).glob("*.toml"))

    def file(self, name: str, model: type[F], prepared: Callable[[Read], Read] = dict) -> F | None:
        """One file as `model`, `prepared` before it is checked; None when it is faulty."""
        try:
            read = prepared(tomllib.loads((self.root / name).read_text(encoding="utf-8")))
            # By way of JSON, since pydantic is strict there ("no" is not false) and still knows enums and tuples.
            return model.model_validate_json(json.dumps(read, default=str), strict=True)
        except ValidationError as error:
            self.faults.extend(Fault(self.before + name, _path(e["loc"]), e["msg"]) for e in error.errors())
        except (ValueError, OSError) as error:
            self.faults.append(Fault(self.before + name, "-", f"cannot be read: {error}"))
        return None

    def items(self, folder: str, language: str, facts: type[F], words: type[W]) -> Iterator[tuple[str, F, W]]:
        """Every item of `folder` whose facts and words are both there and sound."""
        spoken = f"texts/{language}/{folder}"
        with_facts, with_words = self.ids(folder), self.ids(spoken)
        for item in sorted({*with_facts, *with_words}):
            self._check_id(f"{folder}/{item}.toml", item)
            read_facts = self._half(f"{folder}/{item}.toml", facts, item in with_facts)
            read_words = self._half(f"{spoken}/{item}.toml", words, item in with_words)
            if read_facts is not None and read_words is not None:
                yield item, read_facts, read_words

    def _half(self, name: str, model: type[F], there: bool) -> F | None:
        if there:
            return self.file(name, model)
        self.faults.append(
            Fault(self.before + name, "-", "is missing: an item has a file of facts and one of words")
        )
        return None

    def _check_id(self, file: str, item: str) -> None:
        if not _ID.fullmatch(item) or len(item) > _ID_LIMIT:
            rule = f"an id is lower-case words joined by hyphens, at most {_ID_LIMIT} characters"
            self.faults.append(Fault(self.before + file, "id", rule))


def _path(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc) or "-"
