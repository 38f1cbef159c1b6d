"""What stops the unpacking of a layer."""

from __future__ import annotations

import errno

from aurae.wire.codec import shown

OURS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENFILE, errno.ENOMEM))
"""What is the machine's fault, and may be otherwise the next time."""


class Unfit(Exception):
    """The archive is not one that can be unpacked: it is malformed, too large, or asks for too much."""


class Broken(Exception):
    """It could not be unpacked, and that is not the archive's fault."""


def about(name: bytes, why: str) -> Unfit:
    """Return the failure of one entry, which names it."""
    return Unfit(f"{shown(name)}: {why}")


def of_error(name: bytes, error: OSError) -> Unfit | Broken:
    """Return the failure that an error of the system is, at an entry of this name."""
    kind = Broken if error.errno in OURS else Unfit
    return kind(f"{shown(name)}: {error.strerror or error}")
