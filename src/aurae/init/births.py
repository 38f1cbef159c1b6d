"""How those are born that are in a container: its first process, with a helper, and who enters later.

As a rule a spare goes on as the new process, which has its memory and its descriptors; else init
forks. See `spares` and `linux.succession`.
"""

from __future__ import annotations

import errno
import os

from aurae.init import among, hearing, spares
from aurae.linux import namespaces, privileges, seqpacket
from aurae.linux.signals import signal
from aurae.spawn import child, outside, reaper, spare
from aurae.spawn.helper import BORN
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.init.home import Home
    from aurae.init.loop import Loop
    from aurae.linux.seqpacket import Socket
    from aurae.spawn.helper import Order
    from aurae.wire.messages import SpawnBody

CONTAINED = (
    namespaces.CLONE_NEWNS
    | namespaces.CLONE_NEWPID
    | namespaces.CLONE_NEWIPC
    | namespaces.CLONE_NEWUTS
)
"""What every container has of its own; its cgroup namespace comes when it is in its leaf."""
BIRTH_LIMIT = 5.0
"""Seconds that init waits, and does nothing else, for one to be born of another process than itself."""


class Births:
    """Clones children of init, by way of others where that is quicker or cannot be helped."""

    __slots__ = ("_home", "spares")

    def __init__(self, loop: Loop, home: Home, inherited: child.Inherited) -> None:
        """`home` is where init's children are born."""
        self._home = home
        self.spares = spares.Spares(loop, home, inherited)

    def beside(self, own: child.Descriptors, leaf: int, seconds: float) -> tuple[int, int]:
        """Clone one that enters the namespaces of a workload.

        A container it enters itself, and has a successor then, whose pid init waits for: as a rule some
        hundred microseconds, never longer than BIRTH_LIMIT.
        """
        if not own.apart:
            return self._home.clone_in(own.beside, leaf)
        found = self.spares.order(spare.STARTER, own, 0, seconds)
        if found is not None:
            return _born(found)
        birth, own.birth = os.pipe2(os.O_CLOEXEC)
        pid = -1
        try:
            pid, process_fd = self._home.clone(-1)
            if not pid:
                return pid, process_fd
            os.close(own.birth)
            own.birth = -1
            return _awaited(birth, pid, process_fd)
        finally:
            if pid:
                for fd in (birth, own.birth):
                    if fd >= 0:
                        os.close(fd)

    def in_container(self, own: child.Descriptors, order: SpawnBody, leaf: int) -> tuple[int, int]:
        """Clone the first process of a container, and its helper, which has init's own rights."""
        ours, outer = seqpacket.pair()
        own.channel = ours.fileno()
        # Of a PID namespace that is not ours no other one is made (EINVAL): its own is beside the cell's.
        own.process_holder = -1
        flags = CONTAINED
        flags |= namespaces.CLONE_NEWUSER if order.place & messages.OWN_USER else 0
        flags |= namespaces.CLONE_NEWNET if order.place & messages.OWN_NETWORK else 0
        flags &= ~among.kinds(own)
        seconds = order.deadline_ms / 1000
        is_reaped = bool(order.place & messages.PRIVATE_PROCESSES)
        found, pid = None, -1
        try:
            if not is_reaped:
                found = self.spares.order(spare.STARTER, own, flags, seconds)
            # Before a child is forked: there is much that the helper can do until that is there.
            helper = self._help(own, outer, seconds)
            if found is not None:
                told, found = found, None
                pid, process_fd = _born(told)  # it tells the helper itself
                self.spares.learn()
                return pid, process_fd
            if is_reaped:
                pid, process_fd = self._reaped(own, helper, flags, leaf)
            else:
                pid, process_fd = self._forked(own, flags, leaf)
            if pid:
                seqpacket.send(ours, BORN.pack(pid, helper.users), [process_fd])
            return pid, process_fd
        finally:
            if found is not None:
                found.close()
            if pid:
                ours.close()
                outer.close()
            else:  # the child closes both when it has to, not when this frame ends
                ours.detach()
                outer.detach()

    def _forked(self, own: child.Descriptors, flags: int, leaf: int) -> tuple[int, int]:
        """Clone one where it is to be born."""
        network_holder, own.network_holder = own.network_holder, -1
        pid = -1
        # From its birth on nobody inside may look into this copy of init (CVE-2019-5736).
        privileges.prctl(privileges.PR_SET_DUMPABLE, 0)
        try:
            if own.shares:
                pid, process_fd = among.clone(self._home, own, flags, leaf)
            elif own.sharer >= 0:
                pid, process_fd = self._home.clone_in(own.sharer, leaf)
            else:
                pid, process_fd = self._home.clone_in(-1, leaf, flags, network_holder)
            return pid, process_fd
        finally:
            if pid:
                privileges.prctl(privileges.PR_SET_DUMPABLE, 1)

    def _reaped(
        self, own: child.Descriptors, helper: Order, flags: int, leaf: int
    ) -> tuple[int, int]:
        """Clone a reaper in the namespaces of a container, and beside it the main process."""
        go, let_go = os.pipe2(os.O_CLOEXEC)
        own.reaper, ready = os.pipe2(os.O_CLOEXEC)
        own.shared = flags & ~(namespaces.CLONE_NEWNS | namespaces.CLONE_NEWPID)
        own.shared |= among.kinds(own)
        flags &= ~namespaces.CLONE_NEWNS  # each of the two makes its own
        pid = -1
        try:
            helper.users, own.sharer = self._forked(own, flags, -1)
            if not helper.users:
                reaper.become(own.status, go, ready)
            own.shares = []  # it enters what the reaper has
            pid, process_fd = self._forked(own, flags, leaf)
            if pid:
                os.write(let_go, b"\1")
            return pid, process_fd
        finally:
            if pid:  # the child needs some of them, and closes the others by itself
                for fd in (go, let_go, own.reaper, ready):
                    if fd >= 0:
                        os.close(fd)

    def _help(self, own: child.Descriptors, channel: Socket, seconds: float) -> Order:
        """Have a helper, which hears from the other end of `channel` whom it helps."""
        order = outside.order_for(own, channel.fileno(), seconds)
        mine, own.channel = own.channel, channel.fileno()
        try:
            found = self.spares.order(spare.HELPER, own, 0, seconds)
        finally:
            own.channel = mine
        if found is not None:
            found.close()
            return order
        pid, process_fd = self._home.clone(-1)
        if not pid:
            outside.become(order)
        os.close(process_fd)
        return order


def _born(found: spares.Spare) -> tuple[int, int]:
    """Return pid and pidfd of what a spare has become; its own where it has failed, and says so elsewhere."""
    try:
        return _awaited(found.line.fileno(), found.pid, found.pidfd)
    finally:
        found.line.close()


def _awaited(birth: int, pid: int, process_fd: int) -> tuple[int, int]:
    """Return pid and pidfd of the successor of a process, which it tells at `birth`; or else its own."""
    if not hearing.has_word(birth, BIRTH_LIMIT):
        hearing.send(process_fd, signal.SIGKILL)
        os.close(process_fd)
        raise OSError(errno.ETIMEDOUT, f"be born: no answer within {BIRTH_LIMIT:g} s")
    word = os.read(birth, child.PID.size)
    if word:  # or else it has said on the status pipe why there is none
        os.close(process_fd)
        (pid,) = child.PID.unpack(word)
        try:
            process_fd = os.pidfd_open(pid)
        except OSError:
            os.kill(pid, signal.SIGKILL)  # nobody but us reaps it: the number is its own
            raise
    return pid, process_fd
