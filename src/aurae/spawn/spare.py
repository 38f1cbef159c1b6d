"""A copy of init that waits to be of use: as the helper of a container's start, or its first process.

It was made when init had nothing else to do, and has touched before what it will need: a fresh copy
pays for each page of memory that it is the first to write. It knows nothing of any start, holds
nothing but a socket to init and ends with it. Of the orders that come there it takes one.
"""

from __future__ import annotations

import os
import struct

from aurae.linux import namespaces, pages, privileges, process, seqpacket, signalfd, succession
from aurae.spawn import child, outside, sharing
from aurae.spawn.helper import BORN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

HELPER, STARTER = 1, 2
"""What it becomes: the helper of a start, or the process that is started."""
APART, IN_CELL = 1, 2
ALONE = (
    *("status", "plan", "commit", "leaf", "channel", "terminal"),
    *("network_holder", "beside", "mounts", "parcel"),
)
"""Descriptors of a child that go by themselves; that of notes, streams, what it shares and what is passed come behind them."""
STREAMS = 3
SHARES = 5
"""Namespaces that it can share."""
PLACES = len(ALONE) + 1 + STREAMS + SHARES
FORM = struct.Struct(f"<BBId{SHARES}I{PLACES}B")
"""Kind, flags, CLONE_NEW* of the child, seconds, CLONE_NEW* of what it shares, and for each descriptor its
number among those sent, or 0."""
MOST_PASSED = 200
"""Descriptors in one message; the kernel takes 253 (SCM_MAX_FD)."""
NAME, USED = "auraed-spare", "auraed-init"
"""What ps(1) shows of one that waits, and of any other copy of init."""


def pack(kind: int, own: child.Descriptors, flags: int, seconds: float) -> tuple[bytes, list[int]]:
    """Return an order, and the descriptors that go with it."""
    fds: list[int] = []
    places = []
    memory = own.notes[0] if own.notes else -1
    missing = SHARES - len(own.shares)
    shared = [*(fd for fd, _ in own.shares), *[-1] * missing]
    kinds = [*(each for _, each in own.shares), *[0] * missing]
    for fd in (*(getattr(own, name) for name in ALONE), memory, *own.stdio, *shared):
        if fd >= 0:
            fds.append(fd)
        places.append(len(fds) if fd >= 0 else 0)
    how = APART * own.apart | IN_CELL * own.in_cell
    return FORM.pack(kind, how, flags, seconds, *kinds, *places), fds + own.passed


def unpack(order: bytes, fds: list[int]) -> tuple[int, child.Descriptors, int, float]:
    """Read an order: what to become, the descriptors, CLONE_NEW* and seconds."""
    kind, how, flags, seconds, *places = FORM.unpack(order)
    kinds, places = places[:SHARES], places[SHARES:]
    found = [fds[place - 1] if place else -1 for place in places]
    own = child.Descriptors(-1, -1, -1)
    for name, fd in zip(ALONE, found, strict=False):
        setattr(own, name, fd)
    stdin, stdout, stderr = found[-STREAMS - SHARES : -SHARES]
    shared = zip(found[-SHARES:], kinds, strict=True)
    own.shares = [(fd, each) for fd, each in shared if fd >= 0]
    own.stdio = stdin, stdout, stderr
    own.passed = fds[max(places) :]
    memory = found[len(ALONE)]
    own.notes = pages.notes(memory) if memory >= 0 else []
    own.apart, own.in_cell = bool(how & APART), bool(how & IN_CELL)
    return kind, own, flags, seconds


def become(channel: int, inherited: child.Inherited, touched: bytes, parent: int) -> NoReturn:
    """Turn this child of init, whose pid is `parent`, into a spare. Never returns.

    `touched` are the pages that one of its kind is going to write.
    """
    try:
        process.end_with_parent()
        if os.getppid() != parent:
            os._exit(0)
        privileges.prctl(privileges.PR_SET_DUMPABLE, 0)
        signalfd.unblock_all()
        process.set_name(NAME)
        null = os.open("/dev/null", os.O_RDWR)
        for fd in range(child.FIRST_FREE):
            os.dup2(null, fd)
        process.close_all_but(child.FIRST_FREE, {channel})
        line = seqpacket.opened(channel)
        line.setblocking(True)
        pages.touch(touched)
        order, fds = seqpacket.receive(line, FORM.size, MOST_PASSED)
        if not order:
            os._exit(0)  # it is not needed any more
        process.set_name(USED)
        kind, own, flags, seconds = unpack(order, fds)
    except BaseException:  # noqa: BLE001  nothing may unwind into init's frames
        os._exit(0)  # init sees that it has gone
    if kind == HELPER:
        line.close()
        outside.become(outside.order_for(own, own.channel, seconds))
    own.birth = line.detach()
    if not own.apart:
        _be_born(own, flags)
    child.become(own, inherited)


def _be_born(own: child.Descriptors, flags: int) -> None:
    """Go on as the first process of a container; OSError when there can be none."""
    try:
        if own.network_holder >= 0:
            namespaces.setns(own.network_holder, namespaces.CLONE_NEWNET)
        sharing.enter(own.shares)
        pid = succession.succeed(own.leaf, flags)
        line = seqpacket.opened(own.channel)
        line.setblocking(True)
        # Itself, so that whatever becomes of the number, this one is meant.
        itself = os.pidfd_open(os.getpid())
        seqpacket.send(line, BORN.pack(pid, 0), [itself])
        line.detach()
        os.close(itself)
        os.write(own.birth, child.PID.pack(pid))
        os.close(own.birth)
        own.birth = own.network_holder = -1
    except OSError as error:
        if own.shares:
            child.fail(own.status, *sharing.refusal(error))
        child.fail(own.status, error.errno or 0, error.strerror or str(error))
    except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
        child.fail(own.status, 0, f"cannot start: {type(error).__name__}: {error}")
