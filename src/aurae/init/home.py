"""Where init's children are born: in its own namespaces, or for one fork in others."""

from __future__ import annotations

import os

from aurae.init.loop import report
from aurae.linux import namespaces
from aurae.linux.clone import clone3


class Home:
    """The PID and network namespaces of init, to which it comes back at once.

    setns(2) with CLONE_NEWPID moves the children that come, never the caller. Should coming back
    fail, for want of memory, it is tried again before the next fork, which fails instead.
    """

    __slots__ = ("_away", "_fds")

    def __init__(self) -> None:
        """Open nothing: /proc may not be there yet, and most machines need none of this."""
        self._fds: dict[int, int] = {}
        self._away: list[int] = []

    def clone(self, cgroup: int, flags: int = 0) -> tuple[int, int]:
        """Do as `clone3`, in our own namespaces."""
        self._back()
        return clone3(cgroup, flags)

    def clone_in(
        self, holder: int, cgroup: int, flags: int = 0, network_holder: int = -1
    ) -> tuple[int, int]:
        """Do as `clone3`, in the PID namespace of the process with the pidfd `holder`.

        And in the network namespace of another one; -1 for ours.
        """
        self._back()
        pid = -1
        try:
            self._go(holder, namespaces.CLONE_NEWPID, "pid")
            self._go(network_holder, namespaces.CLONE_NEWNET, "net")
            pid, pidfd = clone3(cgroup, flags)
        finally:
            if pid:  # not in the child, which is where it belongs
                try:
                    self._back()
                except OSError as error:
                    report(f"cannot go back to the own namespaces: {error}")
        return pid, pidfd

    def _go(self, holder: int, kind: int, name: str) -> None:
        if holder < 0:
            return
        if kind not in self._fds:
            self._fds[kind] = os.open(f"/proc/self/ns/{name}", os.O_RDONLY | os.O_CLOEXEC)
        namespaces.setns(holder, kind)
        self._away.append(kind)

    def _back(self) -> None:
        while self._away:
            namespaces.setns(self._fds[self._away[-1]], self._away[-1])
            self._away.pop()
