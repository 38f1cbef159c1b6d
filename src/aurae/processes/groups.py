"""Cgroups of cells: the directory `a/b` below the root is the cell `a/b`.

A cell's directory has limits and no processes: those live in leaves below it, `_<id>`.
"""

import asyncio
import contextlib
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from aurae.linux import cgroup
from aurae.model import cell_limits, cell_usage
from aurae.model.bad_field import invalid
from aurae.model.cell import NODE, CellUsage, Device, Io, Limits
from aurae.model.cell_names import components, is_component
from aurae.model.pressure import Candidate
from aurae.processes import group_files, group_tree, leaf_usage
from aurae.processes.group_events import wait_event
from aurae.processes.group_files import GroupError as GroupError
from aurae.processes.group_files import opened
from aurae.processes.pressure import FILE as PRESSURE

_CONTROLLERS = frozenset(cell_limits.CONTROLLERS)
_EFFECTIVE = ("cpuset.cpus.effective", "cpuset.mems.effective")


class GroupState(NamedTuple):
    """What the kernel has for a cell; the lists are empty without the cpuset controller."""

    limits: Limits
    effective_cpus: str
    effective_mems: str
    frozen: bool


class Groups:
    """The cgroups of cells below one root.

    Cells are named by their path; empty or `/` is the root itself. Every method raises
    FileNotFoundError when the cell has no directory, and OSError, unless it says otherwise.
    """

    def __init__(self, root: Path) -> None:
        """`root` is a directory on a cgroup v2 mount that is ours alone."""
        self.root = root

    def prepare(self) -> dict[str, OSError]:
        """Give cells the controllers that the root has; returns those that refuse, and why."""
        with opened(self.root) as folder:
            return cgroup.pass_down(folder, cgroup.controllers(folder) & _CONTROLLERS)

    def available(self) -> frozenset[str]:
        """Return the controllers that cells have; of others nothing can be set."""
        with opened(self.root) as folder:
            return cgroup.passed_down(folder)

    def counts_pressure(self) -> bool:
        """Tell whether the kernel says how long groups stand still for want of memory."""
        return (self.root / PRESSURE).exists()

    def directory(self, path: str) -> str:
        """Return the directory of a cell."""
        return self._path(path)

    def candidate(self, ident: int, leaf: str) -> Candidate:
        """Return what decides whether the workload in a leaf is killed under pressure."""
        with opened(f"{self.root}/{leaf}") as folder:
            return leaf_usage.candidate(ident, folder)

    def create(self, path: str, *, exist_ok: bool = False) -> None:
        """Make a cell's directory, and pass its controllers on to its leaves.

        FileExistsError when it is there already, unless `exist_ok`; FileNotFoundError when the
        one above is not.
        """
        where = self._path(path)
        try:
            os.mkdir(where, 0o755)
        except FileExistsError:
            if not exist_ok:
                raise
        with opened(where) as folder:
            cgroup.pass_down(folder, cgroup.controllers(folder) & _CONTROLLERS)

    def exists(self, path: str) -> bool:
        """Tell whether the cell's directory is there."""
        return os.path.isdir(self._path(path))

    def remove(self, path: str) -> None:
        """Remove the directory of a cell; OSError(EBUSY) while it is not empty."""
        os.rmdir(self._path(path))

    def apply(self, path: str, limits: Limits) -> None:
        """Set the limits of a new cell. BadField for a device that is none, GroupError."""
        wanted = _with_numbers(limits)
        with opened(self._path(path)) as folder:
            for file, text in cell_limits.files_of(wanted):
                group_files.write(folder, file, text)

    async def apply_async(self, path: str, limits: Limits) -> None:
        """Give a running cell these limits and no others: all that `limits` does not set is lifted.

        In a thread, because lowering memory.max waits until memory is reclaimed. On GroupError
        everything is as it was. BadField for a device that is none.
        """
        await asyncio.to_thread(self._change, path, limits)

    def read(self, path: str) -> GroupState:
        """Return the limits as the kernel has them, and what it makes of them."""
        with opened(self._path(path)) as folder:
            files = group_files.read(folder, (*cell_limits.READ_FILES, *_EFFECTIVE))
            events = cgroup.read(folder, "cgroup.events")
        cpus, mems = (files.get(name, "").strip() for name in _EFFECTIVE)
        return GroupState(cell_limits.limits_of(files), cpus, mems, "frozen 1" in events)

    def usage(self, path: str) -> CellUsage:
        """Return what the cell and all below it use."""
        where = self._path(path)
        with opened(where) as folder:
            files = group_files.read(folder, cell_usage.READ_FILES)
        return cell_usage.usage_of(files, len(group_tree.processes(where)))

    async def freeze(self, path: str, limit: float) -> bool:
        """Stop the cell and all below it; says whether it stands still within `limit` seconds."""
        where = self._path(path)
        with opened(where) as folder:
            cgroup.set_frozen(folder, True)
        return await wait_event(where, b"frozen 1", limit)

    def thaw(self, path: str) -> None:
        """Let a cell go on, unless one above it is frozen; does not wait for it."""
        with opened(self._path(path)) as folder:
            cgroup.set_frozen(folder, False)

    def kill(self, path: str) -> None:
        """SIGKILL everything in the cell and below it at once, also what is being forked."""
        with opened(self._path(path)) as folder:
            cgroup.kill(folder)

    def signal(self, path: str, number: int) -> int:
        """Send a signal to every process in the cell and below it; returns how many got it.

        Takes a while where there are many: for a thread.
        """
        return group_tree.send(self._path(path), number)

    def processes(self, path: str) -> list[int]:
        """Return the pids in the cell and below it, as this process' PID namespace has them."""
        return group_tree.processes(self._path(path))

    async def wait_empty(self, path: str, limit: float) -> bool:
        """Wait until nothing lives in the cell or below it; says whether it is so, or it has gone."""
        return await wait_event(self._path(path), b"populated 0", limit)

    def foreign(self, known: set[str], path: str = "") -> list[str]:
        """Describe the directories and processes in a cell and below it that are not ours.

        `known` are the names of all cells; an empty `path` means the whole tree.
        """
        return group_tree.foreign(os.fspath(self.root), known, "" if path == NODE else path)

    def residents(self, path: str) -> list[str]:
        """Describe the processes in the cell itself and its leaves, but not in cells below it."""
        return group_tree.residents(self._path(path))

    def _change(self, path: str, limits: Limits) -> None:
        with opened(self._path(path)) as folder:
            change_limits(folder, limits)

    def _path(self, path: str) -> str:
        if path in ("", NODE):
            return os.fspath(self.root)
        if not all(map(is_component, components(path))):
            raise ValueError(f"{path!r} is not the name of a cell")
        return f"{self.root}/{path}"


def limit_leaf(leaf: int, limits: Limits) -> None:
    """Set the limits of a leaf, of which `leaf` is a descriptor. BadField, GroupError."""
    for file, text in cell_limits.files_of(_with_numbers(limits)):
        group_files.write(leaf, file, text)


def change_limits(folder: int, limits: Limits) -> None:
    """Give a group that lives these limits and no others. BadField, GroupError; then all is as it was.

    Blocks: lowering memory.max waits until memory is reclaimed.
    """
    wanted, before = _with_numbers(limits), _current(folder)
    try:
        for file, text in cell_limits.files_of(wanted, before):
            group_files.write(folder, file, text)
    except GroupError:
        for file, text in cell_limits.files_of(before, _current(folder)):
            with contextlib.suppress(GroupError):
                group_files.write(folder, file, text)
        raise


def _current(folder: int) -> Limits:
    return cell_limits.limits_of(group_files.read(folder, cell_limits.READ_FILES))


def _with_numbers(limits: Limits) -> Limits:
    """Return the limits with the number of each device that is called by its node's path.

    BadField for a path that is no block device's, and for a device that is there twice.
    """
    devices: list[Device] = []
    for index, device in enumerate(limits.io.devices if limits.io is not None else ()):
        field = f"cell.io.devices[{index}].device"
        name = device.device
        if name.startswith("/"):
            try:
                found = os.stat(name)
            except OSError:
                raise invalid(field) from None
            if not stat.S_ISBLK(found.st_mode):
                raise invalid(field)
            name = f"{os.major(found.st_rdev)}:{os.minor(found.st_rdev)}"
        else:
            name = ":".join(str(int(number)) for number in name.split(":"))
        if any(other.device == name for other in devices):
            raise invalid(field)
        devices.append(replace(device, device=name))
    return (
        replace(limits, io=replace(limits.io or Io(), devices=tuple(devices)))
        if devices
        else limits
    )
