"""The holders of cells' namespaces: made, found again, heard, released.

A holder is a row as a workload is, with a socket in the place of the status pipe: one made by a
middle child is known to init only by the pidfd that comes through it.
"""

from __future__ import annotations

import errno
import os
import time

from aurae.init.hearing import send
from aurae.init.spaces import let_go
from aurae.linux import namespaces, pidfd, seqpacket
from aurae.linux.signals import signal
from aurae.spawn import holder
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.init.loop import Loop
    from aurae.init.spawning import Spawner
    from aurae.init.table import Entry, Table
    from aurae.wire.messages import HoldBody, Message

WITHDRAWN = "the holder was released"


class Holders:
    """Makes holders and keeps those of an earlier init."""

    def __init__(
        self, loop: Loop, table: Table, spawner: Spawner, tell: Callable[[int, Entry], None]
    ) -> None:
        """`spawner` hears the new ones; `tell(kind, entry)` reaches the server.

        `when_gone` is called once one has ended that is no child of ours, `end_pod` for one to be
        released that has no process.
        """
        self._loop = loop
        self._table = table
        self._spawner = spawner
        self._tell = tell
        self.when_gone: Callable[[], None] = lambda: None
        self.end_pod: Callable[[Entry], None] = lambda _: None

    def hold(self, message: Message, entry_type: type[Entry]) -> None:
        """Answer a HOLD; an id that is known gets its first answer again."""
        known = self._table.entries.get(message.id)
        if known is not None:
            self._spawner.repeat(known)
            return
        order, hostname = messages.hold_body(message.body)
        entry = self._row(message.id, entry_type)
        try:
            self._make(entry, order, hostname)
        except OSError as error:
            self._spawner.fail(entry, error.errno or errno.EIO, f"{error.strerror or error}")

    def take(self, message: Message, fds: list[int], entry_type: type[Entry]) -> None:
        """Keep the pidfd of a holder that an earlier init has made; no second for one id."""
        known = self._table.entries.get(message.id)
        if known is not None:
            self._spawner.repeat(known)
            return
        entry = self._row(message.id, entry_type)
        if not fds:
            self._spawner.fail(entry, errno.EMFILE, "init has no room for the pidfd")
            return
        try:
            found = pidfd.pids(fds[0])
            entry.pidfd = os.dup(fds[0])
        except OSError as error:
            self._spawner.fail(entry, error.errno or errno.EIO, f"{error.strerror or error}")
            return
        if found:
            entry.pid = found[0]
        if len(found) > 1:
            entry.text = messages.INNER_PID.pack(found[-1])
        entry.started_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
        entry.phase = messages.RUNNING_PHASE
        self._tell(messages.STARTED, entry)
        self.watch(entry)

    def watch(self, entry: Entry) -> None:
        """Hear of the end of a holder that is no child of ours: nothing if it is one."""
        if (
            entry.holder
            and entry.pidfd >= 0
            and entry.phase == messages.RUNNING_PHASE
            and entry.pid not in self._table.pids
        ):
            self._loop.watch(entry.pidfd, lambda _: self._gone(entry))

    def release(self, entry: Entry) -> None:
        """End a holder, and with it what lives in its PID namespace."""
        if entry.phase == messages.STARTING_PHASE:
            self._spawner.withdraw(entry, errno.ECANCELED, WITHDRAWN)
        elif entry.pidfd >= 0:
            send(entry.pidfd, signal.SIGKILL)
        elif entry.spaces:
            self.end_pod(entry)

    def _row(self, ident: int, entry_type: type[Entry]) -> Entry:
        entry = entry_type(ident, signal.SIGKILL)
        entry.holder = True
        self._table.add(entry)
        return entry

    def _make(self, entry: Entry, body: HoldBody, hostname: bytes) -> None:
        ours, theirs = seqpacket.pair()
        try:
            ours.setblocking(False)
            order = holder.Order(
                theirs.fileno(),
                process=bool(body.kinds & messages.HOLD_PROCESS),
                network=bool(body.kinds & messages.HOLD_NETWORK),
                hostname=hostname,
            )
            order.around = self._spawner.holder(body.process_holder)
            if not order.network:
                order.network_around = self._spawner.holder(body.network_holder)
            entry.status_fd = ours.detach()
            self._spawner.follow(entry, body.deadline_ms / 1000)
            entry.started_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
            if order.process and order.around >= 0:
                pid, entry.pidfd = self._spawner.clone_in(body.process_holder, -1)
            else:
                flags = namespaces.CLONE_NEWPID if order.process else 0
                pid, entry.pidfd = self._spawner.home.clone(-1, flags)
                if pid:
                    self._table.pids[pid] = entry
                    entry.pid = pid
            if pid == 0:
                holder.become(order)
        finally:
            ours.close()
            theirs.close()

    def _gone(self, entry: Entry) -> None:
        self._loop.forget(entry.pidfd)
        # Its status is for its parent alone. Nothing but SIGKILL ends a holder.
        entry.phase, entry.status = messages.EXITED_PHASE, signal.SIGKILL
        entry.finished_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
        entry.close("pidfd")
        let_go(self._spawner.home, entry)
        self._tell(messages.EXITED, entry)
        self.when_gone()
