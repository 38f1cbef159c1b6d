"""The namespaces of a pod as descriptors: which kinds there are, and how they are let go."""

from __future__ import annotations

import os

from aurae.init.loop import report
from aurae.linux import namespaces
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.init.home import Home
    from aurae.init.table import Entry

KINDS = {
    messages.POD_USER: namespaces.CLONE_NEWUSER,
    messages.POD_NETWORK: namespaces.CLONE_NEWNET,
    messages.POD_IPC: namespaces.CLONE_NEWIPC,
    messages.POD_UTS: namespaces.CLONE_NEWUTS,
    messages.POD_PROCESS: namespaces.CLONE_NEWPID,
    messages.POD_MOUNT: namespaces.CLONE_NEWNS,
}


def flags_of(kinds: int) -> int:
    """Return CLONE_NEW* for POD_*."""
    found = 0
    for kind, flag in KINDS.items():
        found |= flag if kinds & kind else 0
    return found


def let_go(home: Home, entry: Entry) -> None:
    """Close the descriptors of a pod's namespaces, if it is one.

    With the last of its mount namespace goes what is in /dev/shm, which may be much: a child closes that,
    at its end.
    """
    if messages.POD_MOUNT in entry.spaces:
        try:
            waiting, closed = os.pipe2(os.O_CLOEXEC)
            pid, process_fd = home.clone(-1)
            if pid == 0:
                os.close(closed)
                _outlive(waiting)
            entry.spaces[-1], entry.spaces[-2], entry.spaces[-3] = process_fd, waiting, closed
        except OSError as error:
            report(f"cannot close apart: {error.strerror}")
    for fd in entry.spaces.values():
        os.close(fd)
    entry.spaces.clear()


def _outlive(waiting: int) -> None:
    try:
        os.read(waiting, 1)
    finally:
        os._exit(0)
