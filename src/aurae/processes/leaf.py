"""Cgroup leaves: one directory `_<id>` below the root per workload, killed and measured as a whole."""

import asyncio
import contextlib
import os
import re
import select
import signal
from collections.abc import Iterator
from pathlib import Path

from aurae.linux import cgroup

LEAF = re.compile(r"_([0-9]{1,17})\Z")
"""Only names of ids that leave room for more: a workload of root may make any folder here."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Leaves:
    """The leaves below one cgroup root. Methods raise OSError unless they say otherwise."""

    def __init__(self, root: Path) -> None:
        """`root` is a directory on a cgroup v2 mount that is ours alone."""
        self.root = root

    def create(self, ident: int) -> int:
        """Make the leaf and return a descriptor of its directory, which the caller closes."""
        path = self._path(ident)
        os.mkdir(path, 0o755)
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def kill(self, ident: int) -> None:
        """SIGKILL everything in the leaf; a leaf that has gone is no error."""
        with contextlib.suppress(FileNotFoundError), self._open(ident) as leaf:
            cgroup.kill(leaf)

    def populated(self, ident: int) -> bool:
        """Tell whether a process lives in the leaf; False when it has gone."""
        try:
            with self._open(ident) as leaf:
                return cgroup.populated(leaf)
        except FileNotFoundError:
            return False

    def processes(self, ident: int) -> list[int]:
        """Return the pids in the leaf; none when it has gone."""
        try:
            with self._open(ident) as leaf:
                return cgroup.processes(leaf)
        except FileNotFoundError:
            return []

    def signal_all(self, ident: int, number: int) -> None:
        """Send a signal to every process in the leaf.

        Each is opened as a pidfd first and must still be in the leaf then, so that a pid used
        anew is never hit.
        """
        for pid in self.processes(ident):
            try:
                pidfd = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            try:
                if pid in self.processes(ident):
                    signal.pidfd_send_signal(pidfd, number)
            except ProcessLookupError:
                pass
            finally:
                os.close(pidfd)

    async def wait_empty(self, ident: int, limit: float) -> bool:
        """Wait until nothing lives in the leaf, at most `limit` seconds; say whether it is so."""
        try:
            fd = os.open(f"{self._path(ident)}/cgroup.events", os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return True
        try:
            return await _wait_unpopulated(fd, limit)
        finally:
            os.close(fd)

    def remove(self, ident: int) -> None:
        """Remove the leaf and groups that the workload made in it; no error when gone.

        Raises OSError(EBUSY) while something lives in it.
        """
        top = self._path(ident)
        with contextlib.suppress(OSError):
            os.rmdir(top)  # as a rule there is nothing below
            return
        try:
            fd = os.open(top, _FOLDER)
        except FileNotFoundError:
            return
        _remove_tree(fd, os.path.basename(top))

    def present(self) -> list[int]:
        """Return the ids that have a leaf now."""
        names = [match for item in os.scandir(self.root) if (match := LEAF.match(item.name))]
        return sorted(int(match[1]) for match in names)

    def _path(self, ident: int) -> str:
        return f"{self.root}/_{ident}"  # each start asks for it, and joining a Path is slow

    @contextlib.contextmanager
    def _open(self, ident: int) -> Iterator[int]:
        fd = os.open(self._path(ident), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield fd
        except OSError as error:
            # The group was removed while its directory was open (cgroup_v2: ENODEV).
            if error.errno == 19:
                raise FileNotFoundError(2, "gone", f"_{ident}") from None
            raise
        finally:
            os.close(fd)


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
