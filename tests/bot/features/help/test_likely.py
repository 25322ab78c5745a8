"""What somebody may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.help.likely import closest_command, likely
from bot.menu import COMMANDS
from bot.wire.buttons import (
    Button,
    NextLesson,
    OfferStretch,
    OpenNext,
    OpenSettings,
    OpenStreak,
    PauseFor,
    Resume,
)


def test_without_a_hint_the_usual_three_are_offered():
    assert [button for _, button in likely("hmm")] == [OfferStretch(), OpenNext(), OpenSettings("")]


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("please stop for a while", PauseFor("1h")),
        ("in a meeting!", PauseFor("1h")),
        ("change my setings", OpenSettings("")),
        ("when is the next one?", OpenNext()),
        ("how is my streak", OpenStreak()),
        ("Continue", Resume()),
        ("why the psoas muscle?", NextLesson()),
        ("my hip is sore", OfferStretch()),
        ("something for the back", OfferStretch()),
    ],
)
def test_a_word_brings_its_button_to_the_front(text: str, button: Button):
    assert likely(text)[0][1] == button


@given(st.text(max_size=300))
def test_there_are_three_different_buttons_for_any_text(text: str):
    assert len({button for _, button in likely(text)}) == 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("strech", "stretch"), ("setting", "settings"), ("paus", "pause"), ("xyzzy", None), ("", None)],
)
def test_the_closest_command_is_found(typed: str, meant: str | None):
    assert closest_command(typed, COMMANDS) == meant
