"""Keeps strangers out: only this machine's own addresses, and no website may drive the chat."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OWN_HOSTS = {"127.0.0.1", "localhost"}


class Guard:
    """Refuses a foreign Host (DNS rebinding) and requests that another site's page makes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        fault = refusal(scope["path"], Headers(scope=scope)) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(fault, 403)(scope, receive, send)


def refusal(path: str, headers: Headers) -> str | None:
    """Why a request is refused, None when it is fine."""
    host = headers.get("host", "")
    if host.rsplit(":", 1)[0] not in OWN_HOSTS:
        return "the playground answers on 127.0.0.1 and localhost only"
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != host
    # Whatever the verb: the Bot API takes GET too. A link to the page itself may stand anywhere.
    if path != "/" and (foreign or headers.get("sec-fetch-site") in {"cross-site", "same-site"}):
        return "only the playground's own page may do this"
    return None
