"""A newcomer in a real browser: `unsit run`, the chat page, and the whole story by hand."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and "UNSIT_BROWSER_REQUIRED" not in os.environ, reason="there is no chromium on the PATH"
)


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """The playground of a fresh installation, as `unsit run` serves it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    yield next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
    process.send_signal(signal.SIGTERM)
    await process.communicate()


@pytest.fixture
async def page(address: str) -> AsyncIterator[Page]:
    """Ada's chat on a phone. An error in the page's own scripts fails the test."""
    assert CHROMIUM is not None, "UNSIT_BROWSER_REQUIRED is set, but there is no chromium on the PATH"
    errors: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 412, "height": 870})
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(address)
        yield page
        await browser.close()
    assert errors == []


async def _tap(page: Page, *labels: str) -> None:
    for label in labels:
        await page.get_by_role("button", name=label, exact=True).last.click()


async def _sees(page: Page, text: str) -> None:
    await expect(page.get_by_text(text).last).to_be_visible(timeout=15_000)


async def _type(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.keyboard.press("Enter")


async def test_the_whole_story_from_start_to_streak(page: Page) -> None:
    await _tap(page, "Start")
    await _tap(page, "I understand")
    await _sees(page, "Where are you?")
    await _type(page, "Lisbon")
    await _tap(page, "Yes", "Mon-Fri 9-17", "45 min")
    await _sees(page, "Where can you move")
    await _tap(page, "Continue")
    await _sees(page, "careful")
    await _tap(page, "Continue")
    await _sees(page, "Your first break")

    await _tap(page, "Next working morning", "+45 min")
    for _ in range(5):
        await _tap(page, "+1 min")
    await _sees(page, "You've been sitting for 4")
    await _tap(page, "Start")
    await _sees(page, "GET READY")
    for _ in range(2):
        await _tap(page, "+1 min")
    await _sees(page, "1 workday so far")
    await _tap(page, "Right")
    await _type(page, "/streak")
    await _sees(page, "This week: 1 of 5 days, 1 break")


async def test_two_people_do_not_see_each_other(page: Page, address: str) -> None:
    await _tap(page, "Start")
    await _sees(page, "I understand")
    await page.goto(f"{address}/?person=2")
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert await page.get_by_text("I understand").count() == 0
