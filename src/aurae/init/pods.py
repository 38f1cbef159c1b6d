"""The namespaces of pods: made by a child that ends, kept as descriptors, given, let go.

A pod is a row as a holder is. Its descriptors are opened as soon as its maker is born, which has them from
then on; ids are mapped here, and init waits for nothing.
"""

from __future__ import annotations

import errno
import os
import time

from aurae.init.hearing import send
from aurae.init.loop import report
from aurae.init.spaces import KINDS, flags_of, let_go
from aurae.linux import namespaces, pidfd, privileges, seqpacket
from aurae.linux.signals import signal
from aurae.spawn import pod
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aurae.init.loop import Loop
    from aurae.init.spawning import Spawner
    from aurae.init.table import Entry, Table
    from aurae.wire.messages import Message, PodBody

KINDS_OF_MESSAGES = (messages.HOLD_POD, messages.NAMESPACE, messages.TAKE_POD)


class Pods:
    """Makes namespaces and keeps them."""

    def __init__(
        self,
        loop: Loop,
        table: Table,
        spawner: Spawner,
        tell: Callable[[int, Entry], None],
        give: Callable[[bytes, int], None],
    ) -> None:
        """`spawner` hears the makers; `tell(kind, entry)` and `give(message, descriptor)` reach the server.

        `watch` is called for one whose PID 1 is no child of ours.
        """
        self._loop = loop
        self._table = table
        self._spawner = spawner
        self._tell = tell
        self._give = give
        self.watch: Callable[[Entry], None] = lambda _: None

    def receive(self, message: Message, fds: Sequence[int], entry_type: type[Entry]) -> None:
        """Answer what a server asks about pods; an id that is known gets its first answer again."""
        known = self._table.entries.get(message.id)
        if message.kind == messages.NAMESPACE:
            self._show(message, known)
        elif known is not None:
            self._spawner.repeat(known)
        else:
            self._add(message, fds, entry_type)

    def end(self, entry: Entry) -> None:
        """Let go of a pod without a process."""
        let_go(self._spawner.home, entry)
        entry.phase, entry.status = messages.EXITED_PHASE, signal.SIGKILL
        entry.finished_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._tell(messages.EXITED, entry)

    def _add(self, message: Message, fds: Sequence[int], entry_type: type[Entry]) -> None:
        entry = entry_type(message.id, signal.SIGKILL)
        entry.holder = True
        self._table.add(entry)
        try:
            given = _only(fds)
            if message.kind == messages.TAKE_POD:
                self._take(entry, given, message.flags & messages.POD_ALL)
            else:
                self._make(entry, given, messages.pod_body(message.body))
        except OSError as error:
            if entry.pidfd >= 0 and message.kind == messages.HOLD_POD:
                send(entry.pidfd, signal.SIGKILL)
            self._spawner.fail(entry, error.errno or errno.EIO, f"{error.strerror or error}")

    def _make(self, entry: Entry, plan: int, body: PodBody) -> None:
        ours, theirs = seqpacket.pair()
        pid = -1
        try:
            ours.setblocking(False)
            order = pod.Order(
                theirs.fileno(),
                plan,
                users=bool(body.kinds & messages.POD_USER),
                stays=bool(body.kinds & messages.POD_PROCESS),
            )
            privileges.prctl(
                privileges.PR_SET_DUMPABLE, 0
            )  # as of the first process of a container
            pid, entry.pidfd = self._spawner.home.clone(-1, flags_of(body.kinds))
            if pid == 0:
                pod.become(order)
            entry.pid = pid
            self._table.pids[pid] = entry
            _map(pid, body)
            _open(entry, body.kinds)
            seqpacket.send(ours, pod.MAPPED)
            entry.status_fd = ours.detach()
            self._spawner.follow(entry, body.deadline_ms / 1000)
            entry.started_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
        finally:
            if pid:
                privileges.prctl(privileges.PR_SET_DUMPABLE, 1)
                ours.close()
                theirs.close()

    def _take(self, entry: Entry, process: int, kinds: int) -> None:
        """Keep namespaces that an earlier init has made, of somebody who lives in them."""
        entry.pidfd = os.dup(process)
        _open(entry, kinds)
        if kinds & messages.POD_PROCESS:
            entry.pid = pidfd.pids(process)[0]
        else:
            entry.close("pidfd")
        entry.started_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
        entry.phase = messages.RUNNING_PHASE
        self._tell(messages.STARTED, entry)
        self.watch(entry)

    def _show(self, message: Message, entry: Entry | None) -> None:
        fd = opened = -1
        try:
            if entry is not None and entry.phase == messages.RUNNING_PHASE:
                fd = entry.spaces.get(message.flags, -1)
                if fd < 0 and entry.pidfd >= 0 and message.flags in KINDS:
                    fd = opened = namespaces.of(entry.pidfd, KINDS[message.flags])
        except OSError as error:
            report(f"cannot open a namespace of {message.id}: {error}")
        self._give(messages.pack(messages.SPACE, message.id, message.flags), fd)
        if opened >= 0:
            os.close(opened)


def _only(fds: Sequence[int]) -> int:
    if not fds:
        raise OSError(errno.EMFILE, "init has no room for the descriptor of the request")
    return fds[0]


def _map(pid: int, body: PodBody) -> None:
    if not body.kinds & messages.POD_USER:
        return
    line = b"0 %d %d" % (body.first, body.count)
    for name in ("uid_map", "gid_map"):
        fd = os.open(f"/proc/{pid}/{name}", os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(fd, line)
        finally:
            os.close(fd)


def _open(entry: Entry, kinds: int) -> None:
    for kind, flag in KINDS.items():
        if kinds & kind:
            entry.spaces[kind] = namespaces.of(entry.pidfd, flag)
