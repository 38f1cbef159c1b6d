"""How a container starts in namespaces of a pod, or of another container: found, and its process cloned."""

from __future__ import annotations

import errno
import os

from aurae.init import hearing
from aurae.init.spaces import KINDS, flags_of
from aurae.linux.signals import signal
from aurae.spawn import child, sharing
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.init.home import Home
    from aurae.init.table import Table
    from aurae.wire.messages import SpawnBody

BIRTH_LIMIT = 1.0
"""Seconds that init waits, and does nothing else, for one to be born among others."""
NOT_BORN = "share namespaces: ended before it was born"


def share(table: Table, own: child.Descriptors, order: SpawnBody) -> None:
    """Note what a start enters. OSError says what is wrong with whom it shares namespaces with.

    The user namespace comes last, as `spawn.sharing` wants it.
    """
    asked, ident = messages.shared_kinds(order.place), order.process_holder
    entry = table.entries.get(ident)
    if entry is None or entry.phase != messages.RUNNING_PHASE:
        raise OSError(errno.ESRCH, f"share namespaces of {ident}: it is not there")
    if not entry.holder:
        own.shares = [(entry.pidfd, flags_of(asked))]
        return
    wanted = [kind for kind in reversed(KINDS) if asked & kind]
    if not all(kind in entry.spaces for kind in wanted):
        raise OSError(errno.EINVAL, f"share namespaces of {ident}: it has no such ones")
    own.shares = [(entry.spaces[kind], KINDS[kind]) for kind in wanted]
    own.mounts = entry.spaces.get(messages.POD_MOUNT, -1)


def kinds(own: child.Descriptors) -> int:
    """Return the kinds that a start shares, CLONE_NEW*."""
    found = 0
    for _, each in own.shares:
        found |= each
    return found


def clone(home: Home, own: child.Descriptors, flags: int, leaf: int) -> tuple[int, int]:
    """Clone one that is born among others, by way of a middle child.

    init waits for its pid: as a rule less than a millisecond, never longer than BIRTH_LIMIT.
    """
    birth, told = os.pipe2(os.O_CLOEXEC)
    pid = -1
    try:
        pid, process_fd = home.clone(-1)
        if not pid:
            sharing.become(own.shares, leaf, flags, told)
            return pid, process_fd
        os.close(told)
        told = -1
        try:
            word = _word(birth, process_fd)
        finally:
            os.close(process_fd)
        (pid,) = child.PID.unpack(word)
        return pid, os.pidfd_open(pid)
    finally:
        if pid:  # the child closes them by itself
            for fd in (birth, told):
                if fd >= 0:
                    os.close(fd)


def _word(birth: int, process_fd: int) -> bytes:
    """Return what the middle child says of whom it has cloned. Raises OSError."""
    if not hearing.has_word(birth, BIRTH_LIMIT):
        hearing.send(process_fd, signal.SIGKILL)
        raise OSError(errno.ETIMEDOUT, f"share namespaces: no answer within {BIRTH_LIMIT:g} s")
    word = os.read(birth, child.FAILURE.size + child.TEXT_LIMIT)
    if len(word) == child.PID.size:
        return word
    number = child.FAILURE.unpack_from(word)[0] if word else errno.ECANCELED
    raise OSError(number, word[child.FAILURE.size :].decode(errors="replace") or NOT_BORN)
