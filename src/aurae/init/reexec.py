"""Re-execution in place: same pid, same children, same pipes, new code.

A trial process of the new code loads a snapshot of the state first and answers on a pipe. Only
its yes leads to execve, with a snapshot taken anew in a memory file.
"""

from __future__ import annotations

import os
import sys
import time

from aurae.init.table import Entry
from aurae.linux import process, signalfd
from aurae.linux.clone import clone3
from aurae.linux.signals import signal
from aurae.wire import snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from aurae.init.keeping import Keeping
    from aurae.init.loop import Loop
    from aurae.init.peers import Peer
    from aurae.init.table import Table

PATIENCE = 60.0
"""Seconds that a trial may take: on a machine that is emulated and busy it takes half of them."""
YES = b"yes"
HOLDER, SESSION = 1, 2
"""Bits of `holder` in a row of a snapshot."""
STDIN = 0
"""Stands among the streams of such a row for the write end of standard input."""


def take(
    table: Table, peers: list[Peer], head: snapshot.Head, keeping: Keeping
) -> tuple[bytes, list[int]]:
    """Return a snapshot of the state and the descriptors that must survive execve."""
    rows, fds = [], [head.lock]
    for entry in table.entries.values():
        rows.append(
            snapshot.Row(
                entry.id,
                entry.phase,
                entry.drained,
                entry.stop_signal,
                int(entry.acknowledged),
                entry.pid if entry.pid in table.pids else -entry.pid,
                entry.status,
                entry.error,
                entry.pidfd,
                entry.status_fd,
                entry.leaf,
                entry.started_ns,
                entry.finished_ns,
                entry.cpu_us,
                entry.deadline,
                HOLDER * entry.holder | SESSION * entry.session,
                entry.text,
                _streams(entry),
            )
        )
        fds += [entry.pidfd, entry.status_fd, entry.leaf, entry.stdin]
        fds += [fd for stream in entry.streams.values() for fd in stream]
        fds += entry.spaces.values()
    peer_rows = []
    for peer in peers:
        number = peer.socket.fileno() if peer.socket is not None else -1
        peer_rows.append(snapshot.PeerRow(peer.pid, peer.pidfd, number))
        fds += [peer.pidfd, number]
    fds += keeping.fds.values()
    return snapshot.encode(head, peer_rows, rows, keeping.rows()), [fd for fd in fds if fd >= 0]


def _streams(entry: Entry) -> dict[int, tuple[int, ...]]:
    found = dict(entry.streams)
    if entry.stdin >= 0:
        found[STDIN] = (entry.stdin,)
    for kind, fd in entry.spaces.items():
        found[snapshot.SPACE | kind] = (fd,)
    return found


def restore(table: Table, rows: list[snapshot.Row]) -> None:
    """Put the rows of a snapshot into an empty table."""
    for row in rows:
        entry = Entry(row.id, row.stop_signal)
        entry.phase, entry.drained = row.phase, row.drained
        entry.holder, entry.session = bool(row.holder & HOLDER), bool(row.holder & SESSION)
        entry.acknowledged = bool(row.acknowledged)
        entry.pid, entry.status, entry.error = abs(row.pid), row.status, row.error
        entry.pidfd, entry.status_fd, entry.leaf = row.pidfd, row.status_fd, row.leaf
        entry.started_ns, entry.finished_ns = row.started_ns, row.finished_ns
        entry.cpu_us, entry.text, entry.streams = row.cpu_us, row.text, dict(row.streams)
        (entry.stdin,) = entry.streams.pop(STDIN, (-1,))
        for number in [one for one in entry.streams if one & snapshot.SPACE]:
            (entry.spaces[number ^ snapshot.SPACE],) = entry.streams.pop(number)
        table.entries[row.id] = entry
        if row.pid > 0:
            table.pids[row.pid] = entry


class Trial:
    """One trial of the new code, as an entry of the loop with a deadline."""

    def __init__(
        self, loop: Loop, command: list[str], state: bytes, answer: Callable[[str], None]
    ) -> None:
        """Start it; `answer("")` means yes, any other text says why not. Raises OSError."""
        self._loop = loop
        self._answer = answer
        self._text = b""
        memory = process.sealed_memory("aurae-trial", state)
        try:
            self._fd, write = os.pipe2(os.O_CLOEXEC)
            os.set_blocking(self._fd, False)
            try:
                self.pid, self._pidfd = clone3()
                if self.pid == 0:
                    _become_trial(command, memory, write)
            except OSError:
                os.close(self._fd)
                raise
            finally:
                os.close(write)
        finally:
            os.close(memory)
        loop.watch(self._fd, self._read)
        self._timer = loop.after(PATIENCE, self._late)

    def _read(self, _: int) -> None:
        try:
            data = os.read(self._fd, 4096)
        except BlockingIOError:
            return  # an event of this turn for an earlier descriptor of that number
        self._text += data
        if not data or len(self._text) > 65536:
            text = self._text.decode(errors="replace").strip()
            lines = text.splitlines() or ["the trial process ended without an answer"]
            self._end("" if self._text == YES else lines[-1])

    def _late(self) -> None:
        signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        self._end(f"the trial process gave no answer within {PATIENCE:g} s")

    def _end(self, text: str) -> None:
        self._loop.forget(self._fd)
        self._loop.cancel(self._timer)
        os.close(self._fd)
        os.close(self._pidfd)
        self._answer(text)


def _become_trial(command: list[str], memory: int, write: int) -> NoReturn:
    try:
        os.set_inheritable(memory, True)
        os.dup2(write, 1, inheritable=True)
        os.dup2(write, 2, inheritable=True)
        signalfd.unblock_all()
        os.execv(command[0], [*command[:4], "--trial", str(memory), *command[4:]])
    finally:
        os._exit(127)


def try_peer(command: list[str]) -> int:
    """Return the status with which the trial of journal or server ends; it ends with ours."""
    pid = os.fork()
    if pid == 0:
        try:
            process.end_with_parent()
            os.execv(sys.executable, command)
        finally:
            os._exit(127)
    return os.waitpid(pid, 0)[1]


def content(memory: int) -> bytes:
    """Return the bytes of a memory file."""
    with os.fdopen(os.dup(memory), "rb") as file:
        file.seek(0)
        return file.read()


def replace(command: list[str], state: bytes, fds: list[int]) -> None:
    """Become the new code. Returns only by OSError, with nothing changed."""
    memory = process.sealed_memory("aurae-state", state)
    try:
        for fd in (memory, *fds):
            os.set_inheritable(fd, True)
        os.execv(command[0], [*command[:4], "--resume", str(memory), *command[4:]])
    finally:
        for fd in fds:
            os.set_inheritable(fd, False)
        os.close(memory)


def remaining(deadline: float) -> float:
    """Return the seconds until a CLOCK_MONOTONIC deadline, 0 when it has passed."""
    return max(0.0, deadline - time.monotonic())
