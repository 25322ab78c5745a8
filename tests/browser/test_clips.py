"""Clips in the chat page: they play by themselves, and only another clip starts anew."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from fractions import Fraction

import av
import pytest
from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from bot.playground.server import Playground
from bot.wire.calls import Calls, File
from bot.wire.outgoing import Outgoing
from bot.wire.telegram import connect
from scheduler.clock import MovableClock

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and "UNSIT_BROWSER_REQUIRED" not in os.environ, reason="there is no chromium on the PATH"
)


def _clip(colour: str) -> File:
    """Half a minute of one colour, as an MP4 that the page has to look through by ranges: its index is at the end."""
    content = io.BytesIO()
    with av.open(content, "w", format="mp4") as file:
        stream = file.add_stream("libx264", rate=Fraction(2))
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(60):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 64), colour))
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return File("animation", f"{colour}.mp4", content.getvalue())


@pytest.fixture
async def chat() -> AsyncIterator[tuple[Calls, Page]]:
    """What the bot can do, and Ada's page."""
    assert CHROMIUM is not None, "UNSIT_BROWSER_REQUIRED is set, but there is no chromium on the PATH"
    playground = Playground(":memory:", MovableClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)))
    playground.person(1, "Ada").type("/start")
    async with playground.serving() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 412, "height": 870})
        await page.goto(address)
        telegram = connect(playground.token, address)
        yield Calls(telegram), page
        await telegram.hang_up()
        await browser.close()
    playground.close()


async def _time(page: Page) -> float:
    seconds: float = await page.locator("video").evaluate("video => video.currentTime")
    return seconds


async def _plays_past(page: Page, seconds: float) -> None:
    watch = "(video, past) => new Promise(done => { const look = () => "
    watch += "video.currentTime > past ? done() : requestAnimationFrame(look); look(); })"
    async with asyncio.timeout(15):
        await page.locator("video").evaluate(watch, seconds)


async def test_a_clip_plays_on_while_its_caption_changes_and_another_starts_anew(
    chat: tuple[Calls, Page],
) -> None:
    calls, page = chat
    sent = await calls.send_media(1, Outgoing("show", "Hold <b>0:30</b>"), _clip("green"))
    message_id, file_id = int(sent["message_id"]), sent["animation"]["file_id"]
    video = page.locator("video")
    await _plays_past(page, 0.3)
    assert await video.evaluate("video => video.loop && video.muted && video.autoplay && video.playsInline")
    await video.evaluate("video => { video.currentTime = 10; video.dataset.mark = 'first'; }")

    again = File("animation", "green.mp4", file_id)
    buttons = [[{"text": "Pause", "callback_data": "p"}]]
    await calls.edit_media(1, message_id, Outgoing("show", "Paused", buttons), again)
    await expect(page.get_by_text("Paused")).to_be_visible()
    assert await video.get_attribute("data-mark") == "first"
    assert await _time(page) >= 10
    await _plays_past(page, 10.3)

    await calls.edit_media(1, message_id, Outgoing("show", "Other side"), _clip("blue"))
    await expect(page.get_by_text("Other side")).to_be_visible()
    await expect(video).to_have_count(1)
    assert await video.get_attribute("data-mark") is None
    assert await _time(page) < 5
    await _plays_past(page, 0.3)
