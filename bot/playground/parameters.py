"""Reading a Bot API request: query, form, multipart or JSON become one Call with typed, strict accessors."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.playground.refusals import RefusalError, bad_request

TRUE, FALSE = {"true", "1", "yes"}, {"false", "0", "no", ""}
ATTACHED = "attach://"


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """One request for `method`; values are strings from a form, or JSON values."""

    method: str
    values: Mapping[str, object]
    uploads: Mapping[str, Upload]

    def check_known(self, takes: frozenset[str]) -> None:
        """Refuse a parameter or an upload that the method does not take."""
        attached = {name for name in self.uploads if f"{ATTACHED}{name}" in str(self.values)}
        if unknown := sorted((set(self.values) | set(self.uploads)) - takes - attached):
            raise bad_request(f"the playground knows no parameter {unknown[0]} of {self.method}")

    def text(self, name: str) -> str | None:
        """A string, None when absent."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise bad_request(f"{name} must be a string")
        if value is not None and any("\ud800" <= character <= "\udfff" for character in value):
            raise bad_request("strings must be encoded in UTF-8")
        return value

    def integer(self, name: str) -> int | None:
        """A whole number, None when absent."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            number = int(str(value))
        except ValueError:
            raise bad_request(f"{name} must be an integer") from None
        if not -(2**63) <= number < 2**63:
            raise bad_request(f"{name} must be an integer of 64 bits")
        return number

    def flag(self, name: str) -> bool:
        """A boolean, False when absent."""
        value = str(self.values.get(name, "")).lower()
        if value not in TRUE | FALSE:
            raise bad_request(f"{name} must be a boolean")
        return value in TRUE

    def structure(self, name: str) -> object:
        """A JSON value, written out in a form or nested in a JSON body; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def read_call(request: Request, method: str) -> Call:
    """The parameters of `request`, whichever way they came."""
    values: dict[str, object] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Call(method, values | await _json_body(request), {})
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return Call(method, values, {})
    uploads: dict[str, Upload] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = Upload(value.filename or "file", await value.read())
            else:
                values[name] = value
    return Call(method, values, uploads)


async def _json_body(request: Request) -> dict[str, object]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise RefusalError(400, "Bad Request: can't parse the request body as a JSON object")
    return {name: value for name, value in body.items() if value is not None}
