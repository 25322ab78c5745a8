"""Whatever happens to a connection: nothing is sent twice, and nobody waits for ever."""

from __future__ import annotations

import asyncio

import pytest
from telegram import InputFile
from telegram.error import BadRequest, NetworkError, TimedOut

from tests.bot.wire.serving import FILM, SHORT, Reader, Writer, answer, answering, data, heard, post, silent


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
        await post(line(upload=SHORT, write=None), base, film)
    with pytest.raises(TimedOut):
        await post(line(upload=None, write=None), base, film, write_timeout=SHORT)


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
