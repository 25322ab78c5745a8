"""Every button survives the way to Telegram and back; anything else is refused as outdated."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wire.buttons import LIMIT, REGISTER, Button, OutdatedButton, PickHours, Snooze, Start, button, decode

KINDS = sorted(REGISTER.values(), key=lambda kind: kind.code)
BIG = 2**52 - 1  # Telegram's ids are below; our row ids never get there


def _values(kind: Any) -> st.SearchStrategy[Any]:
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(0, BIG)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return st.text(st.characters(codec="ascii", exclude_characters="."), max_size=32)


def _buttons() -> st.SearchStrategy[Button]:
    def of(kind: type[Button]) -> st.SearchStrategy[Button]:
        hints = get_type_hints(kind)
        return st.builds(
            kind, **{field.name: _values(hints[field.name]) for field in dataclasses.fields(kind)}
        )

    return st.sampled_from(KINDS).flatmap(of)


@given(_buttons())
def test_a_button_comes_back_as_it_went(button: Button) -> None:
    data = button.data()
    assert 1 <= len(data.encode()) <= LIMIT
    assert decode(data) == button


@given(st.text(max_size=70))
def test_any_other_text_is_outdated_or_means_exactly_what_it_says(data: str) -> None:
    try:
        button = decode(data)
    except OutdatedButton:
        return
    assert button.data() == data


def test_every_code_carries_a_version() -> None:
    assert all(code == kind.code and code[-1].isdigit() for code, kind in REGISTER.items())


def test_two_buttons_cannot_have_the_same_code() -> None:
    with pytest.raises(ValueError, match="st1"):

        @button("st1")
        class Second(Button):
            """Another [Start]."""


def test_what_does_not_fit_into_64_bytes_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="64"):
        PickHours("é" * 40).data()


def test_a_full_stop_in_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="full stop"):
        PickHours("9.30-17").data()


@pytest.mark.parametrize(
    "data", ["", "st1", "st1.", "st1.x", "st1.1.2", "st1.01", "st1.+1", "st1.١", f"st1.{2**63}", "zz9.1"]
)
def test_tampered_data_is_outdated(data: str) -> None:
    with pytest.raises(OutdatedButton):
        decode(data)


def test_numbers_and_order_stand_as_written() -> None:
    assert Start(7).data() == "st1.7"
    assert decode("sn1.7.15") == Snooze(7, 15)
