"""The environment's proxy is taken as other programs take it."""

from __future__ import annotations

import pytest

from bot.config import ConfigError
from bot.wire.proxy import proxy_for
from bot.wire.telegram import connect

API = "https://api.telegram.org"


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def test_without_a_word_of_the_environment_there_is_none() -> None:
    assert proxy_for(API) is None


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_is_for_its_scheme_or_for_all(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://ada:sesame@proxy:3128")
    assert proxy_for(API) == "http://ada:sesame@proxy:3128"
    assert (proxy_for("http://local:8081") is None) == (name != "ALL_PROXY")


def test_the_scheme_says_more_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://any:1")
    monkeypatch.setenv("HTTPS_PROXY", "own:3128")
    assert proxy_for(API) == "http://own:3128"


@pytest.mark.parametrize("names", ["*", "telegram.org", ".telegram.org", "else, api.telegram.org"])
def test_what_is_to_be_reached_without_one_is(names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", names)
    assert proxy_for(API) is None
    assert names == "*" or proxy_for("https://telegram.example") == "http://proxy:3128"


@pytest.mark.parametrize("names", ["::1", "else,::1:8081"])
def test_a_numbered_host_can_be_reached_without_one_too(names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", names)
    assert proxy_for("http://[::1]:8081") is None


def test_a_proxy_that_cannot_be_used_stops_the_start_and_keeps_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://ada:sesame@proxy:1080")
    with pytest.raises(ConfigError, match=r"ALL_PROXY.*socks5.*Example: ALL_PROXY=http://") as caught:
        connect("1:token", API)
    assert "sesame" not in str(caught.value)
