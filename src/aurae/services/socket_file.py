"""Unix sockets that have a file: put in place, given to their owner, and removed again."""

from __future__ import annotations

import errno
import os
import socket
import stat
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from aurae.linux.unix_socket import bound_file

if TYPE_CHECKING:
    from collections.abc import Iterator

Owner = tuple[int, int]
"""A uid and a gid."""


def bind(sock: socket.socket, path: str, mode: int, owner: Owner) -> None:
    """Bind to `path`, where the socket's file then has this mode and owner.

    A socket that nobody holds any more is replaced; OSError for anything else that is there. A
    symbolic link in the last place is never followed, and the new file is changed by the socket's
    own hold on it: whoever may write to the folder cannot have another one changed in its stead.
    """
    os.fchmod(sock.fileno(), 0)  # nobody comes in before it has its owner
    with _folder(path) as place:
        _make_room(place)
    sock.bind(path)  # as it was said: services compare getsockname() with what they expect
    file = bound_file(sock.fileno())
    try:
        os.chown(f"/proc/self/fd/{file}", *owner)
        os.chmod(f"/proc/self/fd/{file}", mode)
    finally:
        os.close(file)


def remove(sock: socket.socket, path: str) -> None:
    """Remove the file of a bound socket, if `path` is still that very file."""
    file = bound_file(sock.fileno())
    try:
        with _folder(path) as place:
            if os.path.samestat(os.fstat(file), os.lstat(place)):
                os.unlink(place)
    except FileNotFoundError:
        return
    finally:
        os.close(file)


@contextmanager
def _folder(path: str) -> Iterator[str]:
    """Hold the folder of a path, so that it cannot be exchanged between two looks."""
    whole = PurePath(path)
    fd = os.open(whole.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{fd}/{whole.name}"
    finally:
        os.close(fd)


def _make_room(place: str) -> None:
    try:
        found = os.lstat(place)
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found.st_mode):
        raise OSError(errno.EEXIST, "exists and is no socket")
    if _is_held(place):
        raise OSError(errno.EADDRINUSE, "another process has that socket")
    os.unlink(place)


def _is_held(place: str) -> bool:
    """Tell whether a process has the socket of a file, without its noticing.

    A datagram socket that tries to connect is refused by a listening one for its type alone, and
    another datagram socket is not told; only a socket that is gone answers ECONNREFUSED.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as probe:
        return probe.connect_ex(place) != errno.ECONNREFUSED
