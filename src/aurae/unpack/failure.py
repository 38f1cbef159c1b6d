"""What stops the unpacking of a layer."""

from __future__ import annotations

from aurae.wire.codec import shown


class Unfit(Exception):
    """The archive is not one that can be unpacked: it is malformed, too large, or asks for too much."""


def about(name: bytes, why: str) -> Unfit:
    """Return the failure of one entry, which names it."""
    return Unfit(f"{shown(name)}: {why}")
