"""From a spawn request to a running child, without ever waiting for it.

The request's descriptors are the server's copies: what init keeps it duplicates. The child
reports through its close-on-exec status pipe, an ordinary entry of the loop with a deadline.
"""

from __future__ import annotations

import errno
import os
import time

from aurae.init import among, hearing
from aurae.init.births import Births
from aurae.init.home import Home
from aurae.init.loop import report
from aurae.init.spaces import let_go
from aurae.linux import cgroup, namespaces, pidfd
from aurae.linux.signals import signal
from aurae.spawn import child, reaper
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.init.keeping import Keeping
    from aurae.init.loop import Loop
    from aurae.init.table import Entry, Table
    from aurae.wire.messages import Message, SpawnBody

WORKLOAD_ENDED = "ended before execve"
NESTED = "private processes: the cell isolates its processes already"
HOLDER_ENDED = "hold namespaces: ended before it was ready"
"""Said of what was killed on its way, and of a PID namespace within another."""
STDIO = (messages.ROLE_STDIN, messages.ROLE_STDOUT, messages.ROLE_STDERR)


class Spawner:
    """Makes children and hears from them until execve."""

    def __init__(
        self,
        loop: Loop,
        table: Table,
        keeping: Keeping,
        tell: Callable[[int, Entry], None],
        log: Callable[[Entry], None],
    ) -> None:
        """`tell(kind, entry)` reaches the server, `log(entry)` hands streams to journal."""
        self._loop = loop
        self._table = table
        self._keeping = keeping
        self._tell = tell
        self._log = log
        self.born: Callable[[int, int], None] = lambda *_: None
        """Called with the id and a pidfd of who has the new namespaces of a start whose birth is told."""
        self.home = Home()
        self.inherited = child.Inherited()
        self.births = Births(loop, self.home, self.inherited)

    def request(self, message: Message, fds: list[int], entry_type: type[Entry]) -> None:
        """Answer a SPAWN; an id that was spawned before gets its first answer again."""
        known = self._table.entries.get(message.id)
        if known is not None:
            self.repeat(known)
            return
        order = messages.spawn_body(message.body)
        roles = dict(zip(order.roles, fds, strict=False))
        entry = entry_type(message.id, order.stop_signal)
        self._table.add(entry)
        try:
            self._spawn(entry, message.flags, order, roles)
        except OSError as error:
            self.fail(entry, error.errno or errno.EIO, f"{error.strerror or error}")

    def repeat(self, entry: Entry) -> None:
        """Give the first answer again."""
        if entry.phase == messages.FAILED_PHASE:
            self._tell(messages.FAILED, entry)
        elif entry.phase != messages.STARTING_PHASE:
            self._tell(messages.STARTED, entry)
        if entry.phase == messages.EXITED_PHASE:
            self._tell(messages.EXITED, entry)

    def _spawn(self, entry: Entry, flags: int, order: SpawnBody, roles: dict[int, int]) -> None:
        if set(roles) != set(order.roles.rstrip(b"\0")):
            raise OSError(errno.EMFILE, "init has no room for the descriptors of the request")
        if messages.ROLE_PLAN not in roles:
            raise OSError(errno.EINVAL, "spawn request without a plan")
        status_read, status_write = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        entry.status_fd = status_read
        theirs: list[int] = [status_write]
        own = child.Descriptors(
            status_write, roles[messages.ROLE_PLAN], roles.get(messages.ROLE_COMMIT, -1)
        )
        try:
            entry.session = bool(flags & messages.SESSION)
            if entry.session:
                own.terminal = roles.get(messages.ROLE_TERMINAL, -1)
                stdin, stdout, stderr = (roles.get(role, -1) for role in STDIO)
                own.stdio = stdin, stdout, stderr
            else:
                _make_streams(entry, own, flags, roles.get(messages.ROLE_STDIN, -1), theirs)
            own.parcel = roles.get(messages.ROLE_PARCEL, -1)
            leaf = roles.get(messages.ROLE_CGROUP, -1)
            entry.leaf = os.dup(leaf) if leaf >= 0 else -1
            own.leaf = leaf
            self._place(own, order)
            # Once there is a child nothing may fail any more: it would run, unknown.
            self.follow(entry, order.deadline_ms / 1000)
            entry.started_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
            pid, process_fd = self._clone(own, order, leaf)
            if pid == 0:
                child.become(own, self.inherited)
            entry.pid, entry.pidfd = pid, process_fd
            self._table.pids[pid] = entry
            if order.place & messages.TELL_BIRTH:
                self.born(entry.id, own.sharer if own.sharer >= 0 else process_fd)
        finally:
            for fd in (*theirs, own.sharer):
                if fd >= 0:
                    os.close(fd)
        if order.process_holder or order.place & messages.CONTAINER:
            entry.text = _inner_pid(process_fd)

    def _place(self, own: child.Descriptors, order: SpawnBody) -> None:
        """Note what the child enters and what it is passed."""
        if order.place & messages.SHARES:
            among.share(self._table, own, order)
        elif order.place & messages.BESIDE:
            own.apart = bool(order.place & messages.CONTAINER)
            own.beside = self.beside(order.process_holder, apart=own.apart)
        else:
            own.process_holder = self.holder(order.process_holder)
            own.network_holder = self.holder(order.network_holder)
        own.in_cell = bool(order.place & messages.IN_CELL)
        own.passed = self._keeping.find(order.passed)

    def _clone(self, own: child.Descriptors, order: SpawnBody, leaf: int) -> tuple[int, int]:
        if own.beside >= 0:
            return self.births.beside(own, leaf, order.deadline_ms / 1000)
        if order.place & messages.CONTAINER:
            return self.births.in_container(own, order, leaf)
        private = order.place & messages.PRIVATE_PROCESSES
        if not order.process_holder:
            return self._clone_apart(own, leaf) if private else self.home.clone(leaf)
        if private:
            raise OSError(errno.EINVAL, NESTED)
        return self.clone_in(order.process_holder, leaf)

    def _clone_apart(self, own: child.Descriptors, leaf: int) -> tuple[int, int]:
        """Clone a reaper in a new PID namespace, and beside it, there, the child."""
        go, let_go = os.pipe2(os.O_CLOEXEC)
        own.reaper, ready = os.pipe2(os.O_CLOEXEC)
        reaper_fd = pid = -1
        try:
            reaper_pid, reaper_fd = self.home.clone(-1, namespaces.CLONE_NEWPID)
            if not reaper_pid:
                reaper.become(own.status, go, ready)
            pid, process_fd = self.home.clone_in(reaper_fd, leaf)
            if pid:
                os.write(let_go, b"\1")
            return pid, process_fd
        finally:
            if pid:  # the child needs one of them, and closes the others by itself
                for fd in (go, let_go, own.reaper, ready, reaper_fd):
                    if fd >= 0:
                        os.close(fd)

    def beside(self, ident: int, *, apart: bool = False) -> int:
        """Return the pidfd of a running workload whose namespaces can be entered. Raises OSError.

        `apart`: it may have a user namespace of its own, which is entered too.
        """
        entry = self._table.entries.get(ident)
        if entry is None or entry.holder or entry.phase != messages.RUNNING_PHASE:
            raise OSError(errno.ESRCH, f"enter workload {ident}: it does not run")
        # Its rights in there would be those of init, not its own.
        if not apart and _user_namespace(entry.pid) != _user_namespace("self"):
            raise OSError(
                errno.EPERM, f"enter workload {ident}: it has a user namespace of its own"
            )
        return entry.pidfd

    def holder(self, ident: int) -> int:
        """Return the pidfd of a living holder, -1 for 0. OSError(ESRCH) says what is wrong with it."""
        if not ident:
            return -1
        entry = self._table.entries.get(ident)
        if entry is None or not entry.holder:
            raise OSError(errno.ESRCH, f"enter cell {ident}: init knows no holder of it")
        if entry.phase == messages.STARTING_PHASE:
            raise OSError(errno.ESRCH, f"enter cell {ident}: its holder is not ready")
        if entry.ended:
            raise OSError(errno.ESRCH, f"enter cell {ident}: its holder has ended")
        return entry.pidfd

    def clone_in(self, ident: int, leaf: int) -> tuple[int, int]:
        """Do as `clone3`, in the PID namespace of a holder. Raises OSError."""
        fd = self.holder(ident)
        try:
            return self.home.clone_in(fd, leaf)
        except OSError:
            # The kernel says ENOMEM of a namespace whose PID 1 has gone.
            if pidfd.ended(fd):
                raise OSError(errno.ESRCH, f"enter cell {ident}: its holder has ended") from None
            raise

    def follow(self, entry: Entry, seconds: float) -> None:
        """Hear the child's status pipe for at most so long."""
        # No event but the hang-up, which epoll always tells: the pipe is read once, at its end.
        self._loop.watch(entry.status_fd, lambda _: self.settle(entry), 0)
        entry.deadline = time.monotonic() + seconds
        entry.timer = self._loop.after(seconds, lambda: self._late(entry, seconds))

    def settle(self, entry: Entry) -> None:
        """Read the status pipe at its end: READY alone is a successful execve."""
        if entry.status_fd < 0:
            return
        try:
            data = self._said(entry)
        except BlockingIOError:
            return  # an event of this turn for an earlier pipe of that number
        if data != child.READY or not entry.pid:
            failure = data.removeprefix(child.READY)
            if len(failure) < child.FAILURE.size:
                text = HOLDER_ENDED if entry.holder else WORKLOAD_ENDED
                self.fail(entry, errno.ECANCELED, text)
            else:
                (number,) = child.FAILURE.unpack_from(failure)
                self.fail(entry, number, failure[child.FAILURE.size :])
            return
        self._close(entry)
        if entry.holder:
            entry.text = _inner_pid(entry.pidfd)
        if entry.spaces and messages.POD_PROCESS not in entry.spaces:
            entry.pid = 0  # who has made them goes
            entry.close("pidfd")
        entry.phase = messages.RUNNING_PHASE
        self._tell(messages.STARTED, entry)
        self.births.spares.calm()
        # Not before: until execve a child writes nothing, and journal would take its CPU time.
        self._log(entry)

    def fail(self, entry: Entry, number: int, text: str | bytes) -> None:
        """Note that the workload never ran."""
        self._close(entry)
        entry.phase = messages.FAILED_PHASE
        entry.error = number
        entry.text = text.encode(errors="replace") if isinstance(text, str) else text
        entry.close("stdin")
        let_go(self.home, entry)
        self._table.drain(entry, messages.STDOUT | messages.STDERR)
        self._tell(messages.FAILED, entry)

    def withdraw(self, entry: Entry, number: int, text: str) -> None:
        """Kill a child that has not come to execve, and say why."""
        self._kill(entry)
        if entry.holder:
            hearing.hear_last(self._table, entry)
            self._kill(entry)  # it may have been a middle child until now
        try:
            if entry.leaf >= 0:
                cgroup.kill(entry.leaf)
        except OSError as error:
            report(f"cannot kill the leaf of {entry.id}: {error}")
        self.fail(entry, number, text)

    def _kill(self, entry: Entry) -> None:
        if entry.pidfd >= 0:
            hearing.send(entry.pidfd, signal.SIGKILL)

    def _said(self, entry: Entry) -> bytes:
        """Return what a child has said, at its end; BlockingIOError before it."""
        if not entry.holder:
            return os.read(entry.status_fd, 4096)
        said = hearing.hear(self._table, entry)
        if said is None:
            raise BlockingIOError
        return said

    def _late(self, entry: Entry, seconds: float) -> None:
        step = "hold namespaces" if entry.holder else "execve"
        self.withdraw(entry, errno.ETIMEDOUT, f"{step}: no answer within {seconds:g} s")

    def _close(self, entry: Entry) -> None:
        if entry.status_fd >= 0:
            self._loop.forget(entry.status_fd)
            entry.close("status_fd")
        if entry.timer:
            self._loop.cancel(entry.timer)
            entry.timer = 0
        entry.close("leaf")


def _user_namespace(pid: int | str) -> int:
    return os.stat(f"/proc/{pid}/ns/user").st_ino


def _inner_pid(process_fd: int) -> bytes:
    """Return the text that tells the pid in the innermost namespace; empty where there is one only."""
    try:
        found = pidfd.pids(process_fd)
    except OSError:
        return b""  # no descriptor is free: the start is worth more than the number
    return messages.INNER_PID.pack(found[-1]) if len(found) > 1 else b""


def _make_streams(
    entry: Entry, own: child.Descriptors, flags: int, stdin: int, theirs: list[int]
) -> None:
    """Make the logged streams: init's ends into `entry`, the child's into `own` and `theirs`."""
    if flags & messages.WITH_TERMINAL:
        middle = os.pipe2(os.O_CLOEXEC)
        entry.streams[messages.STDOUT] = middle
        master, slave = os.openpty()
        theirs.append(slave)
        entry.streams[messages.STDOUT] = (master, *middle)
        own.stdio, own.terminal = (slave, slave, slave), slave
        return
    if flags & messages.OPEN_STDIN:
        stdin, entry.stdin = os.pipe2(os.O_CLOEXEC)
        theirs.append(stdin)
    ends = [-1, -1]
    for place, (flag, stream) in enumerate(
        ((messages.LOG_STDOUT, messages.STDOUT), (messages.LOG_STDERR, messages.STDERR))
    ):
        if flags & flag:
            read, write = os.pipe2(os.O_CLOEXEC)
            theirs.append(write)
            entry.streams[stream] = (read,)
            ends[place] = write
    own.stdio = (stdin, ends[0], ends[1])
