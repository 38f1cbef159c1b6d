"""What PID 1 of a machine sets up before anything else: mounts, console, `lo`, name.

Whatever cannot be had is reported and left out: a machine that is half there can be mended, and one
whose PID 1 gave up cannot. What is mounted already, by an initramfs say, stays as it is.
"""

from __future__ import annotations

import _socket
import os
import sys
from collections import namedtuple

from aurae.init.loop import report
from aurae.linux import interface, mount, reboot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

PID_1 = 1
NAMESPACE = "/proc/self/ns/pid"
FIRST_NAMESPACE = "pid:[4026531836]"
"""The PID namespace the kernel starts with has the inode PROC_PID_INIT_INO (linux/proc_ns.h)."""

Wanted = namedtuple("Wanted", "point kind flags options")
"""A mount every machine needs; of `options` the first that the kernel knows is taken."""

_QUIET = mount.NOSUID | mount.NODEV | mount.NOEXEC
PROC = Wanted("/proc", "proc", _QUIET, ("",))
TMP = Wanted("/tmp", "tmpfs", mount.NOSUID | mount.NODEV, ("mode=1777",))  # noqa: S108  the folder
MOUNTS = (
    Wanted("/sys", "sysfs", _QUIET, ("",)),
    Wanted("/dev", "devtmpfs", mount.NOSUID, ("mode=0755",)),
    Wanted(
        "/dev/pts",
        "devpts",
        mount.NOSUID | mount.NOEXEC,
        ("mode=0620,gid=5,ptmxmode=666", ""),
    ),
    Wanted("/dev/shm", "tmpfs", mount.NOSUID | mount.NODEV, ("mode=1777",)),  # noqa: S108
    Wanted("/run", "tmpfs", mount.NOSUID | mount.NODEV, ("mode=0755,size=20%", "mode=0755")),
    Wanted(
        "/sys/fs/cgroup",
        "cgroup2",
        _QUIET,
        ("nsdelegate,memory_recursiveprot", "nsdelegate", ""),
    ),
    Wanted("/sys/kernel/tracing", "tracefs", _QUIET, ("",)),
)
LINKS = (
    ("/dev/fd", "/proc/self/fd"),
    ("/dev/stdin", "/proc/self/fd/0"),
    ("/dev/stdout", "/proc/self/fd/1"),
    ("/dev/stderr", "/proc/self/fd/2"),
)
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
CONSOLE = "/dev/console"
NO_NAME = "(none)"
"""The host name of a kernel that was given none."""


def is_machine() -> bool:
    """Tell whether this process is PID 1 of a machine, and not of a container."""
    if os.getpid() != PID_1:
        return False
    try:
        return os.readlink(NAMESPACE) == FIRST_NAMESPACE
    except OSError:
        return True  # without /proc only a machine's PID 1 was left alone


def prepare() -> bool:
    """Set the machine up and return True; in a container, whose maker did so, return False.

    Never raises; call it as PID 1.
    """
    problems: list[str] = []
    _try(problems, lambda: _mount(PROC))
    machine = is_machine()
    if machine:
        for wanted in MOUNTS:
            _try(problems, lambda wanted=wanted: _mount(wanted))  # type: ignore[misc]
        if not os.access(TMP.point, os.W_OK):  # a read-only root
            _try(problems, lambda: _mount(TMP))
        for path, target in LINKS:
            _try(problems, lambda path=path, target=target: _link(path, target))  # type: ignore[misc]
        _try(problems, _open_console)
        for step in (
            _share_mounts,
            _name,
            reboot.give_us_ctrl_alt_del,
            lambda: interface.up("lo"),
        ):
            _try(problems, step)
    os.environ.setdefault("PATH", PATH)
    for problem in problems:
        report(problem)
    return machine


def flags_of(words: list[str]) -> list[str]:
    """Return the words that are flags of ours, each with its value.

    The kernel hands PID 1 every word of its command line that it does not know, `splash` say.
    """
    kept: list[str] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        is_value = before.startswith("--") and "=" not in before
        if word.startswith("--") or is_value:
            kept.append(word)
    return kept


def _try(problems: list[str], step: Callable[[], None]) -> None:
    try:
        step()
    except (OSError, ValueError) as error:
        problems.append(f"cannot set up the machine: {error}")


def _mount(wanted: Wanted) -> None:
    if mount.is_mounted(wanted.point):
        return
    try:
        os.mkdir(wanted.point, 0o755)
    except OSError:
        pass  # it is there, or mount says why not
    for place, options in enumerate(wanted.options, 1):
        try:
            mount.mount(wanted.kind, wanted.point, wanted.kind, wanted.flags, options)
        except OSError:
            if place == len(wanted.options):
                raise
        else:
            return


def _link(path: str, target: str) -> None:
    try:
        os.symlink(target, path)
    except FileExistsError:
        pass


def _open_console() -> None:
    """Have the console at 0, 1 and 2: a kernel that found none before /dev was there left them shut."""
    console = os.open(CONSOLE, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    for fd in range(3):
        if fd != console:
            os.dup2(console, fd, inheritable=True)
    if console > 2:
        os.close(console)
    else:
        os.set_inheritable(console, True)
    if sys.__stdout__ is None:
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115  it stays open
    if sys.__stderr__ is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115


def _share_mounts() -> None:
    """Let mounts of the machine be seen in mount namespaces made from now on, until they refuse.

    The kernel's own choice is private. Volumes of containers need this one, and every namespace
    that is to be kept apart makes its own copies private or slaves in any case.
    """
    mount.mount("", "/", "", mount.SHARED | mount.REC)


def _name() -> None:
    """Set the host name that /etc/hostname gives; a machine without any is `localhost`."""
    try:
        with open("/etc/hostname", encoding="utf-8", errors="replace") as file:
            lines = [line.strip() for line in file.read(4096).splitlines()]
    except FileNotFoundError:
        lines = []
    names = [line for line in lines if line and not line.startswith("#")]
    if names:
        _socket.sethostname(names[0])
    elif _socket.gethostname() in ("", NO_NAME):
        _socket.sethostname("localhost")
