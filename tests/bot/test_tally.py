"""The log says what went wrong since it last said so, and is silent where nothing did."""

from __future__ import annotations

from structlog.testing import capture_logs

from bot.tally import Tally


async def test_only_what_has_grown_since_the_last_time_is_said_and_by_how_much() -> None:
    counts = {"refused": 0, "parked": 0}
    tally = Tally({name: lambda name=name: counts[name] for name in counts})
    with capture_logs() as logs:
        await tally.say()
        counts["refused"] = 3
        await tally.say()
        await tally.say()
        counts.update(refused=4, parked=1)
        await tally.say()
    said = [{name: log[name] for name in counts if name in log} for log in logs]
    assert said == [{"refused": 3}, {"refused": 1, "parked": 1}]
