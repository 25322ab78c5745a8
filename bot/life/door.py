"""Who may use the bot. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import compare_digest


@dataclass(frozen=True, slots=True)
class Door:
    """Open to all, unless there is a list of Telegram ids (`allowed`) or an invite's code."""

    allowed: frozenset[int] = frozenset()
    invite: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        """Whether anybody may come in."""
        return not self.allowed and not self.invite

    def admits(self, person_id: int, *, invited: bool) -> bool:
        """Whether this person may come in; `invited` says that they once came with the code, which holds for good."""
        return self.is_open or invited or person_id in self.allowed

    def is_invite(self, code: str) -> bool:
        """Whether this is the invite's code."""
        return bool(self.invite) and compare_digest(code.encode(), self.invite.encode())


OPEN = Door()
