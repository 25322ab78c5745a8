"""The trial of kills in small: the real bot in a process of its own, six kills, and nothing lost."""

from __future__ import annotations

from pathlib import Path

from trials.kills.command import report
from trials.kills.evidence import Choice
from trials.kills.trial import held
from trials.kills.verdict import reckon

SMALL = Choice(seed=124, kills=6, quiet=80, lively=6, longest=1.2, long=4.0, pace=1.5)


async def test_killed_six_times_it_loses_nothing_and_says_nothing_twice_without_a_reason(
    tmp_path: Path,
) -> None:
    evidence = await held(SMALL, tmp_path)
    verdict = reckon(evidence)
    assert verdict.exit_code == 0, "\n".join(report(verdict))
    # It was a trial: there was something to lose.
    assert sum(life.killed for life in evidence.lives) == SMALL.kills
    assert any(offer.is_reminder for offer in evidence.ledger.offers)
    assert any(deed.query for deed in evidence.deeds)
