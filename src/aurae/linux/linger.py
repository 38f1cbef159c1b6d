"""Closing what somebody else has opened."""

from __future__ import annotations

import _socket
import os

OFF = bytes(8)
"""struct linger: off, 0 s."""


def close(fd: int) -> None:
    """Close a descriptor that was given to us.

    Neither does it wait until a connection has sent all it has (SO_LINGER, socket(7)), nor does it
    matter what the file system says.
    """
    _end_linger(fd)
    try:
        os.close(fd)
    except OSError:  # told by a file system; the descriptor is closed all the same
        return


def _end_linger(fd: int) -> None:
    try:
        given = _socket.socket(fileno=fd)
    except OSError:  # it is no socket
        return
    try:
        given.setsockopt(_socket.SOL_SOCKET, _socket.SO_LINGER, OFF)
    except OSError:
        return
    finally:
        given.detach()
