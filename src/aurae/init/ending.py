"""How a machine ends: everything is ended, disks are settled, then reboot(2).

PID 1 gets here when the orderly stop is over, or when it could not even begin one. No step is
waited for without a limit: a hung disk must not keep a machine from being switched off.
"""

from __future__ import annotations

import os
import time

from aurae.init import machine, orders
from aurae.init.loop import report
from aurae.linux import mount, reboot
from aurae.linux.signals import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

ASK_LIMIT = 5.0
KILL_LIMIT = 5.0
URGENT_LIMIT = 1.0
DISK_LIMIT = 30.0
"""Seconds for SIGTERM, SIGKILL, SIGKILL when urgent, and for writing disks and unmounting."""

COMMANDS = {
    orders.POWER_OFF: reboot.POWER_OFF,
    orders.RESTART: reboot.RESTART,
    orders.HALT: reboot.HALT,
}
MEMORY_ONLY = frozenset(
    (
        *("autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts"),
        *("devtmpfs", "efivarfs", "erofs", "fusectl", "hugetlbfs", "mqueue", "nsfs", "proc"),
        *("pstore", "ramfs", "rootfs", "securityfs", "squashfs", "sysfs", "tmpfs", "tracefs"),
    )
)
"""File systems that have nothing to lose: they are in memory, or only ever read."""


def finish(order: int, *, urgent: bool = False) -> NoReturn:
    """End every process, settle the disks, and end the machine. All signals must be blocked."""
    word = orders.WORDS[order]
    report(f"{word}: ending every process")
    asked = not urgent and _end_processes(signal.SIGTERM, ASK_LIMIT)
    if not asked and not _end_processes(signal.SIGKILL, URGENT_LIMIT if urgent else KILL_LIMIT):
        report("processes are left that do not answer SIGKILL")
    # A container's mounts may be those of the machine: whoever made it ends them.
    if machine.is_machine() and not apart(settle_disks, URGENT_LIMIT if urgent else DISK_LIMIT):
        report("disks could not be settled in time")
    report(f"{word}: now")
    while True:
        try:
            reboot.reboot(COMMANDS[order])
        except OSError as error:
            report(f"cannot {word}: {error}")
        if not machine.is_machine():
            os._exit(0)  # the container ends with us
        # PID 1 of a machine that ends is a panic of the kernel. Another order tries again.
        order = wait(None) or order


def wait(seconds: float | None) -> int:
    """Reap for so many seconds, None for ever; an order that arrives ends the wait and is returned."""
    end = None if seconds is None else time.monotonic() + seconds
    taken = orders.Orders()
    while True:
        reap()
        patience = 3600.0 if end is None else end - time.monotonic()
        if patience <= 0:
            return orders.NOTHING
        got = signal.sigtimedwait(signal.valid_signals(), patience)
        if got is not None and taken.take([got.si_signo]):
            return taken.order


def reap() -> bool:
    """Reap every child that has ended; True when there is none left at all."""
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                return False
        except ChildProcessError:
            return True


def settle_disks() -> None:
    """Write what is in memory to disk, and unmount what can be or have it read-only."""
    os.sync()
    for item in reversed(mount.mounts()):
        if item.kind in MEMORY_ONLY or "ro" in item.options:
            continue
        try:
            mount.unmount(item.point)
        except OSError:
            try:
                mount.mount("", item.point, "", mount.REMOUNT | mount.RDONLY)
            except OSError as error:
                report(f"cannot unmount {item.point}: {error.strerror}")
    os.sync()


def apart(action: Callable[[], None], limit: float) -> bool:
    """Run `action` in a child: what hangs there is left behind. False when it took over `limit` s."""
    try:
        child = os.fork()
    except OSError as error:
        report(f"cannot fork: {error.strerror}")
        return False
    if child == 0:
        try:
            action()
        except BaseException as error:  # noqa: BLE001  nothing may unwind into PID 1's frames
            report(str(error))
        finally:
            os._exit(0)
    end = time.monotonic() + limit
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        if not _child_ended(end):
            os.kill(child, signal.SIGKILL)
            return False
    return True


def _end_processes(number: int, limit: float) -> bool:
    """Signal every process that is not PID 1; True when none was left within the limit."""
    for each in (number, signal.SIGCONT):
        try:
            os.kill(-1, each)
        except ProcessLookupError:
            return True
    end = time.monotonic() + limit
    while not reap():
        if not _child_ended(end):
            return False
    return True


def _child_ended(end: float) -> bool:
    """Wait for the next SIGCHLD; False when the moment `end` comes first."""
    patience = end - time.monotonic()
    return patience > 0 and signal.sigtimedwait({signal.SIGCHLD}, patience) is not None
