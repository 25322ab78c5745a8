"""What is sent is what Telegram reads, and files are not copied on their way."""

from __future__ import annotations

import asyncio
import io
import json
from email import message_from_bytes

from telegram import InputFile, InputMediaPhoto

from bot.wire.form import CHUNK, Form, form
from tests.bot.wire.serving import data


def parts(sent: Form) -> dict[str, tuple[str | None, str, bytes]]:
    """The name of each part, its file's name, its type and its content, as a mail program reads them."""
    head = f"Content-Type: {sent.kind}\r\n\r\n".encode()
    found = message_from_bytes(head + b"".join(sent.pieces)).get_payload()
    return {
        part.get_param("name", header="Content-Disposition"): (
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in found
    }


async def test_without_files_it_is_json() -> None:
    facts = {"chat_id": 1, "text": "Füße \ud83d", "reply_markup": {"inline_keyboard": [[]]}, "silent": True}
    sent = await form(data(**facts))
    assert sent.kind == "application/json"
    assert json.loads(b"".join(sent.pieces)) == facts


async def test_a_file_is_a_part_beside_the_fields() -> None:
    photo = b"\r\n--\x00\xff" * 99
    sent = await form(data(chat_id=1, caption="Füße", photo=InputFile(photo, 'a"b\r\nc.png')))
    found = parts(sent)
    assert found["chat_id"][2] == b"1"
    assert found["caption"][2].decode() == "Füße"
    assert found["photo"] == ("a%22b%0D%0Ac.png", "image/png", photo)
    assert any(piece is photo for piece in sent.pieces)


async def test_a_file_inside_a_medium_is_attached_to_it() -> None:
    sent = await form(data(media=InputMediaPhoto(b"picture"), chat_id=1))
    (attached,) = set(parts(sent)) - {"media", "chat_id"}
    assert f"attach://{attached}".encode() in parts(sent)["media"][2]
    assert parts(sent)[attached][2] == b"picture"


async def test_an_open_file_is_read() -> None:
    sent = await form(data(document=InputFile(io.BytesIO(b"content"), "a.txt", read_file_handle=False)))
    assert parts(sent)["document"] == ("a.txt", "text/plain", b"content")


async def test_each_chunk_has_as_much_time_as_any_and_the_answer_has_its_own() -> None:
    pieces = (b"a", b"b" * (2 * CHUNK + 1))
    sizes, loop = [], asyncio.get_running_loop()
    async with asyncio.timeout(None) as deadline:
        async for chunk in Form("", pieces).chunks(deadline, 7):
            assert chunk.obj in pieces
            assert loop.time() < (deadline.when() or 0) <= loop.time() + 7
            sizes.append(len(chunk))
        assert deadline.when() is None
    assert sizes == [1, CHUNK, CHUNK, 1]
