"""Certificates, proxies, and that no failure names the token."""

from __future__ import annotations

import asyncio
import errno
import logging
import shutil
import ssl
import subprocess
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import InputFile
from telegram.error import NetworkError

from bot.wire import client
from bot.wire.client import Timeouts
from bot.wire.form import Form
from tests.bot.wire.serving import (
    FILM,
    SHORT,
    TOKEN,
    Reader,
    Writer,
    answer,
    answering,
    data,
    hanging_up,
    heard,
    post,
    silent,
)


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
    client._trusted.cache_clear()
    yield
    client._trusted.cache_clear()


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


async def test_a_request_that_breaks_off_while_it_is_written_does_not_name_the_token(serve) -> None:
    class Broken(Form):
        async def chunks(self, *_: object) -> AsyncIterator[memoryview]:
            yield memoryview(b"x")
            raise BrokenPipeError(errno.EPIPE, "gone")

    one = client.Client(1, {})
    with pytest.raises(NetworkError, match="Broken pipe") as caught:
        await one.exchange(
            "POST", f"{await serve(silent)}/bot{TOKEN}", Broken("", (FILM,)), Timeouts(write=None)
        )
    await one.close()
    assert "very-secret" not in str(caught.value)
