"""Listens on a port, for as long as somebody serves behind it. In the event loop that runs, beside all the rest."""

from __future__ import annotations

import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.config import EXAMPLES, ConfigError

PATIENCE = 2  # seconds that answers under way get at a stop
EVERYWHERE = ((socket.AF_INET6, "::"), (socket.AF_INET, "0.0.0.0"))  # noqa: S104 - a proxy is elsewhere, mostly


def taken(port: int) -> socket.socket:
    """The port (0: any free one), by IPv6 and IPv4 where there are both; nobody is heard there yet.

    Raises ConfigError where it cannot be had.
    """
    fault: OSError | None = None
    for family, host in EVERYWHERE:
        try:
            return _bound(family, host, port)
        except OSError as error:
            fault = error
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                break  # with the older family it might look free, and be somebody else's half
    raise ConfigError(f"PORT: {port} cannot be used ({fault}). Example: PORT={EXAMPLES['PORT']}")


def _bound(family: int, host: str, port: int) -> socket.socket:
    # The protocol is named because asyncio turns off Nagle's delay (40 ms an answer) only where it is.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


@asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Answer on this port until left; then answers under way may end, and the port is given back.

    It starts uvicorn without its main loop, which would take over the process's signals.
    """
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    try:
        yield
    finally:
        await server.shutdown(sockets=[listener])
