"""mkfs.erofs: makes one file of a folder.

Only init forks, so it runs the tool. That has no network, a file system that is read-only for it, of root's rights those
to read everything, few system calls that could do harm, and limits. What it writes is the file that it is handed.

Theory. The same folder gives the same bytes: the id of the image is given, and its time is that of SOURCE_DATE_EPOCH,
which is so late that no file is younger: younger ones would get that time. (`-T` of old versions is for all files.)
"""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aurae.linux import namespaces, privileges
from aurae.linux.libseccomp import ALLOW, ERRNO, Filter, NoLibrary
from aurae.processes.init import InitGone, SpawnFailed
from aurae.wire import messages, plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.images.unpacking import Tasks
    from aurae.processes.init import Init

TOOL = "mkfs.erofs"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
LATEST = 253_402_300_799
"""The last second of the year 9999."""
START_LIMIT, MAKE_LIMIT = 30.0, 1800.0
"""Seconds until execve(2), and for one image."""
LOOK = 0.1
"""Seconds between looks at how much has been written."""
SAID_LIMIT = 4096
LIMITS = ((resource.RLIMIT_AS, 8 << 30), (resource.RLIMIT_CORE, 0))
NOWHERE = namespaces.CLONE_NEWNS | namespaces.CLONE_NEWNET | namespaces.CLONE_NEWIPC
CAP_DAC_READ_SEARCH, CAP_SYS_ADMIN = 2, 21
RIGHTS = 1 << CAP_DAC_READ_SEARCH | 1 << CAP_SYS_ADMIN
"""The second is for attributes of overlayfs, which are hidden without it; what else it is for is filtered."""
FORBIDDEN = (
    *("mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "mount_setattr"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "setns", "unshare", "clone3", "ptrace", "bpf"),
    *("socket", "connect", "init_module", "finit_module", "delete_module", "kexec_load", "reboot"),
    *("swapon", "swapoff", "sethostname", "setdomainname", "quotactl", "keyctl", "io_uring_setup"),
    *("perf_event_open", "fanotify_init", "lookup_dcookie", "open_by_handle_at", "syslog"),
)
DENY = ERRNO | 1


class ErofsFailed(Exception):
    """An erofs image cannot be made; `str()` says why. `errno` is that of a disk, where it was one."""

    def __init__(self, why: str, errno: int | None = None) -> None:
        super().__init__(f"cannot make an erofs image: {why}")
        self.errno = errno


@dataclass(frozen=True, slots=True)
class Order:
    """An image to be made: of which folder, the descriptor of its file, its id, and its bytes at most."""

    folder: Path
    image: int
    uuid: str
    most: int


@dataclass(frozen=True, slots=True)
class Mkfs:
    """Runs the tool: by init, which knows it by ids of rows."""

    init: Init
    next_id: Callable[[], int]
    tasks: Tasks
    path: str = PATH

    def check(self) -> str:
        """Return where the tool is. Raises ErofsFailed."""
        tool = shutil.which(TOOL, path=self.path)
        if tool is None:
            raise ErofsFailed(f"{TOOL} is not installed")
        return tool

    async def make(self, order: Order, progress: Callable[[int], None]) -> None:
        """Write the image of a folder into an empty file. Raises ErofsFailed, OSError.

        `progress` is told how many bytes it has. When this is left, the tool is ended.
        """
        image, steps = order.image, _plan(self.check(), order)
        ident = self.next_id()
        said, theirs = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        streams = {
            messages.ROLE_STDIN: image,
            messages.ROLE_STDOUT: theirs,
            messages.ROLE_STDERR: theirs,
        }
        try:
            await self.init.spawn_session(ident, steps, streams=streams, deadline=START_LIMIT)
            ended = await self._ended(ident, image, progress)
            if ended:
                if os.fstat(image).st_size >= order.most:
                    raise ErofsFailed(os.strerror(errno.ENOSPC), errno.ENOSPC)
                with suppress(BlockingIOError):
                    text = os.read(said, SAID_LIMIT).decode(errors="replace")
                    is_full = os.strerror(errno.ENOSPC) in text
                    raise ErofsFailed(_shown(text), errno.ENOSPC if is_full else None)
                raise ErofsFailed(f"{TOOL} ended with {ended}")
        except (SpawnFailed, InitGone) as error:
            self.init.acknowledge(ident)
            raise ErofsFailed(str(error)) from None
        finally:
            os.close(said)
            os.close(theirs)

    async def _ended(self, ident: int, image: int, progress: Callable[[int], None]) -> int:
        """Return how the tool ended; should nobody wait any more, it is ended."""
        init, loop = self.init, asyncio.get_running_loop()

        looking = loop.call_later(LOOK, lambda: look())  # noqa: PLW0108  # bound below

        def look() -> None:
            nonlocal looking
            progress(os.fstat(image).st_size)
            looking = loop.call_later(LOOK, look)

        try:
            async with asyncio.timeout(MAKE_LIMIT):
                return os.waitstatus_to_exitcode((await init.wait_exit(ident)).status)
        except TimeoutError:
            raise ErofsFailed("it takes too long") from None
        finally:
            looking.cancel()
            self.tasks.begin(_see_end(init, ident))


async def _see_end(init: Init, ident: int) -> None:
    """Have init end the tool, if it runs on, and forget it."""
    with suppress(InitGone):
        init.signal(ident, signal.SIGKILL)
        await init.wait_exit(ident)
        init.acknowledge(ident)


def _shown(text: str) -> str:
    """Return the end of what the tool has said, on one line."""
    words = "".join(char if char.isprintable() else " " for char in text).split()
    return " ".join(words[-40:])


@cache
def _filter() -> bytes:
    with Filter(ALLOW, foreign=False) as rules:
        for name in FORBIDDEN:
            rules.add(DENY, name)
        return rules.program()


def _plan(tool: str, order: Order) -> bytes:
    """Return the plan of the tool: its standard input is the image."""
    words = (
        tool,
        "--quiet",
        "--preserve-mtime",
        f"-U{order.uuid}",
        "/proc/self/fd/0",
        str(order.folder),
    )
    argv = [os.fsencode(word) for word in words]
    env = [b"PATH=" + PATH.encode(), b"LANG=C.UTF-8", b"SOURCE_DATE_EPOCH=%d" % LATEST]
    try:
        program = _filter()
    except NoLibrary as error:
        raise ErofsFailed(f"cannot confine {TOOL}: {error}") from None
    return plan.encode(
        [
            plan.Rlimit(resource.RLIMIT_FSIZE, order.most, order.most),
            *(plan.Rlimit(kind, most, most) for kind, most in LIMITS),
            plan.Chdir(b"/"),
            plan.Unshare(NOWHERE),
            plan.ReadOnly(b"/", 0),
            plan.Prctl(privileges.PR_SET_NO_NEW_PRIVS, 1),
            plan.Bounding(RIGHTS),
            plan.Capabilities(RIGHTS, RIGHTS, 0),
            plan.Seccomp(program),
            plan.Execve(argv[0], argv, env),
        ]
    )
