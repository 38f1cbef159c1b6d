"""The sockets on which QEMU answers: the daemon makes them and hands them over, and connects to them by their names.

So QEMU has no folder to make sockets in, and cannot have the daemon connect to what is none of its own: whatever it
does, these names lead to what was bound here. After a restart the next server connects by the same names.
"""

from __future__ import annotations

import os
import shutil
import socket
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from aurae.vms.hardware import Sockets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QMP, CONSOLE, CHANNEL = "qmp.sock", "console.sock", "channel.sock"
BACKLOG = 1
"""QEMU serves one connection of each at a time."""


@contextmanager
def listening(folder: Path, *, is_agent: bool) -> Iterator[Sockets]:
    """Give the listening sockets of a machine until QEMU has them, in a folder that is made for it. Raises OSError.

    Of a machine without an agent only the monitor's: its console is its streams. The descriptors are closed in the end,
    the names stay until `forget`.
    """
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True)
    with ExitStack() as closing:
        qmp = _listen(folder, QMP, closing)
        if not is_agent:
            yield Sockets(qmp)
            return
        yield Sockets(qmp, _listen(folder, CONSOLE, closing), _listen(folder, CHANNEL, closing))


def forget(folder: Path) -> None:
    """Remove the names of a machine that has ended."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _listen(folder: Path, name: str, closing: ExitStack) -> int:
    return _bound(folder, name, closing).fileno()


def _bound(folder: Path, name: str, closing: ExitStack) -> socket.socket:
    listener = closing.enter_context(
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    )
    # By way of the folder's descriptor: the path of a socket has 107 bytes at most.
    place = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        listener.bind(f"/proc/self/fd/{place}/{name}")
    finally:
        os.close(place)
    listener.listen(BACKLOG)
    return listener


def rebound(folder: Path, name: str) -> socket.socket:
    """Return a socket that listens by a name, in the place of one that nobody listens on any more. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(folder / name)
    with ExitStack() as closing:
        listener = _bound(folder, name, closing)
        closing.pop_all()
    return listener


def connect(folder: Path, name: str) -> socket.socket:
    """Connect to a socket of a machine, without waiting; the caller closes it. OSError where nobody listens."""
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        found.setblocking(False)
        place = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            found.connect(f"/proc/self/fd/{place}/{name}")
        finally:
            os.close(place)
    except BaseException:
        found.close()
        raise
    return found
