"""The orderly stop: refuse, ask, wait with a limit, kill, let the records be written, end.

ORDERING   the server stops services, those that others need last, and says so when it has
ASKING     the server refuses new work; every workload has its stop signal
KILLING    the limit is over: cgroup.kill of every group below our root
RELEASING  the holders of namespaces are killed, and what they hold goes
RECORDING  nothing runs; the server writes the last exits
CLOSING    the server drains its calls, then journal its pipes
"""

from __future__ import annotations

import os

from aurae.init.loop import report
from aurae.linux import cgroup
from aurae.linux.signals import signal
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.init.holders import Holders
    from aurae.init.loop import Loop
    from aurae.init.peers import Peer
    from aurae.init.table import Table

ORDER_LIMIT = 60.0
"""Seconds for all services together; each of them has its own grace, and is killed after that."""

KILL_LIMIT = 5.0
RECORD_LIMIT = 5.0
CLOSE_LIMIT = 10.0
MOST_LEVELS = 32
"""How deep cells are nested at most (aurae.model.cell_names, which is too heavy for init)."""

LONGEST_COMPONENT = 63
MOST_DIGITS = 17
"""As in aurae.processes.group_tree."""

IDLE, ORDERING, ASKING, KILLING, RELEASING, RECORDING, CLOSING = range(7)


class Stopping:
    """Steps through the stop; every step has a limit, and `advance` moves on early."""

    def __init__(
        self,
        loop: Loop,
        table: Table,
        holders: Holders,
        server: Peer,
        journal: Peer,
        root: str,
        limit: float,
    ) -> None:
        """`root` is the cgroup root, `limit` the grace in seconds."""
        self.phase = IDLE
        self.is_ordered = False
        """The server stops services in their order first."""
        self._loop = loop
        self._table = table
        self._holders = holders
        self._server = server
        self._journal = journal
        self._root = root
        self._limit = limit
        self._timer = 0

    def begin(self) -> None:
        """Ask everything to stop; asked again, the grace is over at once."""
        if self.phase in (ORDERING, ASKING):
            self._kill()
        if self.phase != IDLE:
            return
        self._server.send(messages.pack(messages.STOPPING))
        if self.is_ordered and self._table.running():
            self._enter(ORDERING, ORDER_LIMIT, self._ask_all)
        else:
            self._ask_all()

    def ordered(self) -> None:
        """Go on: the server has stopped the services."""
        if self.phase == ORDERING:
            self._ask_all()

    def _ask_all(self) -> None:
        self._enter(ASKING, self._limit, self._kill)
        for entry in self._table.running():
            self._ask(entry.pidfd, entry.stop_signal)
        self.advance()

    def advance(self) -> None:
        """Go on if what the phase waits for has happened; called after every reaped process."""
        if self.phase in (ASKING, KILLING) and not self._table.running():
            # Whatever a workload left behind ends with it.
            self.kill_groups()
            self._enter(RELEASING, KILL_LIMIT, self._give_up)
            for entry in self._table.holders():
                self._holders.release(entry)
        if self.phase == RELEASING and not self._table.holders():
            self._enter(RECORDING, RECORD_LIMIT, self._close)
        if self.phase == RECORDING and not self._unrecorded():
            self._close()
        if self.phase == CLOSING and not self._server.pid:
            self._journal.hang_up()
            if not self._journal.pid:
                self._end()

    def kill_groups(self) -> None:
        """SIGKILL every leaf below the root, those of orphans too, and nothing else.

        A directory that is no leaf is a cell, whose processes are all in leaves, or somebody
        else's. init knows no cells, so it looks for leaves wherever a cell can be.
        """
        left = [(self._root, 0)]
        while left:
            above, level = left.pop()
            for name in _directories(above):
                path = f"{above}/{name}"
                if is_leaf(name):
                    _kill_group(path)
                elif level < MOST_LEVELS and may_be_cell(name):
                    left.append((path, level + 1))

    def _unrecorded(self) -> bool:
        # Also while the server is being started again: the limit of the phase ends the wait.
        return any(not entry.acknowledged for entry in self._table.entries.values())

    def _ask(self, pidfd: int, number: int) -> None:
        try:
            signal.pidfd_send_signal(pidfd, number)
            signal.pidfd_send_signal(pidfd, signal.SIGCONT)
        except ProcessLookupError:
            pass  # a zombie that is reaped in this turn
        except OSError as error:
            report(f"cannot send signal {number}: {error.strerror}")

    def _kill(self) -> None:
        self._enter(KILLING, KILL_LIMIT, self._give_up)
        self.kill_groups()
        for entry in self._table.running():
            self._ask(entry.pidfd, signal.SIGKILL)
        self.advance()

    def _give_up(self) -> None:
        rows = self._table.running() + self._table.holders()
        left = ", ".join(str(entry.pid) for entry in rows)
        report(f"cannot end process {left}: it does not answer SIGKILL")
        self._enter(RECORDING, RECORD_LIMIT, self._close)
        for entry in self._table.holders():
            self._holders.release(entry)
        self.advance()

    def _close(self) -> None:
        self._enter(CLOSING, CLOSE_LIMIT, self._force)
        self._server.keep = self._journal.keep = False
        self._server.kill(signal.SIGTERM)
        self.advance()

    def _force(self) -> None:
        report("server or journal did not end in time; killed")
        self._server.kill(signal.SIGKILL)
        self._journal.kill(signal.SIGKILL)
        self._timer = self._loop.after(1.0, self._end)

    def _enter(self, phase: int, limit: float, late: object) -> None:
        self._loop.cancel(self._timer)
        self.phase = phase
        self._timer = self._loop.after(limit, late)  # type: ignore[arg-type]  # a bound method

    def _end(self) -> None:
        self._loop.stopped = True


def is_leaf(name: str) -> bool:
    """Say whether a directory's name is that of a workload's leaf, `_<id>`."""
    digits = name[1:]
    return name[:1] == "_" and digits.isdecimal() and name.isascii() and len(digits) <= MOST_DIGITS


def may_be_cell(name: str) -> bool:
    """Say whether a directory's name can be a component of a cell's: letters, digits, hyphens."""
    return (
        len(name) <= LONGEST_COMPONENT
        and name.isascii()
        and name.replace("-", "").isalnum()
        and name.strip("-") == name
    )


def _directories(path: str) -> list[str]:
    try:
        with os.scandir(path) as items:
            return [item.name for item in items if item.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []
    except OSError as error:
        report(f"cannot look for groups to kill: {error}")
        return []


def _kill_group(path: str) -> None:
    try:
        group = os.open(path, os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            cgroup.kill(group)
        finally:
            os.close(group)
    except FileNotFoundError:
        return
    except OSError as error:
        report(f"cannot kill {path}: {error}")
