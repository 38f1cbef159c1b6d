"""PID 1 of one workload's own PID namespace: it reaps, and ends when the main process has.

Theory. The main process must not be PID 1: the kernel would keep from it every signal that it does
not handle, SIGTERM first. So it is PID 2, a child of init as any, and beside it sits this process.
The kernel reaps for it, since it ignores SIGCHLD. Its end is the end of the namespace.

Whoever is root in the namespace, or may trace processes there, must gain nothing by it. It has an
empty tree of files, no descriptor but the pidfd it watches, and a filter that allows it nothing but
what it does. All of that is so before the main process comes to execve.
"""

from __future__ import annotations

import os
import select

from aurae.linux import idling, mount, namespaces, privileges, process, tree
from aurae.linux.signals import signal
from aurae.spawn.child import fail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

NAME = "auraed-reaper"
MAIN = 2
"""The main process is the second one of its namespace."""
ROOM = 10
"""A descriptor above WATCHED, which the pidfd needs."""
EMPTY = b"mode=0555,size=4k,nr_inodes=2"


def become(status: int, go: int, ready: int) -> NoReturn:
    """Turn this child of init, PID 1 of a new namespace, into a reaper.

    `go` tells that the main process is there, `ready` closes when this one is a reaper, `status`
    hears of a failure. Never returns.
    """
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
        program = idling.prepare(NAME, idling.WATCHING)
        status, go, ready, program = (
            process.lift(fd, ROOM) for fd in (status, go, ready, program)
        )
        process.close_all_but(0, {status, go, ready, max(program, status)})
        see_nothing()
        if not os.read(go, 1):
            os._exit(0)  # there will be no main process
        os.dup2(os.pidfd_open(MAIN), idling.WATCHED, inheritable=True)
        _watch(program)
    except OSError as error:
        fail(status, error.errno or 0, f"reap private processes: {error.strerror or error}")
    except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
        fail(status, 0, f"reap private processes: {type(error).__name__}: {error}")


def see_nothing() -> None:
    """Have an empty tree over the whole one: `..` of a root leads to what is mounted on top of it.

    Nothing is unmounted, for which the kernel would wait. What the machine unmounts goes here too.
    """
    namespaces.unshare(namespaces.CLONE_NEWNS)
    mount.mount("none", "/", flags=mount.REC | mount.SLAVE)
    top = tree.new(b"tmpfs", EMPTY, tree.RDONLY | tree.NOSUID | tree.NODEV | tree.NOEXEC)
    place = tree.open_place(b"/", direct=True)
    tree.move(top, place)
    os.fchdir(top)
    os.chroot(".")
    os.close(place)
    os.close(top)


def _watch(program: int) -> NoReturn:
    process.set_name(NAME)
    if program >= 0:
        privileges.prctl(privileges.PR_SET_NO_NEW_PRIVS, 1)
        privileges.filter_system_calls(idling.watching_filter(os.uname().machine))
        os.execve(program, [NAME], {})
    # No program may run from memory here: this copy of init waits instead.
    process.close_all_but(0, {idling.WATCHED})
    ended = select.poll()
    ended.register(idling.WATCHED, select.POLLIN)
    ended.poll()
    os._exit(0)
