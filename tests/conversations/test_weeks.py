"""A week each for five very different people, from the first message to the last, kept as transcripts to be read.

They lie in `transcripts/`. A change of wording or behaviour shows as a difference there; when it is meant, run
`UPDATE_TRANSCRIPTS=1 make test` and read what changed before committing it.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "transcripts"
BAR = re.compile(r"[▰▱]+")


class Week:
    """One person's chat, written down as it happens: what they do, what appears, what is edited."""

    def __init__(self, scene, person, zone: str) -> None:
        self.scene = scene
        self.person = person
        self.zone = zone
        self.lines: list[str] = []
        self._seen: dict[int, str] = {}
        self._day = ""

    async def says(self, text: str) -> None:
        self._write(f"  {self.person.chat.row.first_name}: {text}")
        await self.person.says(text)
        self._look()

    async def taps(self, *labels: str) -> None:
        for label in labels:
            self._write(f"  {self.person.chat.row.first_name}: [{label}]")
            toasts = len(self.person.chat.toasts)
            await self.person.taps(label)
            self._look()
            for toast in self.person.chat.toasts[toasts:]:
                if toast.text:
                    self._write(f"    ({toast.text})")

    async def until(self, moment: str) -> None:
        """Live until "HH:MM" (today or tomorrow) or "YYYY-MM-DD HH:MM" in the person's zone."""
        here = self.scene.now.astimezone(ZoneInfo(self.zone))
        text = moment if "-" in moment else f"{here:%Y-%m-%d} {moment}"
        target = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(self.zone))
        if target <= here and "-" not in moment:
            target += timedelta(days=1)
        await self._live(target.astimezone(UTC))

    async def reminder(self) -> None:
        """Live until a reminder waits for an answer."""
        if "Keep going" in self.person.last.labels:
            await self.taps("Keep going")
        while "Start" not in self.person.last.labels:
            await self._live(self.scene.now + timedelta(minutes=1))

    async def answers(self, *labels: str) -> None:
        """Waits for a reminder and answers it."""
        await self.reminder()
        await self.taps(*labels)

    async def does_it(self) -> None:
        """Starts what a reminder offers, and runs through it."""
        await self.answers("Start")
        for _ in range(60):
            if "Easy" in self.person.last.labels:
                break
            await self._live(self.scene.now + timedelta(seconds=15))

    async def _live(self, target: datetime) -> None:
        while (due := await self.scene.app.ticker.next_at()) is not None and due <= target:
            self.scene.clock.set(max(due, self.scene.now))
            await self.scene.settle()
            self._look()
        self.scene.clock.set(target)
        await self.scene.settle()
        self._look()

    def _look(self) -> None:
        now = {message.id: self._told(message) for message in self.person.chat.messages if message.from_bot}
        for number, text in now.items():
            before = self._seen.get(number)
            if before is None:
                self._write(f"  Unsit: {text}")
            elif BAR.sub("", before) != BAR.sub("", text):
                self._write(f"  Unsit (edited): {text}")
        self._seen = now

    def _told(self, message) -> str:
        text = message.text.replace("\n", "\n         ")
        picture = {"photo": "(picture) ", "animation": "(clip) "}.get(message.media or "", "")
        buttons = " ".join(f"[{label}]" for label in message.labels)
        silent = " (silent)" if message.silent else ""
        return f"{picture}{text}{silent}" + (f"\n         {buttons}" if buttons else "")

    def _write(self, line: str) -> None:
        here = self.scene.now.astimezone(ZoneInfo(self.zone))
        day = f"{here:%A %-d %B %Y}, {self.zone}"
        if day != self._day:
            self.lines += [*([""] if self.lines else []), f"=== {day} ==="]
            self._day = day
        self.lines.append(f"{here:%H:%M:%S}{line}")

    def keep(self, name: str) -> None:
        """Compare with the transcript of this name, or write it anew where that was asked for."""
        path = FOLDER / f"{name}.txt"
        text = "\n".join(self.lines) + "\n"
        if "UPDATE_TRANSCRIPTS" in os.environ:
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8").splitlines() == text.splitlines()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


async def _begin(
    scene, name: str, start: str, city: str, zone: str, hours: str, interval: str = "45 min"
) -> Week:
    scene.clock.set(datetime.strptime(start, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
    week = Week(scene, await scene.somebody(name), zone)
    await week.says("/start")
    await week.taps("I understand")
    await week.says(city)
    await week.taps("Yes")
    await week.says(hours)
    await week.taps(interval, "Continue", "Continue")
    return week


async def test_nine_to_five(scene) -> None:
    week = await _begin(scene, "Nia", "2026-03-02 08:40", "Lisbon", "Europe/Lisbon", "Mon-Fri 9-17")
    await week.does_it()
    await week.taps("Right")
    await week.answers("In 15")
    await week.answers("I just moved")
    await week.answers("In a meeting: 1 h")
    await week.answers("Skip", "Undo", "Another")
    await week.does_it()
    await week.taps("Easy")
    await week.answers("I just moved")
    await week.answers("Skip")
    for day in ("03", "04", "05"):
        await week.until(f"2026-03-{day} 08:00")
        await week.does_it()
        await week.until("12:45")
        await week.answers("I just moved")
        await week.answers("I just moved")
        await week.until("17:30")
    await week.until("2026-03-06 08:00")
    await week.does_it()
    await week.taps("Hard")
    for _ in range(3):
        await week.answers("In 5")
    await week.taps("Done for today")
    await week.says("/streak")
    await week.taps("Why 5?")
    await week.until("2026-03-08 20:00")
    week.keep("nine_to_five")


async def test_part_time(scene) -> None:
    hours = "Mon 9-13, Wed 9-12 14-17, Fri 9-13"
    week = await _begin(scene, "Pat", "2026-03-02 08:50", "Berlin", "Europe/Berlin", hours, "60 min")
    await week.until("10:10")
    await week.does_it()
    await week.until("2026-03-04 08:00")
    await week.says("/sick")
    await week.until("2026-03-05 12:00")
    await week.says("/next")
    await week.until("2026-03-06 20:00")
    await week.until("2026-03-07 10:00")
    await week.says("/log yesterday")
    await week.says("/log yesterday")
    await week.says("/streak")
    await week.taps("Why 2?")
    await week.says("/holiday until 16 March")
    await week.until("2026-03-09 18:00")
    week.keep("part_time")


async def test_night_shift(scene) -> None:
    week = await _begin(scene, "Nils", "2026-03-01 21:30", "Oslo", "Europe/Oslo", "Sun-Thu 22-6", "90 min")
    await week.until("23:45")
    await week.does_it()
    await week.until("2026-03-02 02:00")
    await week.taps("I just moved")
    await week.until("2026-03-02 07:00")
    await week.until("2026-03-03 01:30")
    await week.does_it()
    await week.says("/streak")
    await week.until("2026-03-03 12:00")
    await week.says("/next")
    await week.until("2026-03-04 03:30")
    await week.does_it()
    await week.until("2026-03-05 01:20")
    await week.does_it()
    await week.says("/late 8:00")
    await week.until("2026-03-05 09:00")
    await week.until("2026-03-06 02:00")
    await week.does_it()
    await week.until("2026-03-07 12:00")
    await week.says("/streak")
    await week.taps("Why 5?")
    week.keep("night_shift")


async def test_traveller(scene) -> None:
    week = await _begin(scene, "Tara", "2026-03-26 08:50", "Lisbon", "Europe/Lisbon", "Mon-Fri 9-17")
    await week.until("09:50")
    await week.does_it()
    await week.until("18:00")
    week.zone = "America/New_York"
    await week.says("/settings zone New York")
    await week.until("2026-03-27 09:50")
    await week.does_it()
    await week.until("2026-03-28 20:00")
    # Two clocks change while she is on the way: Europe's on the 29th.
    week.zone = "Asia/Tokyo"
    await week.says("/settings zone Tokyo")
    await week.until("2026-03-30 09:50")
    await week.does_it()
    await week.until("2026-03-30 18:00")
    week.zone = "Europe/Berlin"
    await week.says("/settings zone Berlin")
    await week.until("2026-03-31 09:50")
    await week.does_it()
    await week.until("2026-03-31 18:00")
    week.zone = "Pacific/Honolulu"
    await week.says("/settings zone Honolulu")
    await week.until("2026-04-01 09:50")
    await week.does_it()
    await week.says("/streak")
    await week.taps("Why 5?")
    week.keep("traveller")


async def test_one_who_ignores_everything(scene) -> None:
    week = await _begin(scene, "Igor", "2026-03-02 08:50", "Warsaw", "Europe/Warsaw", "Mon-Fri 9-17")
    await week.until("2026-03-06 18:00")
    assert week.text.count("What suits you?") == 1
    await week.until("2026-03-09 12:00")
    await week.says("ok ok, I'm here")
    await week.says("/next")
    week.keep("one_who_ignores_everything")
