"""URLs that registries hand out: where a request may go, and what it may take along."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from aurae.registry.failures import RegistryFailed

LONGEST = 8192
"""Characters of a URL; those of cloud storage have some 2,000."""

PORTS = {"http": 80, "https": 443}

_VISIBLE = re.compile(r"[!-~]+", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom a request goes to: what must be the same for Authorization to go along."""

    scheme: str
    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine, by a name or number that cannot mean another."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Say whether a host, without brackets, is `localhost` or a loopback address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> Origin:
    """Return whom a URL names; RegistryFailed when it is none that can be asked."""
    if len(url) > LONGEST:
        raise RegistryFailed(f"a URL of {len(url)} characters is too long")
    if not _VISIBLE.fullmatch(url):
        raise RegistryFailed(f"{url[:80]!r} is no URL")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise RegistryFailed(f"{url[:80]!r} is no URL") from None
    usual = PORTS.get(parts.scheme)
    if usual is None or not host or not _HOST.fullmatch(host) or port == 0:
        raise RegistryFailed(f"{url[:80]!r} is no URL of http or https with a host")
    if "@" in parts.netloc:
        raise RegistryFailed("a URL has credentials in it")
    return Origin(parts.scheme, host.lower(), port or usual)


def follow(current: str, location: str) -> str:
    """Return where a request for `current` is sent on to.

    RegistryFailed when that is no place for it: never from https to plain http.
    """
    if not location:
        raise RegistryFailed("a redirect says not where to")
    if not _VISIBLE.fullmatch(location):
        raise RegistryFailed(f"{location[:80]!r} is no URL")
    try:
        target = urljoin(current, location).partition("#")[0]
    except ValueError:
        raise RegistryFailed(f"{location[:80]!r} is no URL") from None
    found = origin(target)
    if origin(current).scheme == "https" and found.scheme != "https":
        raise RegistryFailed(f"a redirect leads from https to plain http at {found.host}")
    return target


def shown(url: str) -> str:
    """Return a URL for people: without its query, which may hold a signature."""
    return url.partition("?")[0][:200]
