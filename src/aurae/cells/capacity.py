"""What can be set aside: by a cell for those below it, by the machine for the top cells."""

from __future__ import annotations

import logging
import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.cells.admission import Guarantees, check_room, guarantees, total
from aurae.config.cgroup import OWN_LEAF
from aurae.model.cell import CellSpec, Limits, Memory
from aurae.model.cell_names import parent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.cells.register import Register
    from aurae.processes.groups import Groups

_TOTAL = re.compile(r"^MemTotal:\s+(\d+) kB$", re.MULTILINE)

_log = logging.getLogger("aurae.cells")


class Capacity:
    """Knows what is there, and passes the machine's promise down to our root.

    A cell is protected no further than those above it (cgroup-v2.rst, memory.min). Our root is
    above all cells, so it gets as much as they have together; one that systemd has delegated is
    systemd's, and what it has is all that there is.
    """

    def __init__(self, groups: Groups, register: Register) -> None:
        """Nothing is passed down yet."""
        self._groups = groups
        self._register = register
        self._passed = 0

    def check(self, action: str, spec: CellSpec) -> None:
        """Exhausted when what is set aside for a cell is not there; most ask for nothing."""
        if guarantees(spec.limits) == Guarantees():
            return
        above = parent(spec.name)
        siblings = [
            item.cell.spec for item in self._register.children(above) if item.name != spec.name
        ]
        check_room(action, spec, siblings, *self._of(above))

    def _of(self, path: str) -> tuple[Guarantees, str]:
        """Return what a cell can set aside, and its name for people; the machine's for no path."""
        standing = self._register.get(path)
        if standing is not None:
            return guarantees(standing.cell.spec.limits), f"cell '{path}'"
        return Guarantees(self._memory(), cpus() * 1000), "the machine"

    def pass_down(self, changed: Iterable[CellSpec]) -> None:
        """Have our root protected as much as all top cells together, after these have changed."""
        if not any(guarantees(spec.limits).memory for spec in changed):
            return
        wanted = total(item.cell.spec for item in self._register.children("")).memory
        if wanted == self._passed or self._is_delegated:
            return
        try:
            if "memory" not in self._groups.available():
                return
            self._groups.apply("", Limits(memory=Memory(min=wanted)))
        except OSError as error:
            _log.error("cannot protect the memory of cells: %s", error)
            return
        self._passed = wanted

    @cached_property
    def _is_delegated(self) -> bool:
        """Whether the root is a cgroup of systemd's, in which the daemon has moved to a leaf."""
        return (self._groups.root / OWN_LEAF).is_dir()

    def _memory(self) -> int:
        """Return the bytes that all top cells together can be promised."""
        try:
            own = self._groups.read("").limits.memory or Memory()
        except OSError:
            own = Memory()
        if self._is_delegated:
            return own.min or 0
        there = memory_of(Path("/proc/meminfo").read_text(encoding="ascii"))
        return there if own.max is None else min(there, own.max)


def memory_of(meminfo: str) -> int:
    """Return the machine's memory in bytes, from the text of /proc/meminfo (proc_meminfo(5))."""
    found = _TOTAL.search(meminfo)
    return int(found[1]) * 1024 if found is not None else 0


def cpus() -> int:
    """Return how many CPUs this process, and thus a workload, can run on."""
    return len(os.sched_getaffinity(0))
