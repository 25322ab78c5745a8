"""What a log says is told, but for what a kill explains."""

import json

from trials.kills.reckoning.logs import wrong_in

STARTING = [
    "Traceback (most recent call last):",
    '  File "<string>", line 1, in <module>',
    '  File "/lib/multiprocessing/spawn.py", line 122, in spawn_main',
    "    exitcode = _main(fd, parent_sentinel)",
    "EOFError: Ran out of input",
]
SHARING = [
    "/lib/multiprocessing/resource_tracker.py:254: UserWarning: resource_tracker: There appear to be 5 leaked",
    "  warnings.warn('resource_tracker: There appear to be %d '",
]
OURS = ["Traceback (most recent call last):", '  File "/bot/app.py", line 1, in run', "ValueError: no"]


def wrong(*texts: str, killed: bool = True) -> list[str]:
    return list(wrong_in(texts, killed=killed))


def test_errors_are_told_and_warnings_are_not() -> None:
    warning, error = (json.dumps({"level": level, "event": "x"}) for level in ("warning", "error"))
    assert wrong(warning, error) == [error]
    assert wrong('{"event": "x"}', warning) == ['{"event": "x"}']


def test_what_pythons_own_processes_say_of_a_kill_is_not_told_and_without_a_kill_it_is() -> None:
    assert wrong(*STARTING, *SHARING) == []
    assert wrong(*STARTING, *SHARING, killed=False) == [" | ".join(STARTING), " | ".join(SHARING)]


def test_a_traceback_of_ours_is_told_whatever_stands_beside_it() -> None:
    assert wrong(*STARTING, *OURS, *SHARING, '{"level": "inf') == [" | ".join(OURS)]
    through_both = [*STARTING[:3], *OURS[1:]]
    assert wrong(*through_both) == [" | ".join(through_both)]


def test_only_the_last_line_of_a_log_may_be_cut_off_and_only_by_a_kill() -> None:
    assert wrong('{"level": "inf') == []
    assert (
        wrong('{"level": "inf', killed=False)
        == wrong('{"level": "inf', '{"level": "info"}')
        == ['{"level": "inf']
    )
