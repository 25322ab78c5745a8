"""The trial of a fleet in small: a process killed, the database killed, a process stopped, and nothing lost."""

from __future__ import annotations

from pathlib import Path

from trials.fleet.plan import Blow, Kind
from trials.fleet.trial import held
from trials.fleet.verdict import reckon
from trials.kills.command import report
from trials.kills.evidence import Choice

BLOWS = (
    Blow(Kind.ONE, after=0.5, victims=(0,), moment="a reminder sent", at_latest=1.5, pause=0.0),
    Blow(Kind.SERVER_KILLED, after=0.5, victims=(), at_once=True, lasts=0.3),
    Blow(Kind.STOPPED, after=0.5, victims=(0,), at_once=True, pause=0.0),
)
SMALL = Choice(seed=7, kills=len(BLOWS), quiet=60, lively=4, longest=1.0, pace=1.5)


async def test_hit_three_times_it_loses_nothing_and_says_nothing_twice_without_a_reason(
    tmp_path: Path,
) -> None:
    evidence = await held(SMALL, tmp_path, BLOWS)
    verdict = reckon(evidence)
    assert verdict.exit_code == 0, "\n".join(report(verdict))
    # It was a trial: there was something to lose.
    assert any(life.killed for life in evidence.lives)
    assert len(evidence.outages) == 1
    assert any(offer.is_reminder for offer in evidence.ledger.offers)
    assert len({call.by for call in evidence.calls if call.sends}) > 1
