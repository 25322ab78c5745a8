"""The chat page and the small API behind it: events out, what a person does in."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground import ranges
from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.person import Person
from bot.playground.refusals import RefusalError
from bot.playground.screen import Screen
from bot.playground.store.people import PersonRow
from bot.playground.window import ImpossibleError

MoveClock = Callable[[timedelta | str], Awaitable[None]]
PAGE = Path(__file__).parent / "page"
SCRIPTS = ("app", "bubbles", "chat", "composer", "dom", "entities", "places", "popup", "server", "sound")
FILES = {"index.html", "style.css", *(f"{name}.js" for name in SCRIPTS)}
NAMES = ["Ada", "Ben", "Chloé", "Dev", "Ewa", "Farid"]
ALIVE_SECONDS = 15
LARGEST_ID = 2**52  # Telegram's own bound
LONGEST_MOVE = 366 * 24 * 60 * 60  # seconds: all that falls due on the way is lived through
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class Site:
    """The routes of the page."""

    def __init__(self, messenger: Messenger, screen: Screen, move_clock: MoveClock | None) -> None:
        self._messenger = messenger
        self._screen = screen
        self._move_clock = move_clock

    def routes(self) -> list[Route]:
        """For the application."""
        one = "/playground/people/{id:int}"
        return [
            Route("/", self.page),
            Route("/{name}", self.page),
            Route(f"{one}/events", self.events),
            Route(f"{one}/photo", self.photo, methods=["POST"]),
            Route(f"{one}/{{deed}}", self.act, methods=["POST"]),
            Route("/playground/files/{file_id}", self.file),
            Route("/playground/clock", self.clock, methods=["POST"]),
        ]

    async def page(self, request: Request) -> Response:
        """The page's own files."""
        name = request.path_params.get("name", "index.html")
        if name not in FILES:
            return Response("there is no such page", 404)
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
        return FileResponse(PAGE / name, headers=headers)

    async def events(self, request: Request) -> Response:
        """A person's chat as server-sent events: first all of it, then what changes."""
        person = self._person(request)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(person), media_type="text/event-stream", headers=headers)

    async def _stream(self, person: Person) -> AsyncIterator[str]:
        news = self._messenger.bell.wait()
        state = self._screen.state(person.row)
        yield _event("state", state)
        while not self._messenger.closing:
            try:
                async with asyncio.timeout(ALIVE_SECONDS):
                    await news
            except TimeoutError:
                yield ": alive\n\n"
            # Listening before looking: what changes while this is on its way to the page is not missed.
            news = self._messenger.bell.wait()
            changed = self._screen.state(person.row, state["revision"])
            if _stands(changed) != _stands(state) or changed["revision"] != state["revision"]:
                yield _event("changes", changed)
            state = changed

    async def act(self, request: Request) -> Response:
        """Something a person does; the body names what it needs."""
        person, body = self._person(request), await _body(request)
        deeds: dict[str, Callable[[], object]] = {
            "type": lambda: person.type(str(body["text"])),
            "tap": lambda: person.tap_data(int(body["message"]), str(body["data"])),
            "location": lambda: person.send_location(float(body["latitude"]), float(body["longitude"])),
            "sticker": lambda: person.send_sticker(str(body["emoji"])),
            "edit": lambda: person.edit(int(body["message"]), str(body["text"])),
            "block": person.block,
            "unblock": person.unblock,
            "read": lambda: self._read(person, int(body["message"])),
        }
        deed = deeds.get(request.path_params["deed"])
        if deed is None:
            return Response("there is nothing like that to do", 404)
        return _done(deed)

    async def photo(self, request: Request) -> Response:
        """A picture the person sends, as the request's body."""
        person, content = self._person(request), await request.body()
        return _done(lambda: person.send_photo(content))

    async def file(self, request: Request) -> Response:
        """A file in the chat; documents come as downloads."""
        file = self._messenger.files.get(request.path_params["file_id"])
        if file is None:
            return Response("there is no such file", 404)
        headers = {"Cache-Control": "max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}
        if file.kind == "document":
            name = quote(file.facts["file_name"])
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return ranges.answer(request, file.content, file.mime, headers)

    async def clock(self, request: Request) -> Response:
        """Move the clock; answers once everything due at the new time has been seen to."""
        if self._move_clock is None:
            return JSONResponse({"error": "this playground's clock cannot be moved"}, 409)
        where = _move(await _body(request))
        if where is None:
            return JSONResponse({"error": "say advance_seconds, next_working_morning or real"}, 400)
        await self._move_clock(where)
        self._messenger.changed()
        return JSONResponse({"now": self._messenger.now()})

    def _read(self, person: Person, message_id: int) -> None:
        self._messenger.people.read(person.id, message_id)
        self._messenger.changed()

    def _person(self, request: Request) -> Person:
        person_id = request.path_params["id"]
        if not 0 < person_id <= LARGEST_ID:
            raise HTTPException(404, "nobody has such a number")
        if self._messenger.people.get(person_id) is None:
            name = NAMES[(person_id - 1) % len(NAMES)]
            self._messenger.people.put(PersonRow(person_id, name, language_code="en"))
        return Person(self._messenger, person_id)


async def _body(request: Request) -> Json:
    """The request's JSON object; empty where it has none."""
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _done(deed: Callable[[], object]) -> Response:
    try:
        return JSONResponse({"result": deed()})
    except (ImpossibleError, RefusalError) as error:
        return JSONResponse({"error": str(error)}, 400)
    except (KeyError, OverflowError, TypeError, ValueError) as error:
        return JSONResponse({"error": f"the request lacks something: {error}"}, 400)


def _move(body: Json) -> timedelta | str | None:
    if body.get("next_working_morning") is True:
        return "next_working_morning"
    if body.get("real") is True:
        return "real"
    seconds = body.get("advance_seconds")
    moves = isinstance(seconds, int | float) and 0 < seconds <= LONGEST_MOVE
    return timedelta(seconds=seconds) if moves and seconds is not None else None


def _stands(state: Json) -> Json:
    """What is compared besides messages; time passing is no news, a moved clock is."""
    passing = {"now", "messages", "deleted", "toasts", "revision"}
    return {name: value for name, value in state.items() if name not in passing}


def _event(kind: str, state: Json) -> str:
    return f"event: {kind}\ndata: {json.dumps(state)}\n\n"
