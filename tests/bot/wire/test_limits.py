"""The limits as pure rules: windows, what a session keeps for itself, and what a 429 says of others."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wire.limits import IN_A_ROW_WITHIN, SESSION_GOES_ON, ChatLimits, Rates, Strain, Window

PAUSES = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 2)), max_size=60)


@settings(max_examples=60)
@given(PAUSES, st.integers(1, 5))
def test_no_window_ever_holds_more_than_its_count_wherever_on_its_way_a_call_arrives(pauses, count) -> None:
    window, now, arrived = Window(count, 3.0), 0.0, list[tuple[float, float]]()
    for pause, took in pauses:
        now += pause
        now += window.wait(now)
        window.begin()
        arrived.append((now, now + took))
        now += took
        window.end(now)
    for first, last in zip(arrived, arrived[count:], strict=False):
        # Even if the first was served at its very end, and the last at once.
        assert last[0] - first[1] >= 3.0 - 1e-6


def test_a_window_full_of_what_is_under_way_waits_for_an_end() -> None:
    window = Window(2, 1.0)
    window.begin()
    window.begin()
    assert window.wait(0.0) == math.inf
    window.end(0.5)
    assert window.wait(0.5) == 1.0


def _spend(chat: ChatLimits, now: float, *, step: bool = False) -> None:
    chat.begin(now, edit=True, step=step)
    chat.end(now, edit=True)


def test_while_a_session_runs_a_share_is_kept_for_its_steps() -> None:
    chat = ChatLimits(Rates())
    _spend(chat, 0.0, step=True)
    _spend(chat, 0.0)
    assert chat.wait(0.0, edit=True, step=False) == 3.0
    assert chat.wait(0.0, edit=True, step=True) == 0.0


def test_without_a_session_nothing_is_kept() -> None:
    chat = ChatLimits(Rates())
    _spend(chat, 0.0, step=True)
    later = SESSION_GOES_ON
    for _ in range(2):
        _spend(chat, later)
    assert chat.wait(later, edit=True, step=False) == 0.0


def test_a_chat_is_forgotten_only_when_a_new_one_would_be_the_same() -> None:
    chat = ChatLimits(Rates())
    assert chat.is_idle(0.0)
    _spend(chat, 0.0)
    assert not chat.is_idle(59.9)
    assert chat.is_idle(60.0)
    chat.told(60.0, 100)
    assert not chat.is_idle(159.0)


def test_chats_told_to_wait_far_apart_have_nothing_to_do_with_each_other() -> None:
    strain = Strain(2)
    strain.told(1, 0.0, 10_000)
    strain.told(2, IN_A_ROW_WITHIN + 1, 10_000)
    assert strain.until == -math.inf


def test_what_was_begun_before_a_429_does_not_speak_against_it() -> None:
    strain = Strain(2)
    strain.told(1, 10.0, 60)
    strain.taken(9.0)
    strain.told(2, 11.0, 30)
    assert strain.until == 41.0


def test_the_same_chat_twice_is_one_chat() -> None:
    strain = Strain(2)
    strain.told(1, 10.0, 60)
    strain.told(1, 11.0, 60)
    assert strain.until == -math.inf
