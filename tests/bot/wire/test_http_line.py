"""Whatever happens to a connection: nothing is sent twice, nobody waits for ever, and the token stays out of it."""

from __future__ import annotations

import asyncio
import logging
import shutil
import ssl
import subprocess
import traceback
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from telegram import InputFile
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.wire import http
from bot.wire.http import Http, Timeouts

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
TOKEN = "123456:very-secret"
SHORT = 0.05  # seconds that are waited in vain
FILM = b"x" * 5_000_000  # more than the network takes at once


async def heard(reader: Reader) -> tuple[bytes, bytes]:
    """The head and the body of the next request."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((line[15:] for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")), b"0")
    return head, await reader.readexactly(int(length))


def answer(body: bytes = b'{"ok":true,"result":true}', head: bytes = b"HTTP/1.1 200 OK") -> bytes:
    return b"%b\r\nContent-Length: %d\r\n\r\n%b" % (head, len(body), body)


async def answering(reader: Reader, writer: Writer) -> None:
    while True:
        await heard(reader)
        writer.write(answer())


async def silent(_reader: Reader, _writer: Writer) -> None:
    await asyncio.Event().wait()


async def hanging_up(reader: Reader, writer: Writer) -> None:
    await heard(reader)
    writer.close()


def data(**facts: Any) -> RequestData:
    return RequestData([RequestParameter.from_input(name, fact) for name, fact in facts.items()])


@pytest.fixture
async def line() -> AsyncIterator[Callable[..., Http]]:
    """Makes one, and closes it in the end."""
    made: list[Http] = []

    def make(connections: int = 4, proxy: str | None = None, **seconds: float | None) -> Http:
        made.append(Http(connections, Timeouts(**seconds), proxy=proxy))
        return made[-1]

    yield make
    for one in made:
        await one.shutdown()


async def post(line: Http, base: str, facts: RequestData | None = None, **seconds: float | None) -> Any:
    return await line.post(f"{base}/bot{TOKEN}/sendMessage", facts or data(text="hello"), **seconds)


async def test_a_connection_is_kept_for_the_next_request(line, serve) -> None:
    met = []

    async def served(reader: Reader, writer: Writer) -> None:
        met.append(writer)
        await answering(reader, writer)

    base, bot = await serve(served), line()
    for _ in range(3):
        assert await post(bot, base) is True
    assert len(met) == 1


async def test_a_kept_connection_that_the_server_closed_is_not_used(line, serve) -> None:
    async def once(reader: Reader, writer: Writer) -> None:
        await heard(reader)
        writer.write(answer())
        writer.write_eof()
        assert await reader.read() == b""  # ours is closed too

    base, bot = await serve(once), line()
    for _ in range(2):
        assert await post(bot, base) is True
        await asyncio.sleep(0.01)  # for the news of it to come


async def test_a_call_whose_answer_was_lost_is_not_made_again(line, serve) -> None:
    calls = []

    async def answering_once(reader: Reader, writer: Writer) -> None:
        calls.append(await heard(reader))
        writer.write(answer())
        calls.append(await heard(reader))
        writer.close()

    base, bot = await serve(answering_once), line()
    assert await post(bot, base) is True
    with pytest.raises(NetworkError, match="ServerDisconnected") as caught:
        await post(bot, base)
    assert not isinstance(caught.value, TimedOut)
    assert len(calls) == 2


async def test_an_answer_that_breaks_off_is_a_failure_of_the_network(line, serve) -> None:
    async def breaking_off(reader: Reader, writer: Writer) -> None:
        await heard(reader)
        writer.write(answer()[:-4])
        writer.close()

    with pytest.raises(NetworkError, match="ClientPayloadError"):
        await post(line(), await serve(breaking_off))


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n", answer()[:-4]])
async def test_an_answer_that_does_not_go_on_is_timed_out(line, serve, said: bytes) -> None:
    async def stuck(reader: Reader, writer: Writer) -> None:
        await heard(reader)
        writer.write(said)
        await reader.read()

    with pytest.raises(TimedOut, match="SocketTimeout"):
        await post(line(read=SHORT), await serve(stuck))


async def test_a_slow_answer_that_goes_on_is_waited_for(line, serve) -> None:
    async def slow(reader: Reader, writer: Writer) -> None:
        await heard(reader)
        for byte in answer():
            writer.write(bytes([byte]))
            await asyncio.sleep(0.003)

    assert await post(line(read=0.1), await serve(slow)) is True  # all of it takes longer than that


@pytest.mark.parametrize("named", [5.0, None])
async def test_a_call_can_name_a_timeout_of_its_own(line, serve, named: float | None) -> None:
    async def late(reader: Reader, writer: Writer) -> None:
        await heard(reader)
        await asyncio.sleep(3 * SHORT)
        writer.write(answer())

    base, bot = await serve(late), line(read=SHORT)
    assert bot.read_timeout == SHORT
    with pytest.raises(TimedOut):
        await post(bot, base)
    assert await post(bot, base, read_timeout=named) is True


async def test_an_upload_that_nobody_takes_is_timed_out(line, serve) -> None:
    base, film = await serve(silent, limit=1), data(animation=InputFile(FILM))
    with pytest.raises(TimedOut):
        await post(line(upload=SHORT), base, film)
    with pytest.raises(TimedOut):
        await post(line(), base, film, write_timeout=SHORT)


async def test_a_slow_upload_that_goes_on_is_waited_for(line, serve) -> None:
    bodies = []

    async def slow(reader: Reader, writer: Writer) -> None:
        await asyncio.sleep(SHORT)
        bodies.append((await heard(reader))[1])
        await asyncio.sleep(2 * SHORT)  # an answer is not what the upload waits for
        writer.write(answer())

    assert await post(line(upload=1.5 * SHORT), await serve(slow), data(animation=InputFile(FILM))) is True
    assert FILM in bodies[0]


async def test_an_upload_that_is_refused_halfway_is_refused(line, serve) -> None:
    async def full(reader: Reader, writer: Writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(b"too large", b"HTTP/1.1 413 Payload Too Large\r\nConnection: close"))
        await reader.read()

    with pytest.raises(BadRequest, match="Too Large"):
        await post(line(), await serve(full), data(animation=InputFile(FILM)))


async def test_a_server_that_agrees_on_no_keys_is_timed_out(line, serve) -> None:
    base = (await serve(silent)).replace("http", "https")
    with pytest.raises(TimedOut, match="ConnectionTimeout"):
        await post(line(connect=SHORT), base)


async def test_a_request_that_finds_no_free_connection_is_not_sent(line, serve) -> None:
    calls, reached = [], asyncio.Event()

    async def stuck(reader: Reader, writer: Writer) -> None:
        calls.append(await heard(reader))
        reached.set()
        await reader.read()

    base, bot = await serve(stuck), line(connections=1, pool=SHORT)
    first = asyncio.create_task(post(bot, base))
    await reached.wait()
    with pytest.raises(TimedOut, match="not sent"):
        await post(bot, base)
    assert len(calls) == 1
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


async def test_a_cancelled_request_closes_its_connection_and_leaves_its_place(line, serve) -> None:
    reached, closed = asyncio.Event(), asyncio.Event()

    async def stuck(reader: Reader, writer: Writer) -> None:
        await heard(reader)
        if reached.is_set():
            writer.write(answer())
            return
        reached.set()
        await reader.read()
        closed.set()

    base, bot = await serve(stuck), line(connections=1)
    first = asyncio.create_task(post(bot, base))
    await reached.wait()
    first.cancel()
    assert isinstance((await asyncio.gather(first, return_exceptions=True))[0], asyncio.CancelledError)
    await asyncio.wait_for(closed.wait(), 1)
    assert await post(bot, base) is True


async def test_nobody_is_sent_elsewhere(line, serve) -> None:
    async def elsewhere(reader: Reader, writer: Writer) -> None:
        await heard(reader)
        writer.write(answer(b"moved", b"HTTP/1.1 302 Found\r\nLocation: /login"))

    with pytest.raises(NetworkError, match=r"302.*not Telegram's"):
        await post(line(), await serve(elsewhere))


async def test_a_file_is_no_answer_and_is_handed_on_as_it_is(line, serve) -> None:
    async def keeping(reader: Reader, writer: Writer) -> None:
        while True:
            found = b"/file/" in (await heard(reader))[0]
            writer.write(answer(FILM) if found else answer(b"<html>", b"HTTP/1.1 404 Not Found"))

    base, bot = await serve(keeping), line()
    assert await bot.retrieve(f"{base}/file/film.mp4") == FILM
    with pytest.raises(NetworkError, match=r"404.*not Telegram's"):
        await bot.retrieve(f"{base}/nothing")


async def test_it_can_be_shut_and_opened_as_often_as_one_likes(line, serve) -> None:
    base, bot = await serve(answering), line()
    for _ in range(2):
        await bot.initialize()
        await bot.initialize()
        assert await post(bot, base) is True
        await bot.shutdown()
        await bot.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await post(bot, base)


async def test_both_kinds_of_addresses_are_tried(line, serve) -> None:
    base = await serve(answering)  # of 127.0.0.1 and ::1 on one alone
    assert await post(line(), base.replace("127.0.0.1", "localhost")) is True


async def test_a_server_that_has_the_newer_kind_of_address_alone_is_reached(line, serve) -> None:
    try:
        base = await serve(answering, "::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert await post(line(), base) is True


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """For localhost, by nobody that is trusted."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    file = tmp_path / "localhost.pem"
    how = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = [
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout",
        str(file),
        "-out",
        f"{file}.crt",
    ]
    subprocess.run(["openssl", *how.split(), *names], check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


@pytest.fixture
def locked(certificate: Path) -> ssl.SSLContext:
    """What the server of that certificate shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch):
    """Has the environment trust that certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    http._trusted.cache_clear()
    yield
    http._trusted.cache_clear()


async def test_a_certificate_is_believed_where_it_is_trusted(line, serve, locked, trusted) -> None:
    assert await post(line(), await serve(answering, ssl=locked)) is True


async def test_a_certificate_by_a_stranger_is_not_believed(line, serve, locked) -> None:
    with pytest.raises(NetworkError, match="certificate verify failed"):
        await post(line(), await serve(answering, ssl=locked))


async def test_calls_go_through_a_proxy_in_a_tunnel_of_their_own(line, serve, locked, trusted) -> None:
    asked = []

    async def tunnel(reader: Reader, writer: Writer) -> None:
        head, _ = await heard(reader)
        asked.append(head)
        port = int(head.split()[1].rpartition(b":")[2])
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await asyncio.gather(_piped(reader, inner_writer), _piped(inner_reader, writer))

    base = await serve(answering, ssl=locked)
    proxy = (await serve(tunnel)).replace("//", "//ada:sesame@")
    assert await post(line(proxy=proxy), base) is True
    assert asked[0].startswith(b"CONNECT 127.0.0.1:")
    assert b"Proxy-Authorization: Basic YWRhOnNlc2FtZQ==" in asked[0]
    assert TOKEN.encode() not in asked[0]


async def _piped(reader: Reader, writer: Writer) -> None:
    while content := await reader.read(65536):
        writer.write(content)
    writer.close()


async def test_without_keys_a_proxy_is_told_the_whole_address(line, serve) -> None:
    asked = []

    async def passing_on(reader: Reader, writer: Writer) -> None:
        asked.append((await heard(reader))[0])
        writer.write(answer())

    assert await post(line(proxy=await serve(passing_on)), "http://telegram.invalid") is True
    assert asked[0].startswith(b"POST http://telegram.invalid/bot")


async def refusing(reader: Reader, writer: Writer) -> None:
    await heard(reader)
    writer.write(answer(b"", b"HTTP/1.1 407 Proxy Authentication Required"))
    await reader.read()


async def garbling(reader: Reader, writer: Writer) -> None:
    await heard(reader)
    writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
    await reader.read()


async def leaving_an_upload(reader: Reader, writer: Writer) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.transport.abort()


async def sealing(reader: Reader, writer: Writer) -> None:
    writer.write(answer())


FAILURES = {
    "refused": (None, {}),
    "silent": (silent, {}),
    "hanging up": (hanging_up, {}),
    "no HTTP": (garbling, {}),
    "an upload": (leaving_an_upload, {}),
    "no keys": (silent, {"keys": True}),
    "no TLS": (sealing, {"keys": True}),
    "a proxy": (refusing, {"keys": True, "proxy": True}),
}


@pytest.mark.parametrize(("served", "how"), FAILURES.values(), ids=list(FAILURES))
async def test_no_failure_names_the_token(line, serve, caplog, served, how: dict[str, bool]) -> None:
    caplog.set_level(logging.DEBUG)
    base = await serve(served) if served else "http://127.0.0.1:1"
    proxy = base.replace("//", "//ada:sesame@") if "proxy" in how else None
    bot = line(read=SHORT, upload=SHORT, connect=SHORT * 4, proxy=proxy)
    with pytest.raises(NetworkError) as caught:
        await post(bot, base.replace("http:", "https:") if "keys" in how else base, data(a=InputFile(FILM)))
    await bot.shutdown()
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert "very-secret" not in told
    assert "sesame" not in told
    assert caught.value.__suppress_context__
