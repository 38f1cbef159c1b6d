"""Which range a new network gets: the first of a pool that nothing on the machine uses."""

from __future__ import annotations

import hashlib
from ipaddress import IPv6Network, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aurae.model.network_rules import Subnet

LENGTHS = {4: 24, 6: 64}
"""The prefix of a range that is chosen."""
MOST_TRIES = 65_536


def own_pool(machine: str, daemon: str) -> str:
    """Return 2^16 ranges of IPv6 that are, as RFC 4193 has it, most likely nobody else's."""
    digits = hashlib.sha256(f"{machine}/{daemon}".encode()).digest()[:5]
    return str(IPv6Network((bytes([0xFD]) + digits + bytes(10), 48)))


def choose(pool: str, taken: Iterable[Subnet], start: int = 0) -> Subnet | None:
    """Return a range of a pool that overlaps none of `taken`; None when there is none.

    It is looked for from the one with the number `start` on, all round, so that daemons side by side
    seldom want the same.
    """
    whole = ip_network(pool)
    length = max(LENGTHS[whole.version], whole.prefixlen)
    count = 1 << (length - whole.prefixlen)
    size = 1 << (whole.max_prefixlen - length)
    base = int(whole.network_address)
    used = _spans(taken, whole)
    for step in range(min(count, MOST_TRIES)):
        first = base + (start + step) % count * size
        if not any(low < first + size and first < high for low, high in used):
            return ip_network((first, length))
    return None


def overlapping(wanted: Subnet, taken: Iterable[Subnet]) -> Subnet | None:
    """Return the first that has an address in common with `wanted`."""
    return next(
        (one for one in taken if one.version == wanted.version and one.overlaps(wanted)), None
    )


def _spans(taken: Iterable[Subnet], whole: Subnet) -> Sequence[tuple[int, int]]:
    return [
        (int(one.network_address), int(one.network_address) + one.num_addresses)
        for one in taken
        if one.version == whole.version and one.overlaps(whole)
    ]
