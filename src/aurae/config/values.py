"""How the text of a setting becomes a value: durations, sizes, paths, names, lists.

A parser takes text and returns the value; ValueError says in a few words what is expected
("is not a duration such as 10s, 5m, 1h or 30d"), without the name of the setting.
"""

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Number = TypeVar("Number", int, float)

SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
BYTES = {"": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}

_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(ms|[smhd])", re.ASCII)
_DURATIONS = re.compile(rf"(?:{_DURATION.pattern})+", re.ASCII)
_SIZE = re.compile(r"(\d{1,16}) ?(B|[KMGT]iB|)", re.ASCII)
_SEGMENT = re.compile(r"[A-Za-z0-9._-]{1,255}", re.ASCII)
_DOMAIN = re.compile(r"[a-z0-9._-]{1,255}", re.ASCII)
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])", re.ASCII)
_DNS_NAME = re.compile(
    r"(?=.{1,253}\Z)(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*", re.ASCII
)


def duration(text: str) -> float:
    """Read `10s`, `1h30m`, `250ms` or `30d` as seconds; ValueError when it is nothing like that."""
    if text == "0":
        return 0.0
    if not _DURATIONS.fullmatch(text):
        raise ValueError("is not a duration such as 10s, 5m, 1h or 30d")
    return sum(float(number) * SECONDS[unit] for number, unit in _DURATION.findall(text))


def size(text: str) -> int:
    """Read `16MiB`, `4GiB` or a plain number as bytes; ValueError when it is nothing like that."""
    match = _SIZE.fullmatch(text)
    if match is None:
        raise ValueError("is not a size such as 64KiB, 16MiB or 4GiB")
    return int(match[1]) * BYTES[match[2]]


def count(text: str) -> int:
    """Read a whole number, 0 or more, of at most 9 digits."""
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError("is not a whole number")
    return int(text)


def id_span(text: str) -> str:
    """Read `524288-1879048191`, two ids; ValueError where there is no range of 65,536 between them."""
    match = re.fullmatch(r"(\d{1,10})-(\d{1,10})", text, re.ASCII)
    if match is None:
        raise ValueError("is not two ids such as 524288-1879048191")
    first, last = int(match[1]), int(match[2])
    if not first >= 65_536 or last > 0xFFFF_FFFD or last - first < 2 * 65_536 - 2:
        raise ValueError("has no room for a range of 65,536 ids between 65536 and 4294967293")
    return text


def absolute_path(text: str) -> Path:
    """Read an absolute path without `..` and NUL."""
    if not text.startswith("/") or "\0" in text or ".." in text.split("/"):
        raise ValueError("is not an absolute path")
    return Path(text)


def optional_path(text: str) -> Path | None:
    """Read an absolute path; the empty text is None."""
    return absolute_path(text) if text else None


def paths(text: str) -> tuple[str, ...]:
    """Read absolute paths separated by commas; none when empty."""
    return tuple(str(absolute_path(part.strip())) for part in text.split(",") if part.strip())


def socket_path(text: str) -> Path:
    """Read the path of a Unix socket: absolute, or under `{runtime_dir}`, which is filled in later."""
    absolute_path(text.removeprefix("{runtime_dir}"))
    check_socket_length(text)
    return Path(text)


def check_socket_length(text: str) -> None:
    """Raise ValueError for a socket's path over 100 bytes.

    The kernel takes 107; the rest is for the temporary name that the socket has while it is made.
    """
    if len(text.encode()) > 100:
        raise ValueError("is too long for the path of a socket (over 100 bytes)")


def trust_domain(text: str) -> str:
    """Read a SPIFFE trust domain: 1 to 255 of lower-case letters, digits, `.`, `-` and `_`."""
    if not _DOMAIN.fullmatch(text):
        raise ValueError("is not a trust domain (lower-case letters, digits, '.', '-', '_')")
    return text


def path_segment(text: str) -> str:
    """Read a name that can be a segment of a SPIFFE ID's path."""
    if not _SEGMENT.fullmatch(text) or text in {".", ".."}:
        raise ValueError("is not a node name (letters, digits, '.', '-', '_')")
    return text


def group_name(text: str) -> str:
    """Read the name of a Unix group; the empty text means none."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}|", text, re.ASCII):
        raise ValueError("is not the name of a group")
    return text


def dns_names(text: str) -> tuple[str, ...]:
    """Read DNS names separated by commas; none when empty."""
    names = tuple(name for name in (part.strip() for part in text.split(",")) if name)
    for name in names:
        if not _DNS_NAME.fullmatch(name):
            raise ValueError(f"has {name!r}, which is not a DNS name")
    return names


def listen_address(text: str) -> str:
    """Read `host:port`, the host a name, an IPv4 address or an IPv6 one in brackets, or nothing."""
    if not text:
        return ""
    host, colon, port = text.rpartition(":")
    if not colon or not _HOST.fullmatch(host) or not re.fullmatch(r"\d{1,5}", port, re.ASCII):
        raise ValueError("is not host:port")
    if not 0 <= int(port) <= 65535:
        raise ValueError("has a port over 65535")
    return text


def address_pool(version: int, longest: int) -> Callable[[str], str]:
    """Make a parser of ranges of IPv4 or IPv6 with a prefix of 8 to `longest`; empty stays so."""
    family = socket.AF_INET if version == 4 else socket.AF_INET6

    def read(text: str) -> str:
        address, slash, length = text.partition("/")
        try:
            bits = int.from_bytes(socket.inet_pton(family, address), "big")
        except OSError:
            bits = -1
        width = 32 if version == 4 else 128
        fits = bits >= 0 and re.fullmatch(r"[0-9]{1,3}", length) and 8 <= int(length) <= longest
        if text and not (slash and fits and bits << int(length) & (1 << width) - 1 == 0):
            raise ValueError(f"is no range of IPv{version} with a prefix of /8 to /{longest}")
        return text

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Make a parser that takes one of these words."""

    def choose(text: str) -> str:
        if text not in choices:
            raise ValueError(f"is not one of {', '.join(choices)}")
        return text

    return choose


def between(parse: Callable[[str], Number], low: str, high: str) -> Callable[[str], Number]:
    """Make a parser that also refuses what is under `low` or over `high` (texts of the same kind)."""

    def bounded(text: str) -> Number:
        value = parse(text)
        if not parse(low) <= value <= parse(high):
            raise ValueError(f"is not between {low} and {high}")
        return value

    return bounded


def duration_text(seconds: float) -> str:
    """Write seconds as the shortest text that `duration` reads back: 86400 is `1d`."""
    if seconds == 0:
        return "0s"
    for unit in ("d", "h", "m", "s"):
        if seconds >= SECONDS[unit] and seconds % SECONDS[unit] == 0:
            return f"{int(seconds / SECONDS[unit])}{unit}"
    if (seconds * 1000).is_integer():
        return f"{int(seconds * 1000)}ms"
    return f"{seconds:.6f}".rstrip("0") + "s"


def size_text(number: int) -> str:
    """Write bytes as the shortest text that `size` reads back: 16777216 is `16MiB`."""
    for unit in ("TiB", "GiB", "MiB", "KiB"):
        if number and number % BYTES[unit] == 0:
            return f"{number // BYTES[unit]}{unit}"
    return str(number)
