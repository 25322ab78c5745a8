"""The proxy that the environment names for an address: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, and NO_PROXY for none."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from bot.config import ConfigError


def proxy_for(url: str) -> str | None:
    """The proxy's URL, or none. Raises ConfigError where it is of a kind that cannot be used."""
    address, known = urlsplit(url), getproxies()
    name = address.scheme if known.get(address.scheme) else "all"
    proxy = known.get(name)
    if not proxy or _is_direct(address.hostname or "", address.port):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    kind = proxy.partition("://")[0]
    if kind not in ("http", "https"):
        raise ConfigError(
            f"{name.upper()}_PROXY: a {kind} proxy cannot be used, only one for HTTP. "
            f"Example: {name.upper()}_PROXY=http://127.0.0.1:3128"
        )
    return proxy


def _is_direct(host: str, port: int | None) -> bool:
    return bool(proxy_bypass(f"{host}:{port}" if port else host))
