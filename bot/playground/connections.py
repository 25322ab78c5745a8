"""Serving on 127.0.0.1 inside a running event loop, and losing a connection on purpose."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

HOST = "127.0.0.1"


class _Lost(Response):
    """No answer at all: the connection is torn down."""

    def __init__(self, cut: Callable[[Scope], None]) -> None:
        super().__init__()
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del send  # nothing is ever sent
        self._cut(scope)
        while (await receive())["type"] != "http.disconnect":
            continue


class Connections:
    """The open connections of the server that runs, if one does."""

    def __init__(self) -> None:
        self._server: uvicorn.Server | None = None

    def lost(self) -> Response:
        """A response that drops the connection it should go to."""
        return _Lost(self._cut)

    def _cut(self, scope: Scope) -> None:
        if self._server is None:
            raise RuntimeError("a connection can be dropped only over real HTTP: use Playground.serving()")
        for connection in list(self._server.server_state.connections):
            if getattr(connection, "client", None) == tuple(scope["client"]):
                _abort(connection)

    @asynccontextmanager
    async def serving(self, app: ASGIApp, port: int, stopping: Callable[[], None]) -> AsyncIterator[str]:
        """Serve `app` on `port` (0: any free one) and yield its address; `stopping` ends waiting requests.

        It starts uvicorn without its main loop, which would take over the process's signals.
        """
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_keep_alive=75
        )
        config.load()
        self._server = server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        with _bound(port) as listener:
            await server.startup(sockets=[listener])
            try:
                yield f"http://{HOST}:{listener.getsockname()[1]}"
            finally:
                stopping()
                await _stop(server)
                self._server = None


def _bound(port: int) -> socket.socket:
    # The protocol is named because asyncio turns off Nagle's delay (40 ms an answer) only where it is.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


async def _stop(server: uvicorn.Server) -> None:
    for listening in server.servers:
        listening.close()
    if server.server_state.tasks:
        await asyncio.wait(server.server_state.tasks, timeout=1)
    for connection in list(server.server_state.connections):
        _abort(connection)
    for task in list(server.server_state.tasks):
        task.cancel()
    await asyncio.gather(*server.server_state.tasks, return_exceptions=True)


def _abort(connection: object) -> None:
    transport = getattr(connection, "transport", None)
    if isinstance(transport, asyncio.Transport):
        transport.abort()
