"""Cgroup leaves: one directory `_<id>` per workload, killed and measured as a whole.

It is in the directory of the workload's cell, or in the root for one on the node itself. A leaf is
named by its path below the root, such as `a/b/_17`.
"""

import asyncio
import contextlib
import os
from pathlib import Path

from aurae.linux import cgroup
from aurae.model.cell_names import MOST_LEVELS, is_component
from aurae.processes import group_tree, leaf_usage
from aurae.processes.group_events import wait_event, wait_file
from aurae.processes.group_files import FOLDER, opened
from aurae.processes.group_tree import LEAF


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
        return os.open(path, FOLDER)

    def open(self, leaf: str) -> int:
        """Return a descriptor of a leaf's directory, which the caller closes."""
        return os.open(self._path(leaf), FOLDER)

    def kill(self, leaf: str) -> None:
        """SIGKILL everything in the leaf; a leaf that has gone is no error."""
        with contextlib.suppress(FileNotFoundError), opened(self._path(leaf)) as folder:
            cgroup.kill(folder)

    def populated(self, leaf: str) -> bool:
        """Tell whether a process lives in the leaf; False when it has gone."""
        try:
            with opened(self._path(leaf)) as folder:
                return cgroup.populated(folder)
        except FileNotFoundError:
            return False

    def oom_kills(self, leaf: str) -> int:
        """Return how many processes of the leaf the kernel has killed for want of memory.

        0 when it has gone, or when the machine does not count them: `memory.events` needs the
        memory controller.
        """
        try:
            with opened(self._path(leaf)) as folder:
                return oom_kills(cgroup.read(folder, "memory.events"))
        except OSError:
            return 0

    def processes(self, leaf: str) -> list[int]:
        """Return the pids in the leaf; none when it has gone."""
        try:
            with opened(self._path(leaf)) as folder:
                return cgroup.processes(folder)
        except FileNotFoundError:
            return []

    def usage(self, leaf: str) -> dict[str, int]:
        """Return what the leaf uses and may use, as far as the kernel says; nothing when it has gone.

        The limits stand in the groups of its cells.
        """
        try:
            with opened(self._path(leaf)) as folder:
                found = leaf_usage.read(folder)
            for group in Path(leaf).parents:
                with opened(self._path(str(group))) as folder:
                    leaf_usage.tighten(found, folder)
        except FileNotFoundError:
            return {}
        return found

    def everybody(self, leaf: str) -> list[int]:
        """Return the pids in the leaf and below it; none when it has gone."""
        try:
            return group_tree.processes(self._path(leaf))
        except FileNotFoundError:
            return []

    def signal_all(self, leaf: str, number: int) -> None:
        """Send a signal to every process in the leaf and below it; a leaf that has gone is no error."""
        with contextlib.suppress(FileNotFoundError):
            group_tree.send(self._path(leaf), number)

    async def wait_oom_kill(self, leaf: str, above: int) -> bool:
        """Wait until the kernel has killed more than `above` of its processes; False when it has gone.

        For ever where the machine does not count them.
        """
        path = f"{self._path(leaf)}/memory.events"
        await wait_file(path, lambda text: oom_kills(text.decode()) > above, None)
        return self.oom_kills(leaf) > above

    def kill_as_one(self, leaf: str) -> None:
        """Have the kernel kill all of the leaf or nothing for want of memory."""
        with opened(self._path(leaf)) as folder:
            cgroup.write(folder, "memory.oom.group", "1")

    async def freeze(self, leaf: str, limit: float) -> bool:
        """Stop everything in the leaf; says whether it stands still within `limit` seconds."""
        path = self._path(leaf)
        with opened(path) as folder:
            cgroup.set_frozen(folder, True)
        return await wait_event(path, b"frozen 1", limit)

    def thaw(self, leaf: str) -> None:
        """Let a leaf go on, unless its cell is frozen; one that has gone is no error."""
        with contextlib.suppress(FileNotFoundError), opened(self._path(leaf)) as folder:
            cgroup.set_frozen(folder, False)

    def is_frozen(self, leaf: str) -> bool:
        """Say whether the leaf itself, and not its cell, has been frozen; False when it has gone."""
        try:
            with opened(self._path(leaf)) as folder:
                return cgroup.read(folder, "cgroup.freeze").strip() == "1"
        except FileNotFoundError:
            return False

    def stands_still(self, leaf: str) -> bool:
        """Say whether everything in the leaf is frozen, be it by its cell; False when it has gone."""
        try:
            with opened(self._path(leaf)) as folder:
                return "frozen 1" in cgroup.read(folder, "cgroup.events").splitlines()
        except FileNotFoundError:
            return False

    async def wait_empty(self, leaf: str, limit: float) -> bool:
        """Wait until nothing lives in the leaf, at most `limit` seconds; say whether it is so."""
        return await wait_event(self._path(leaf), b"populated 0", limit)

    async def remove(self, leaf: str) -> None:
        """Remove the leaf and groups that the workload made in it; no error when gone.

        Raises OSError(EBUSY) while something lives in it. A workload of root may have made any
        number of groups, so a thread removes those.
        """
        top = self._path(leaf)
        with contextlib.suppress(OSError):
            os.rmdir(top)  # as a rule there is nothing below
            return
        await asyncio.to_thread(_remove_all, top)

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


def _remove_all(top: str) -> None:
    try:
        fd = os.open(top, FOLDER)
    except FileNotFoundError:
        return
    _remove_tree(fd, os.path.basename(top))


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
                there = os.open(below or "..", FOLDER, dir_fd=here)
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
