"""What stops the unpacking of a layer."""

from __future__ import annotations

import errno

from aurae.wire.codec import shown

OURS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENFILE, errno.ENOMEM))
"""What is the machine's fault, and may be otherwise the next time."""


class _Failure(Exception):
    def __init__(self, why: str, number: int = 0) -> None:
        """`number` is an errno that says what a caller can do about it, or 0."""
        super().__init__(why)
        self.number = number


class Unfit(_Failure):
    """The archive is not one that can be unpacked: it is malformed, too large (EFBIG), or asks for too much."""


class Broken(_Failure):
    """It could not be unpacked, and that is not the archive's fault."""


def about(name: bytes, why: str) -> Unfit:
    """Return the failure of one entry, which names it."""
    return Unfit(f"{shown(name)}: {why}")


def of_error(name: bytes, error: OSError) -> Unfit | Broken:
    """Return the failure that an error of the system is, at an entry of this name."""
    why = f"{shown(name)}: {error.strerror or error}"
    return Broken(why, error.errno) if error.errno in OURS else Unfit(why)
