"""Which proxy a request goes through: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, as other tools read them."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aurae.registry.failures import RegistryFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.registry.urls import Origin


def proxy_for(target: Origin, environment: Mapping[str, str]) -> str | None:
    """Return the URL of the proxy for a target, None where it is asked directly.

    The names in small letters go before those in capitals. This machine itself is never asked
    through a proxy. RegistryFailed when the variable holds no proxy that can be used.
    """
    name = f"{target.scheme}_proxy"
    url = _value(environment, name)
    if not url or target.is_loopback or _is_excepted(target, _value(environment, "no_proxy")):
        return None
    url = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise RegistryFailed(f"{name.upper()} holds no URL of a proxy that is spoken to by http")
    return url


def _value(environment: Mapping[str, str], name: str) -> str:
    return (environment.get(name) or environment.get(name.upper()) or "").strip()


def _is_excepted(target: Origin, exceptions: str) -> bool:
    return any(_matches(target, word.strip().lower()) for word in exceptions.split(","))


def _matches(target: Origin, word: str) -> bool:
    """Say whether a word of NO_PROXY covers a target: a network, an address, a host, a domain."""
    if not word:
        return False
    if word == "*":
        return True
    if "/" in word:
        return _is_in(target.host, word)
    host, port = _split(word)
    if port and port != str(target.port):
        return False
    if host.startswith(("*.", ".")):
        return target.host.endswith(host.removeprefix("*"))
    return target.host == host or target.host.endswith(f".{host}")


def _split(word: str) -> tuple[str, str]:
    if word.startswith("["):
        host, _, rest = word[1:].partition("]")
        return host, rest.removeprefix(":")
    if word.count(":") == 1:
        host, _, port = word.partition(":")
        return host, port
    return word, ""


def _is_in(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
