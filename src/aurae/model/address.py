"""Addresses that a service is listened for on, and the rules for its listeners."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.notification import fits_fd_name
from aurae.model.refusal import BadValue
from aurae.model.service import ListenerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import override

    from aurae.model.service import Listener
else:
    from aurae.model.override import override

LONGEST = 107
"""Bytes of a path or, with its `@`, of an abstract name: sun_path (unix(7)) less a final NUL."""

MOST = 64
"""Listeners of one service."""

LARGEST_BACKLOG = 65_535

_PORT = re.compile(r"[1-9][0-9]{0,4}\Z", re.ASCII)
_SCOPE = re.compile(r"[A-Za-z0-9_.:-]{1,15}\Z", re.ASCII)

FORMS = "`/path`, `@abstract`, `127.0.0.1:80`, `[::1]:80` or `:80`"


@dataclass(frozen=True, slots=True)
class Address:
    """A path, an abstract name without its `@`, or a port at a host; an empty host is every one."""

    path: str = ""
    abstract: str = ""
    host: str = ""
    port: int = 0

    @property
    def is_unix(self) -> bool:
        """Whether it is one of a Unix socket."""
        return not self.port

    @override
    def __str__(self) -> str:
        """Return the text that `parse_address` makes this of."""
        if self.path:
            return self.path
        if self.abstract:
            return f"@{self.abstract}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def parse_address(text: str) -> Address:
    """Return the address that a text names; BadValue for none."""
    if text.startswith(("/", "@")):
        return _unix(text)
    host, colon, port = text.rpartition(":")
    if not colon:
        raise BadValue("", f"{text[:LONGEST]!r} is none of {FORMS}")
    return Address(host=_host(host), port=_port(port))


def check_listeners(listeners: Sequence[Listener]) -> None:
    """BadValue, with fields from `listeners[0]` on, unless a service can have them all."""
    if len(listeners) > MOST:
        raise BadValue("listeners", f"has {len(listeners)} entries, at most {MOST} are allowed")
    names: dict[str, int] = {}
    places: dict[tuple[ListenerKind, bool, str], int] = {}
    for index, listener in enumerate(listeners):
        at = f"listeners[{index}]"
        try:
            address = check_listener(listener)
        except BadValue as error:
            raise BadValue(f"{at}.{error.field}", error.why) from None
        # A path is one file, whatever the kind.
        kind = ListenerKind.STREAM if address.path else listener.kind
        place = (kind, address.is_unix, str(address))
        before = places.setdefault(place, index)
        if before != index:
            raise BadValue(f"{at}.address", f"is that of listeners[{before}] already")
        before = names.setdefault(listener.name, index) if listener.name else index
        if before != index:
            raise BadValue(f"{at}.name", f"is that of listeners[{before}] already")


def check_listener(listener: Listener) -> Address:
    """Return the address of a listener; BadValue when one of its fields is unfit."""
    try:
        address = parse_address(listener.address)
    except BadValue as error:
        raise BadValue("address", error.why) from None
    if listener.kind is ListenerKind.SEQPACKET and not address.is_unix:
        raise BadValue("kind", "SEQPACKET is for paths and abstract names only")
    if listener.name and not fits_fd_name(listener.name):
        rule = "1 to 255 printable ASCII characters but ':' are allowed"
        raise BadValue("name", f"{listener.name[:LONGEST]!r} is not a name: {rule}")
    if not 1 <= listener.backlog <= LARGEST_BACKLOG:
        raise BadValue("backlog", f"is not between 1 and {LARGEST_BACKLOG}")
    if listener.mode is not None and not 0 <= listener.mode <= 0o777:
        raise BadValue("mode", "is not between 0 and 0o777")
    if not address.path and (listener.mode is not None or listener.user or listener.group):
        field = "mode" if listener.mode is not None else "user" if listener.user else "group"
        raise BadValue(field, "is for a path only")
    return address


def listener_names(listeners: Sequence[Listener]) -> tuple[str, ...]:
    """Return the names for LISTEN_FDNAMES; one that was given none is `listener-2`, or the like."""
    taken = {listener.name for listener in listeners}
    names = []
    for number, listener in enumerate(listeners, 1):
        name = listener.name or f"listener-{number}"
        while not listener.name and name in taken:
            name += "-"
        taken.add(name)
        names.append(name)
    return tuple(names)


def _unix(text: str) -> Address:
    if "\0" in text:
        raise BadValue("", "has a NUL character")
    try:
        size = len(text.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        raise BadValue("", "is not UTF-8") from None
    if size > LONGEST:
        raise BadValue("", f"has {size} bytes, a socket's address takes {LONGEST}")
    if text.startswith("@"):
        if len(text) == 1:
            raise BadValue("", "is an abstract name without any character")
        return Address(abstract=text[1:])
    if any(part in ("", ".", "..") for part in text[1:].split("/")):
        raise BadValue("", f"{text!r} is not the path of a file without '.', '..' and '//'")
    return Address(path=text)


def _host(text: str) -> str:
    if not text:
        return ""
    if not text.startswith("["):
        try:
            return str(ipaddress.IPv4Address(text))
        except ValueError:
            why = f"{text[:LONGEST]!r} is no IPv4 address; names are not looked up"
            raise BadValue("", why) from None
    try:
        host = ipaddress.IPv6Address(text[1:-1] if text.endswith("]") else "")
    except ValueError:
        raise BadValue("", f"{text[:LONGEST]!r} is no IPv6 address") from None
    if host.scope_id is not None and not _SCOPE.match(host.scope_id):
        raise BadValue("", f"{text[:LONGEST]!r} has no name of an interface after its '%'")
    return str(host)


def _port(text: str) -> int:
    if not _PORT.match(text) or int(text) > 65_535:
        raise BadValue("", f"{text[:LONGEST]!r} is no port between 1 and 65535")
    return int(text)
