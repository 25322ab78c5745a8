"""The Bot API over HTTP: token, method, faults, one transaction, Telegram's envelope around the answer."""

import asyncio
import json
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Message

from bot.playground import ranges
from bot.playground.connections import Connections
from bot.playground.faults import Fault
from bot.playground.formatted import Json
from bot.playground.journal import Entry, shortened
from bot.playground.messenger import Messenger
from bot.playground.methods import polling
from bot.playground.methods.registry import METHODS
from bot.playground.parameters import Call, read_call
from bot.playground.refusals import RefusalError, too_many_requests


class _Answer(Response):
    """JSON in ASCII, as Telegram writes it: half a character that somebody sent stays what it was."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        return json.dumps(content).encode("ascii")


UNAUTHORIZED = RefusalError(401, "Unauthorized")
NOT_FOUND = RefusalError(404, "Not Found")
POLL = "getUpdates"


class BotApi:
    """The routes under /bot<token>/ and /file/bot<token>/."""

    def __init__(self, messenger: Messenger, connections: Connections) -> None:
        self._messenger = messenger
        self._connections = connections

    def routes(self) -> list[Route]:
        """For the application."""
        return [
            Route("/bot{token}/{method}", self.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def answer(self, request: Request) -> Response:
        """Carry out one method, or refuse it, and note it in the journal."""
        name = request.path_params["method"]
        call = Call(name, {}, {})
        fault = self._messenger.faults.draw(name)
        noted = partial(self._noted, begun=self._messenger.now(), fault=fault)
        try:
            self._check_token(request)
            if fault is Fault.SLOW:
                await asyncio.sleep(self._messenger.faults.slow_seconds)
            call = await read_call(request, name)
            if broken := self._broken(fault):
                return noted(call, 0, "", broken)
            result = await self._result(call, request, fault)
        except RefusalError as refusal:
            return noted(call, refusal.code, refusal.description, _refused(refusal))
        except ClientDisconnect:  # killed in the middle of its request
            return noted(call, 0, "the client has gone", Response())
        response = _Answer({"ok": True, "result": result})
        return noted(call, 200, result, self._connections.lost() if fault is Fault.DROP_AFTER else response)

    async def download(self, request: Request) -> Response:
        """A file by the path that getFile gave."""
        try:
            self._check_token(request)
        except RefusalError as refusal:
            return _refused(refusal)
        file = self._messenger.files.at(request.path_params["path"])
        return ranges.answer(request, file.content, file.mime) if file else _refused(NOT_FOUND)

    def _check_token(self, request: Request) -> None:
        if request.path_params["token"] != self._messenger.token:
            raise UNAUTHORIZED

    def _broken(self, fault: Fault | None) -> Response | None:
        match fault:
            case Fault.DROP_BEFORE:
                return self._connections.lost()
            case Fault.ERROR_500:
                return _refused(RefusalError(500, "Internal Server Error"))
            case Fault.ERROR_502:
                return Response("<html><h1>502 Bad Gateway</h1></html>", 502, media_type="text/html")
            case Fault.PAGE:
                return Response(
                    "<html>Log in</html>", self._messenger.faults.page_code, media_type="text/html"
                )
            case Fault.FLOOD:
                return _refused(too_many_requests(self._messenger.faults.flood_seconds))
            case _:
                return None

    async def _result(self, call: Call, request: Request, fault: Fault | None) -> object:
        if call.method == POLL:
            return await self._poll(call, request, fault)
        if call.method not in METHODS:
            raise NOT_FOUND
        method = METHODS[call.method]
        call.check_known(method.takes)
        with self._messenger.database.transaction():
            result = method.run(self._messenger, call)
        self._messenger.changed()
        return result

    async def _poll(self, call: Call, request: Request, fault: Fault | None) -> list[Json]:
        call.check_known(polling.TAKES)
        gone: asyncio.Future[Message] = asyncio.ensure_future(request.receive())
        try:
            batch = await polling.get_updates(self._messenger, call, gone)
        finally:
            gone.cancel()
        match fault:
            case Fault.TWICE:
                return [*batch[:1], *batch]
            case Fault.REORDERED:
                return batch[::-1]
            case _:
                return batch

    def _noted(
        self, call: Call, code: int, answer: object, response: Response, *, begun: float, fault: Fault | None
    ) -> Response:
        arguments = {name: shortened(value) for name, value in call.values.items()}
        uploads = {name: f"<{len(upload.content)} bytes>" for name, upload in call.uploads.items()}
        now = self._messenger.now()
        met = fault.name if fault else ""
        self._messenger.journal.note(Entry(begun, now, call.method, arguments | uploads, code, answer, met))
        return response


def _refused(refusal: RefusalError) -> Response:
    waiting = {} if refusal.retry_after is None else {"parameters": {"retry_after": refusal.retry_after}}
    body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return JSONResponse(body | waiting, refusal.code)
