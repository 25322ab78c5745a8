"""What PostgreSQL's errors mean to an operator, by their SQLSTATE; a connection that fails has none, only a text."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from sqlalchemy.exc import DBAPIError

from bot.storage.trouble import Damaged, DatabaseError, NotLetIn, Unavailable

_RUNS = "See that the server runs and can be reached from here."
_BUSY = "Another process works on the same rows, and for long: see what it does."
_ROOM = "Make room on the server's disk."

# What passes by itself or by the operator's hand, by the code or else by its class (the first two characters).
_ADVICE: Mapping[str, str] = {
    "08": _RUNS,
    "25006": "The server takes no writes: it is a standby, or made read-only. Name the primary one in DATABASE_URL.",
    "25P": "This process was too slow for its transaction: see how busy the machine is.",
    "40001": _BUSY,
    "40P01": _BUSY,
    "53": "The server has too little of something: look at its log.",
    "53100": _ROOM,
    "53200": "The server is out of memory: give it more.",
    "53300": "The server takes no more connections: raise its max_connections, or stop something else.",
    "55P03": _BUSY,
    "57014": "The server took too long: see what keeps it busy.",
    "57P": _RUNS,
    "58": "Look at the server's disk and log: the disk may be failing or full.",
}
_NOT_LET_IN: Mapping[str, str] = {
    "password authentication failed": "See the name and password in DATABASE_URL.",
    "no password supplied": "Put the password into DATABASE_URL: postgresql://user:password@host/database",
    "no pg_hba.conf entry": "Let this user and machine in, in the server's pg_hba.conf.",
    "database": "Make it, on the server: createdb --owner=USER DATABASE",
    "role": "Make the user, on the server: createuser --pwprompt USER",
}
_DOES_NOT_EXIST = "does not exist"
_DAMAGE = {"XX001", "XX002"}
RESTORE = "Stop the bot, and put a backup in its place: pg_restore (see unsit restore)"
_TRY_AGAIN = {"40001", "40P01"}


def meaning(error: Exception, place: str) -> DatabaseError | None:
    """Unavailable for what passes, Damaged for a damaged database, None for anything else."""
    original = getattr(error, "orig", error)
    if not isinstance(original, psycopg.Error):
        return None
    state, reason = original.sqlstate, first_line(original)
    if state in _DAMAGE:
        return Damaged(f"{place.capitalize()} is damaged ({reason}). {RESTORE}")
    if state is None:
        return _of_connection(error, original, reason)
    advice = _ADVICE.get(state) or _ADVICE.get(state[:3]) or _ADVICE.get(state[:2])
    return None if advice is None else Unavailable(_line(reason, advice))


def is_worth_another_try(error: Exception) -> bool:
    """Lost against another transaction, or on a connection that had been cut while it lay idle."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    # Without a statement it was the connecting, which fails again, or the commit, which may have been heard.
    return state in _TRY_AGAIN or (error.connection_invalidated and error.statement is not None)


def outlives_its_cause(error: Exception) -> bool:
    """A server that has become the standby keeps its connections, and another is the primary one now."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) == "25006"


def first_line(error: BaseException) -> str:
    """What is wrong, without the details, the hints and the rows."""
    return " ".join(str(error).partition("\n")[0].split())


def _of_connection(error: Exception, original: psycopg.Error, reason: str) -> DatabaseError | None:
    for words, advice in _NOT_LET_IN.items():
        exists = words not in ("database", "role") or _DOES_NOT_EXIST in reason
        if f"FATAL: {words}" in reason and exists:
            return NotLetIn(_line(reason, advice))
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if lost or isinstance(original, psycopg.OperationalError):
        return Unavailable(_line(reason, _RUNS))
    return None


def _line(reason: str, advice: str) -> str:
    return f"The database cannot be used at the moment: {reason.rstrip('.')}. {advice}"
