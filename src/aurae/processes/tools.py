"""Tools of the machine, such as mkfs, that work on one file.

Only init forks, so it runs them. A tool has no network, a file system that is read-only for it, few of root's rights, few
system calls that could do harm, and limits. What it writes is the file that it is handed as its standard input.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from aurae.linux import namespaces, privileges
from aurae.linux.libseccomp import ALLOW, ERRNO, Filter
from aurae.processes.init import InitGone, SpawnFailed
from aurae.wire import messages, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from aurae.processes.init import Init

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
FILE = "/proc/self/fd/0"
"""What the file is called."""
START_LIMIT = 30.0
"""Seconds until execve(2)."""
LOOK = 0.1
"""Seconds between looks at how far it is."""
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


class Job(NamedTuple):
    """A tool's words after its path, the file, its bytes at most, seconds, and variables beside the usual."""

    words: Sequence[str]
    file: int
    most: int
    seconds: float
    env: Sequence[bytes] = ()


class Ended(NamedTuple):
    """How a tool ended, 0 where it did well, and the end of what it has said."""

    status: int
    said: str


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Tools:
    """Has tools run by init, which knows them by ids of rows; `begin` begins a task that outlives its caller."""

    init: Init
    next_id: Callable[[], int]
    begin: Callable[[Coroutine[None, None, None]], object]
    path: str = PATH

    def find(self, name: str) -> str | None:
        """Return where a tool is; None where it is not installed."""
        return shutil.which(name, path=self.path)

    async def run(self, tool: str, job: Job, look: Callable[[], None] = _nothing) -> Ended:
        """Run a tool to its end; `look` is called ten times a second. When this is left, the tool is ended.

        Raises SpawnFailed, InitGone, TimeoutError, NoLibrary, OSError.
        """
        return await self.run_plan(_plan(tool, job, self.path), job.file, job.seconds, look)

    async def run_plan(
        self, steps: bytes, stdin: int, seconds: float, look: Callable[[], None] = _nothing
    ) -> Ended:
        """Run a plan to its end in as many seconds at most, as `run` does; its standard input is a descriptor."""
        ident = self.next_id()
        said, theirs = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        streams = {
            messages.ROLE_STDIN: stdin,
            messages.ROLE_STDOUT: theirs,
            messages.ROLE_STDERR: theirs,
        }
        try:
            await self.init.spawn_session(ident, steps, streams=streams, deadline=START_LIMIT)
            status = await self._ended(ident, seconds, look)
            text = b""
            with suppress(BlockingIOError):
                text = os.read(said, SAID_LIMIT)
            return Ended(status, _shown(text.decode(errors="replace")))
        except (SpawnFailed, InitGone):
            self.init.acknowledge(ident)
            raise
        finally:
            os.close(said)
            os.close(theirs)

    async def _ended(self, ident: int, seconds: float, look: Callable[[], None]) -> int:
        """Return how the tool ended; should nobody wait any more, it is ended."""
        loop = asyncio.get_running_loop()
        looking = loop.call_later(LOOK, lambda: again())  # noqa: PLW0108  # bound below

        def again() -> None:
            nonlocal looking
            look()
            looking = loop.call_later(LOOK, again)

        try:
            async with asyncio.timeout(seconds):
                return os.waitstatus_to_exitcode((await self.init.wait_exit(ident)).status)
        finally:
            looking.cancel()
            self.begin(_see_end(self.init, ident))


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


def _plan(tool: str, job: Job, path: str) -> bytes:
    """Return the plan of a tool: its standard input is the file. Raises NoLibrary."""
    argv = [os.fsencode(word) for word in (tool, *job.words)]
    env = [b"PATH=" + path.encode(), b"LANG=C.UTF-8", *job.env]
    return plan.encode(
        [
            plan.Rlimit(resource.RLIMIT_FSIZE, job.most, job.most),
            *(plan.Rlimit(kind, most, most) for kind, most in LIMITS),
            plan.Chdir(b"/"),
            plan.Unshare(NOWHERE),
            plan.ReadOnly(b"/", 0),
            plan.Prctl(privileges.PR_SET_NO_NEW_PRIVS, 1),
            plan.Bounding(RIGHTS),
            plan.Capabilities(RIGHTS, RIGHTS, 0),
            plan.Seccomp(_filter()),
            plan.Execve(argv[0], argv, env),
        ]
    )
