"""What the evidence amounts to: every check with what it found, and the figures beside it. Pure, but for the logs."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.playground.faults import Fault
from trials.kills.crowd import Member
from trials.kills.evidence import Evidence
from trials.kills.reckoning import answers, asked, beat, copies, limits, logs, remains, reminders, sessions
from trials.kills.reckoning.beat import Beat
from trials.kills.reckoning.copies import Copy
from trials.kills.reckoning.lives import IN_FLIGHT_AT_A_KILL, Lives
from trials.kills.record import POLL

_ONLY_POLLS = {Fault.TWICE.name, Fault.REORDERED.name}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`figures` to be shown; `wrong` has, by check, each fault in a line."""

    figures: Mapping[str, object]
    wrong: Mapping[str, Sequence[str]]

    @property
    def exit_code(self) -> int:
        """0 where nothing is wrong."""
        return 1 if self.wrong else 0


def reckon(
    evidence: Evidence,
    checks: Mapping[str, Iterable[str]] = MappingProxyType({}),
    figures: Mapping[str, object] = MappingProxyType({}),
) -> Verdict:
    """All checks and figures, and these besides."""
    lives = Lives(evidence.lives, evidence.outages)
    again = copies.copies(evidence.calls, lives, evidence.deeds)
    found = {name: list(lines) for name, lines in [*_checks(evidence, lives, again), *checks.items()]}
    return Verdict(
        {**dict(_figures(evidence, lives, again)), **figures},
        {name: lines for name, lines in found.items() if lines},
    )


def _checks(evidence: Evidence, lives: Lives, again: Sequence[Copy]) -> Iterator[tuple[str, Iterator[str]]]:
    calls, deeds, ledger, crowd = evidence.calls, evidence.deeds, evidence.ledger, evidence.crowd
    yield "fewer kills than asked for", _too_few(evidence)
    yield "reminders written down and not sent", reminders.not_sent(ledger, calls)
    yield (
        "questions whether to go on that were not sent",
        reminders.gentle_not_sent(ledger, calls),
    )
    yield "reminders sent and not written down", reminders.not_written_down(ledger.offers, calls)
    yield "due moments missed", beat.off_the_beat(_beats(evidence), ledger, lives, evidence.ended)
    yield "reminders withheld for nothing", reminders.withheld_for_nothing(crowd, ledger)
    yield "people for whom nothing is due", reminders.silent(ledger)
    yield "messages repeated without excuse", copies.unexcused(again)
    yield "more cut off than was under way", copies.too_many_in_flight(again, lives)
    yield "written down late", copies.written_down_late(again, lives)
    yield "taps not answered", answers.unanswered_taps(deeds, calls)
    yield "lines not answered", answers.unanswered_lines(deeds, calls)
    yield "commands not answered", _late_commands(evidence, lives)
    yield "done twice", asked.done_twice(ledger, deeds)
    yield "help miscounted", answers.miscounted_help(deeds, calls, lives)
    yield "completions lost or doubled", sessions.miscounted(ledger)
    yield "people told something else than what is written down", sessions.told_otherwise(ledger, calls)
    yield "sessions lost", sessions.lost_sessions(ledger, calls)
    yield "sessions started twice", sessions.started_twice(ledger.sessions)
    yield "sessions stuck", sessions.stuck(ledger, evidence.ended)
    yield "movements miscounted", sessions.wrong_moves(ledger, deeds)
    yield "too many reminders at once", limits.too_much_bulk(calls)
    yield "too much in a chat", limits.too_much_in_a_chat(calls, lives)
    yield "429 not obeyed", limits.not_waited(calls, lives)
    yield "errors in the log", logs.errors(evidence.lives, lives)
    yield "left undone in the database", remains.undone(ledger, evidence.ended)
    yield "left over on the machine", remains.left_over(evidence.processes, evidence.temporary)
    yield "a bad end", remains.bad_end(evidence.exit_code, rested=evidence.rested)


def _late_commands(evidence: Evidence, lives: Lives) -> Iterator[str]:
    within = evidence.choice.answered_within
    return answers.unanswered_commands(evidence.deeds, evidence.calls, lives, within)


def _beats(evidence: Evidence) -> Mapping[Member, Sequence[Beat]]:
    return beat.beats(evidence.crowd, evidence.ledger.offers, evidence.calls)


def _too_few(evidence: Evidence) -> Iterator[str]:
    if len(evidence.struck) < evidence.choice.kills:
        seconds = f"{evidence.choice.at_most:.0f} s"
        yield f"{len(evidence.struck)} of {evidence.choice.kills} in {seconds}: the machine is too slow"


def _figures(evidence: Evidence, lives: Lives, again: Sequence[Copy]) -> Iterator[tuple[str, object]]:
    calls, ledger = evidence.calls, evidence.ledger
    starts = [life.ready - life.begun for life in evidence.lives if life.ready is not None]
    yield "kills", _counted(Counter(evidence.struck))
    yield "starts", f"{len(evidence.lives)}, {len(starts)} of them began to serve"
    yield (
        "median start",
        f"{statistics.median(starts):.1f} s, longest {max(starts):.1f} s" if starts else "none",
    )
    made = [offer for offer in ledger.offers if offer.is_reminder]
    late = beat.lateness(_beats(evidence), lives)
    yield "reminders", f"{len(made)} made, {len(reminders.sent_reminders(calls))} of them sent"
    yield "withheld", _counted(Counter(one.reason for one in ledger.withheld))
    if late:
        yield "lateness", f"median {statistics.median(late):.1f} s of service, longest {max(late):.1f} s"
    yield "in one second", f"{limits.most_within(limits.bulk_moments(calls), 1.0)} reminders at most"
    yield "what people did", _counted(Counter(str(deed.deed) for deed in evidence.deeds))
    yield "calls carried out", _counted(Counter(call.method for call in calls if call.done))
    yield (
        "calls refused",
        _counted(Counter(f"{call.code} {call.method}" for call in calls if call.code > 200)),
    )
    met = Counter(
        call.fault for call in calls if call.fault and (call.fault not in _ONLY_POLLS or call.method == POLL)
    )
    yield "faults met", _counted(met)
    yield "came again", _counted(Counter(copy.why or "NO EXCUSE" for copy in again))
    waits = [lives.until_kill(copy.first) for copy in again if copy.why == IN_FLIGHT_AT_A_KILL]
    if waits:
        yield "written down late", f"up to {max(waits):.2f} s before a kill"
    yield "sessions", _counted(Counter(session.outcome or "open" for session in ledger.sessions))
    yield "completions", len(ledger.completions)
    yield "movements", len(ledger.moves)


def _counted(counts: Counter[str]) -> str:
    parts = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    return f"{counts.total()}: {parts}" if parts else "0"
