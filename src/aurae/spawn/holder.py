"""The holder of an isolated cell's namespaces: made by init, and then asleep for ever.

With a PID namespace it is its PID 1. The kernel reaps for it, since it ignores SIGCHLD
(wait(2), NOTES), and gives it no signal from inside its namespace, since it handles none
(pid_namespaces(7)). It speaks on a SEQPACKET socket that closes on execve: a failure as any child
does, or READY, and in a cell within an isolated one a pidfd along with it, by which alone init can
know it.
"""

from __future__ import annotations

import os

from aurae.linux import idling, interface, mount, namespaces, process, seqpacket
from aurae.linux.clone import CLONE_PARENT, clone3
from aurae.linux.signals import signal
from aurae.spawn.child import FAILURE, READY, SURROUNDINGS, fail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

NAME = "auraed-holder"
BORN = b"\xfe"
"""No errno begins with it. Comes with the pidfd of a holder that a middle child has made."""
REPORT = max(FAILURE.size + 512, 64)
QUIET = mount.NOSUID | mount.NODEV | mount.NOEXEC


class Order:
    """What one holder is to hold. `around` and `network_around` are pidfds of outer holders, or -1."""

    __slots__ = ("around", "hostname", "network", "network_around", "process", "status")

    def __init__(self, status: int, *, process: bool, network: bool, hostname: bytes) -> None:
        """Note the socket to init, the kinds of new namespaces, and the host's name in them."""
        self.status = status
        self.process = process
        self.network = network
        self.hostname = hostname
        self.around = self.network_around = -1


def become(order: Order) -> NoReturn:
    """Turn this child of init, born in the PID namespace around the new one or in the new one itself.

    Never returns: ends in a sleep without end or `_exit`.
    """
    try:
        nested = order.process and order.around >= 0
        if nested:
            _make_sibling(order)
        _prepare(order)
        _stay(order.status, nested=nested)
    except OSError as error:
        fail(order.status, error.errno or 0, _sentence(error))
    except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
        fail(order.status, 0, f"hold namespaces: {type(error).__name__}: {error}")


def _make_sibling(order: Order) -> None:
    """Make the holder from inside the outer PID namespace, which must be its parent's own.

    Returns in the holder, a child of init as we are; we end.
    """
    namespaces.setns(order.around, SURROUNDINGS)
    pid, pidfd = clone3(flags=namespaces.CLONE_NEWPID | CLONE_PARENT, exit_signal=0)
    if pid:
        _say(order.status, BORN, [pidfd])
        os._exit(0)


def _prepare(order: Order) -> None:
    os.setsid()
    if order.network_around >= 0:
        namespaces.setns(order.network_around, namespaces.CLONE_NEWNET)
    kinds = SURROUNDINGS if order.process else 0
    namespaces.unshare(kinds | (namespaces.CLONE_NEWNET if order.network else 0))
    if order.process:
        # Later mounts of the outside come in, and none of ours go out.
        mount.mount("none", "/", flags=mount.REC | mount.SLAVE)
        mount.mount("proc", "/proc", "proc", QUIET)
        namespaces.set_names(order.hostname)
    if order.network:
        interface.up("lo")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
    os.chdir("/")


def _stay(status: int, *, nested: bool) -> NoReturn:
    program = idling.prepare(NAME)
    process.close_all_but(0, {status, max(program, status)})
    process.set_name(NAME)
    _say(status, READY, [os.pidfd_open(os.getpid())] if nested else [])
    try:
        if program >= 0:
            os.execve(program, [NAME], {})
    except OSError:
        pass  # no program may run from memory here: this copy of init waits instead
    process.close_all_but(0, set())
    while True:
        idling.pause()


def _say(status: int, word: bytes, fds: list[int]) -> None:
    channel = seqpacket.opened(status)
    try:
        seqpacket.send(channel, word, fds)
    finally:
        channel.detach()


def _sentence(error: OSError) -> str:
    """Say which call failed: errors of `linux` name it, and what it was for."""
    where = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{where}"
