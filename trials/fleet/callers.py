"""Which process makes a call: each has an address of its own for the server, and is known by that."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

_CALLER: ContextVar[str] = ContextVar("caller", default="")
_FIRST = "/as-"


def address(server: str, name: str) -> str:
    """The server's, for the process of this name."""
    return f"{server}{_FIRST}{name}"


def caller() -> str:
    """The name of the process whose call is dealt with here and now; empty where it is none of them."""
    return _CALLER.get()


class Callers:
    """Before the server: takes the name off the path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note who calls, and pass the call on."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(_FIRST):
            name, _, rest = path.removeprefix(_FIRST).partition("/")
            _CALLER.set(name)
            scope = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}
        await self._app(scope, receive, send)
