"""Where init's children are born: in its own PID namespace, or for one fork in another's."""

from __future__ import annotations

import os

from aurae.init.loop import report
from aurae.linux import namespaces
from aurae.linux.clone import clone3


class Home:
    """The PID namespace of init, to which it comes back at once.

    setns(2) with CLONE_NEWPID moves the children that come, never the caller. Should coming back
    fail, for want of memory, it is tried again before the next fork, which fails instead.
    """

    __slots__ = ("_away", "_fd")

    def __init__(self) -> None:
        """Open nothing: /proc may not be there yet, and most machines need none of this."""
        self._fd = -1
        self._away = False

    def clone(self, cgroup: int, flags: int = 0) -> tuple[int, int]:
        """Do as `clone3`, in our own namespace."""
        if self._away:
            self._back()
        return clone3(cgroup, flags)

    def clone_in(self, holder: int, cgroup: int) -> tuple[int, int]:
        """Do as `clone3`, in the PID namespace of the process with the pidfd `holder`."""
        if self._away:
            self._back()
        if self._fd < 0:
            self._fd = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        namespaces.setns(holder, namespaces.CLONE_NEWPID)
        self._away = True
        pid = -1
        try:
            pid, pidfd = clone3(cgroup)
        finally:
            if pid:  # not in the child, which is where it belongs
                try:
                    self._back()
                except OSError as error:
                    report(f"cannot go back to the own PID namespace: {error}")
        return pid, pidfd

    def _back(self) -> None:
        namespaces.setns(self._fd, namespaces.CLONE_NEWPID)
        self._away = False
