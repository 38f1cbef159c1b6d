"""What this daemon's interfaces and nftables tables are called: two daemons have nothing in common.

A name of an interface has at most 15 characters: `au`, the daemon's tag of 8, what it is, a number.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = 36**4
"""Interfaces of one kind that a daemon can tell apart."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def tag(state_dir: Path) -> str:
    """Return 8 hexadecimal digits that a daemon keeps as long as its state stays where it is."""
    return hashlib.sha256(str(state_dir).encode()).hexdigest()[:8]


def table(daemon: str) -> str:
    """Return the name of the nftables tables of the daemon with this tag."""
    return f"aurae_{daemon}"


def prefix(daemon: str) -> str:
    """Return what the names of all interfaces of a daemon begin with."""
    return f"au{daemon}"


def bridges(daemon: str) -> str:
    """Return what the names of a daemon's bridges begin with."""
    return f"{prefix(daemon)}b"


def bridge(daemon: str, ident: int) -> str:
    """Return the name of the bridge of a network."""
    return bridges(daemon) + _base36(ident)


def links(daemon: str) -> str:
    """Return what the names of our ends of a daemon's links begin with."""
    return f"{prefix(daemon)}e"


def link(daemon: str, ident: int) -> str:
    """Return the name of our end of an endpoint's link."""
    return links(daemon) + _base36(ident)


def _base36(number: int) -> str:
    number %= NUMBERS
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def number_of(name: str) -> int:
    """Return the number in the name of an interface of ours; 0 for what is none."""
    digits = name[11:]
    return int(digits, 36) if digits.isascii() and digits.isalnum() else 0
