"""Unpacked layers as erofs images: one file that is mounted read-only in a moment.

The image is made of the unpacked folder by mkfs.erofs, which init runs: it has no network, writes nothing
but the file that it is handed, and of root's rights those to read everything. Whiteouts and opaque folders
are in the image as they are in the folder, so it takes the same place among the layers of overlayfs.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from aurae.linux import namespaces, privileges, tree
from aurae.linux.libseccomp import ALLOW, ERRNO, Filter, NoLibrary
from aurae.model.digest import encoded
from aurae.processes.init import InitGone, SpawnFailed
from aurae.wire import messages, plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.images.unpacking import Tasks
    from aurae.processes.init import Init

TOOL = "mkfs.erofs"
IMAGE = "erofs"
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
START_LIMIT, MAKE_LIMIT = 30.0, 1800.0
"""Seconds until execve(2), and for one image."""
SAID_LIMIT = 4096
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
    """An image cannot be made or mounted; `str()` says why."""


@dataclass(frozen=True, slots=True)
class ErofsMeans:
    """What is needed of others: init and ids of its rows, tasks that outlive callers, where layers are."""

    init: Init
    next_id: Callable[[], int]
    tasks: Tasks
    layer: Callable[[str], Path]


class Erofs:
    """Makes images of layers, each once."""

    def __init__(self, means: ErofsMeans) -> None:
        """None is made yet."""
        self._means = means
        self._flights: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def path(self, chain_id: str) -> Path:
        """Return where the image of a layer is, or would be; it is removed with the layer."""
        return self._means.layer(chain_id).with_name(IMAGE)

    async def make(self, chain_id: str) -> Path:
        """Return the image of an unpacked layer, which is made unless it is there. Raises ErofsFailed."""
        lock = self._flights.get(chain_id) or asyncio.Lock()
        self._flights[chain_id] = lock
        async with lock:
            target = self.path(chain_id)
            if not await asyncio.to_thread(target.exists):
                await self._make(self._means.layer(chain_id), target, encoded(chain_id))
            return target

    async def _make(self, source: Path, target: Path, name: str) -> None:
        tool = shutil.which(TOOL)
        if tool is None:
            raise ErofsFailed(f"cannot make an erofs image: {TOOL} is not installed")
        beside = target.with_name(f"{IMAGE}.new")
        try:
            fd = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise ErofsFailed(f"cannot make an erofs image: {error.strerror}") from None
        try:
            await self._run(_plan(tool, source, name), fd)
            await asyncio.to_thread(_publish, fd, beside, target)
        except OSError as error:
            raise ErofsFailed(f"cannot keep an erofs image: {error.strerror}") from None
        finally:
            os.close(fd)
            with suppress(FileNotFoundError):
                beside.unlink()

    async def _run(self, steps: bytes, image: int) -> None:
        """Have init run the tool to its end; ErofsFailed with what it said."""
        init, ident = self._means.init, self._means.next_id()
        said, theirs = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            streams = {messages.ROLE_STDOUT: image, messages.ROLE_STDERR: theirs}
            await init.spawn_session(ident, steps, streams=streams, deadline=START_LIMIT)
            ended = await self._wait(ident)
            if ended:
                with suppress(BlockingIOError):
                    text = os.read(said, SAID_LIMIT).decode(errors="replace")
                    why = " ".join(text.split()[-40:])
                    raise ErofsFailed(f"cannot make an erofs image: {why or f'status {ended}'}")
                raise ErofsFailed(f"cannot make an erofs image: {TOOL} ended with {ended}")
        except (SpawnFailed, InitGone) as error:
            init.acknowledge(ident)
            raise ErofsFailed(f"cannot make an erofs image: {error}") from None
        finally:
            os.close(said)
            os.close(theirs)

    async def _wait(self, ident: int) -> int:
        """Return how the tool ended; should nobody wait any more, it is ended."""
        init = self._means.init
        try:
            async with asyncio.timeout(MAKE_LIMIT):
                status = (await init.wait_exit(ident)).status
        except TimeoutError:
            raise ErofsFailed("cannot make an erofs image: it takes too long") from None
        finally:
            init.signal(ident, signal.SIGKILL)
            self._means.tasks.begin(_forget(init, ident))
        return os.waitstatus_to_exitcode(status)


def mounted(image: Path) -> int:
    """Return a descriptor of an image that is mounted nowhere, for `tree.move` or overlayfs' layers.

    The kernel mounts the file itself (Linux 6.12, CONFIG_EROFS_FS_BACKED_BY_FILE). Raises ErofsFailed.
    """
    try:
        fd = os.open(image, os.O_RDONLY | os.O_CLOEXEC)
        try:
            source = b"ro,source=/proc/self/fd/%d" % fd
            return tree.new(b"erofs", source, tree.RDONLY | tree.NOSUID | tree.NODEV)
        finally:
            os.close(fd)
    except OSError as error:
        raise ErofsFailed(f"cannot mount an erofs image: {error.strerror or error}") from None


async def _forget(init: Init, ident: int) -> None:
    with suppress(InitGone):
        await init.wait_exit(ident)
        init.acknowledge(ident)


def _publish(fd: int, beside: Path, target: Path) -> None:
    os.fsync(fd)
    beside.rename(target)
    above = os.open(target.parent, FOLDER)
    try:
        os.fsync(above)
    finally:
        os.close(above)


@cache
def _filter() -> bytes:
    with Filter(ALLOW, foreign=False) as rules:
        for name in FORBIDDEN:
            rules.add(DENY, name)
        return rules.program()


def _plan(tool: str, source: Path, name: str) -> bytes:
    """Return the plan of the tool: standard output is the image, and its id that of the layer."""
    uuid = "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:32]))
    words = (tool, "--quiet", "--preserve-mtime", f"-U{uuid}", "/proc/self/fd/1", str(source))
    argv = [os.fsencode(word) for word in words]
    try:
        program = _filter()
    except NoLibrary as error:
        raise ErofsFailed(f"cannot confine {TOOL}: {error}") from None
    return plan.encode(
        [
            plan.Chdir(b"/"),
            plan.Unshare(NOWHERE),
            plan.ReadOnly(b"/", 0),
            plan.Prctl(privileges.PR_SET_NO_NEW_PRIVS, 1),
            plan.Bounding(RIGHTS),
            plan.Capabilities(RIGHTS, RIGHTS, 0),
            plan.Seccomp(program),
            plan.Execve(argv[0], argv, [b"PATH=/usr/sbin:/usr/bin:/sbin:/bin"]),
        ]
    )
