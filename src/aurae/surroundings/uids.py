"""The numbers of dynamic users, and the order in which a name tries them."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST, LAST = 61184, 65519
"""The range that systemd has made known for this; 65534 and above are special."""

HASHED = 32
"""Numbers that follow from the name, before any one will do."""


def is_dynamic(uid: int) -> bool:
    """Say whether a number belongs to dynamic users."""
    return FIRST <= uid <= LAST


def candidates(name: str) -> Iterator[int]:
    """Give every number once, beginning with those that follow from the name.

    So a workload gets the same number again, as a rule, and its files need no new owner.
    """
    size = LAST - FIRST + 1
    seen: set[int] = set()
    uid = FIRST
    for attempt in range(HASHED):
        text = f"{name}\0{attempt}".encode("utf-8", "surrogateescape")
        digest = blake2b(text, digest_size=8, person=b"aurae-uid").digest()
        uid = FIRST + int.from_bytes(digest, "little") % size
        if uid not in seen:
            seen.add(uid)
            yield uid
    for step in range(1, size):
        following = FIRST + (uid - FIRST + step) % size
        if following not in seen:
            yield following
