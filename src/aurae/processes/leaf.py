"""Cgroup leaves: one directory `_<id>` per workload, killed and measured as a whole.

It is in the directory of the workload's cell, or in the root for one on the node itself. A leaf is
named by its path below the root, such as `a/b/_17`.
"""

import asyncio
import contextlib
import os
import re
import select
import signal
from collections.abc import Iterator
from pathlib import Path

from aurae.linux import cgroup
from aurae.model.cell_names import MOST_LEVELS, is_component

LEAF = re.compile(r"_([0-9]{1,17})\Z")
"""Only names of ids that leave room for more: a workload of root may make any folder here."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Leaves:
    """The leaves below one cgroup root. Methods raise OSError unless they say otherwise."""

    def __init__(self, root: Path) -> None:
        """`root` is a directory on a cgroup v2 mount that is ours alone."""
        self.root = root

    def create(self, leaf: str) -> int:
        """Make the leaf and return a descriptor of its directory, which the caller closes.

        FileNotFoundError when its cell has no directory.
        """
        path = self._path(leaf)
        os.mkdir(path, 0o755)
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def kill(self, leaf: str) -> None:
        """SIGKILL everything in the leaf; a leaf that has gone is no error."""
        with contextlib.suppress(FileNotFoundError), self._open(leaf) as folder:
            cgroup.kill(folder)

    def populated(self, leaf: str) -> bool:
        """Tell whether a process lives in the leaf; False when it has gone."""
        try:
            with self._open(leaf) as folder:
                return cgroup.populated(folder)
        except FileNotFoundError:
            return False

    def oom_kills(self, leaf: str) -> int:
        """Return how many processes of the leaf the kernel has killed for want of memory.

        0 when it has gone, or when the machine does not count them: `memory.events` needs the
        memory controller.
        """
        try:
            with self._open(leaf) as folder:
                return oom_kills(cgroup.read(folder, "memory.events"))
        except OSError:
            return 0

    def processes(self, leaf: str) -> list[int]:
        """Return the pids in the leaf; none when it has gone."""
        try:
            with self._open(leaf) as folder:
                return cgroup.processes(folder)
        except FileNotFoundError:
            return []

    def signal_all(self, leaf: str, number: int) -> None:
        """Send a signal to every process in the leaf.

        Each is opened as a pidfd first and must still be in the leaf then, so that a pid used
        anew is never hit.
        """
        for pid in self.processes(leaf):
            try:
                pidfd = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            try:
                if pid in self.processes(leaf):
                    signal.pidfd_send_signal(pidfd, number)
            except ProcessLookupError:
                pass
            finally:
                os.close(pidfd)

    async def wait_empty(self, leaf: str, limit: float) -> bool:
        """Wait until nothing lives in the leaf, at most `limit` seconds; say whether it is so."""
        try:
            fd = os.open(f"{self._path(leaf)}/cgroup.events", os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return True
        try:
            return await _wait_unpopulated(fd, limit)
        finally:
            os.close(fd)

    def remove(self, leaf: str) -> None:
        """Remove the leaf and groups that the workload made in it; no error when gone.

        Raises OSError(EBUSY) while something lives in it.
        """
        top = self._path(leaf)
        with contextlib.suppress(OSError):
            os.rmdir(top)  # as a rule there is nothing below
            return
        try:
            fd = os.open(top, _FOLDER)
        except FileNotFoundError:
            return
        _remove_tree(fd, os.path.basename(top))

    def present(self) -> dict[int, str]:
        """Return the leaves that there are now, by id.

        Only directories that can be cells are looked into: what a workload makes in its own leaf,
        or somebody else beside it, is none of ours.
        """
        found: dict[int, str] = {}
        left = [("", 0)]
        while left:
            above, level = left.pop()
            try:
                names = _directories(f"{self.root}/{above}")
            except FileNotFoundError:
                if not above:
                    raise
                continue  # removed meanwhile
            for name in names:
                if match := LEAF.match(name):
                    found.setdefault(int(match[1]), f"{above}{name}")
                elif level < MOST_LEVELS and is_component(name):
                    left.append((f"{above}{name}/", level + 1))
        return dict(sorted(found.items()))

    def _path(self, leaf: str) -> str:
        return f"{self.root}/{leaf}"  # each start asks for it, and joining a Path is slow

    @contextlib.contextmanager
    def _open(self, leaf: str) -> Iterator[int]:
        fd = os.open(self._path(leaf), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield fd
        except OSError as error:
            # The group was removed while its directory was open (cgroup_v2: ENODEV).
            if error.errno == 19:
                raise FileNotFoundError(2, "gone", leaf) from None
            raise
        finally:
            os.close(fd)


def oom_kills(events: str) -> int:
    """Return the number behind `oom_kill` in the text of `memory.events`; 0 without one."""
    for line in events.splitlines():
        name, _, number = line.partition(" ")
        if name == "oom_kill" and number.isdecimal():
            return int(number)
    return 0


def _directories(path: str) -> list[str]:
    with os.scandir(path) as items:
        return sorted(item.name for item in items if item.is_dir(follow_symlinks=False))


def _remove_tree(here: int, name: str) -> None:
    """Remove the group `name`, of which `here` is a descriptor, and all below it, the deepest first.

    Closes `here`. A workload of root may nest groups deeper than a path is long or our stack is
    high, so one descriptor goes down and up.
    """
    names = [name]
    left = [_groups(here)]
    try:
        while names:
            below = left[-1].pop() if left[-1] else ""
            try:
                there = os.open(below or "..", _FOLDER, dir_fd=here)
            except FileNotFoundError:
                if not below:
                    raise
                continue  # removed by somebody else
            os.close(here)
            here = there
            if below:
                names.append(below)
                left.append(_groups(here))
            else:
                left.pop()
                with contextlib.suppress(FileNotFoundError):
                    os.rmdir(names.pop(), dir_fd=here)
    finally:
        os.close(here)


def _groups(folder: int) -> list[str]:
    with os.scandir(folder) as items:
        return [item.name for item in items if item.is_dir(follow_symlinks=False)]


async def _wait_unpopulated(fd: int, limit: float) -> bool:
    """Wait on `cgroup.events`, which answers a change as an exceptional poll condition.

    Event loops watch for reading only, so an epoll of one entry stands between.
    """
    loop = asyncio.get_running_loop()
    changed = asyncio.Event()
    with select.epoll() as poll:
        poll.register(fd, select.EPOLLPRI)
        loop.add_reader(poll.fileno(), changed.set)
        try:
            async with asyncio.timeout(limit):
                while True:
                    changed.clear()
                    try:
                        text = os.pread(fd, 4096, 0)
                    except OSError:
                        return True  # removed
                    if b"populated 0" in text:
                        return True
                    poll.poll(0)
                    await changed.wait()
        except TimeoutError:
            return False
        finally:
            loop.remove_reader(poll.fileno())
