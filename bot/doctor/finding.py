"""One thing that was looked at: how it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Grade(StrEnum):
    """How something is. Only a failure keeps the bot from doing its work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the doctor's: `what` is true of `subject`, and what to do where it is not well."""

    grade: Grade
    subject: str
    what: str
    what_to_do: str = ""

    def __str__(self) -> str:
        return f"{self.grade:<4}  {self.subject:<9}  {self.what} {self.what_to_do}".rstrip()


def ok(subject: str, what: str) -> Finding:
    """All is well."""
    return Finding(Grade.OK, subject, what)


def warn(subject: str, what: str, what_to_do: str) -> Finding:
    """It works, and yet."""
    return Finding(Grade.WARN, subject, what, what_to_do)


def fail(subject: str, what: str, what_to_do: str = "") -> Finding:
    """It does not work."""
    return Finding(Grade.FAIL, subject, what, what_to_do)


def age(at: datetime, now: datetime) -> timedelta:
    """How long ago it was, in whole seconds."""
    return timedelta(seconds=round(max(now - at, timedelta()).total_seconds()))
