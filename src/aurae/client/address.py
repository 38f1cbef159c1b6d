"""Where a daemon is: a Unix socket or a TCP host and port."""

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

_TCP = re.compile(r"(\[[0-9A-Fa-f:.]+(?:%\w+)?\]|[A-Za-z0-9._-]+):(\d{1,5})", re.ASCII)


class Address(NamedTuple):
    """A Unix socket's `path`, or a `host` and a `port`; the other part is empty."""

    path: str
    host: str
    port: int

    @override
    def __str__(self) -> str:
        """Return the address as it is told to people."""
        if self.path:
            return self.path
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse(text: str) -> Address:
    """Read `/path`, `unix:/path`, `unix:///path`, `host:port` or `[IPv6]:port`.

    ValueError in a few words when it is none of these.
    """
    path = text
    if text.startswith("unix:"):
        path = text.removeprefix("unix:")
        path = path[2:] if path.startswith("///") else path
    if path.startswith("/"):
        if "\0" in path or len(path.encode()) > 107:
            raise ValueError(f"{text!r} cannot be the path of a socket")
        return Address(path, "", 0)
    match = _TCP.fullmatch(text)
    if match is None or not 0 < int(match[2]) < 65536:
        raise ValueError(f"{text!r} is neither an absolute path nor host:port")
    return Address("", match[1].strip("[]"), int(match[2]))
