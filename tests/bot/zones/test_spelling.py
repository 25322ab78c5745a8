"""When two spellings are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zones.spelling import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São Paulo", "sao-paulo"),
        ("STRASSE", "straße"),
        ("Tromsø", "tromso"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "Diyarbakir"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("St. John's", "st johns"),
        ("Zu\u0308rich", "Zürich"),
    ],
)
def test_case_accents_punctuation_and_width_do_not_matter(one: str, other: str):
    assert key(one) == key(other)


def test_vowels_of_other_scripts_do_matter():
    assert key("दिल्ली") != key("दल")


@given(st.text())
def test_a_key_is_its_own_key_and_has_no_separators(text: str):
    folded = key(text)
    assert key(folded) == folded
    assert not set(folded) & set("|\t\n ")
