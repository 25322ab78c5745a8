"""The addresses that are answered, and the port behind which they are."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web import metrics
from bot.web.deliveries import Deliveries
from bot.web.health import Health
from bot.web.metrics import Counted
from bot.web.server import serving
from bot.wire.unkept import Receive
from bot.wire.webhook import Hook, Webhook

WELL, ILL = 200, 503
NOT_STORED = {"cache-control": "no-store"}


def joined(
    listener: socket.socket,
    hook: Hook | None,
    receive: Receive,
    counted: Counted,
    *,
    hears: Callable[[datetime], bool],
    steps: Collection[str],
) -> Site:
    """All that is answered on this port. `hears`: whether updates come, as far as this process has to do with it.

    `steps`: the kinds of due items that belong to running sessions.
    """
    receiver = counted.receiver
    if hook is not None and isinstance(receiver, Webhook):
        counted = replace(counted, deliveries=Deliveries(hook.secret, receive, receiver.delivered))
    health = Health(counted.storage, hears, counted.ticker, counted.clock, steps)
    return Site(listener, health, counted, hook)


class Site:
    """Answers while `serving` is entered. `deliveries` come to the path of `hook`, where there is one."""

    def __init__(self, listener: socket.socket, health: Health, counted: Counted, hook: Hook | None) -> None:
        self._listener = listener
        self._health = health
        self._counted = counted
        routes = [Route("/healthz", self._tell_health), Route("/metrics", self._tell_figures)]
        if hook is not None and counted.deliveries is not None:
            routes.append(Route(_path(hook), counted.deliveries.answer, methods=["POST"]))
        self._app = Starlette(routes=routes)
        self._app.router.redirect_slashes = False

    @property
    def port(self) -> int:
        """Where it is."""
        port: int = self._listener.getsockname()[1]
        return port

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Answer, until left; then what is under way may end."""
        async with serving(self._app, self._listener):
            yield

    async def _tell_health(self, _request: Request) -> Response:
        report = await self._health.look()
        return JSONResponse(report.facts(), WELL if report.is_well else ILL, headers=NOT_STORED)

    async def _tell_figures(self, _request: Request) -> Response:
        return Response(await metrics.told(self._counted), media_type=CONTENT_TYPE_LATEST, headers=NOT_STORED)


def _path(hook: Hook) -> str:
    return urlsplit(hook.url).path
