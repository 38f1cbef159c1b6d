"""What can be set aside: by a cell for those below it, by the machine for the top cells."""

from __future__ import annotations

import logging
import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.cells.admission import NOTHING, Guarantees, check_room, guarantees, total
from aurae.cells.protection import OPTION, is_recursive
from aurae.config.cgroup import OWN_LEAF
from aurae.model.cell import CellSpec, Limits, Memory
from aurae.model.cell_names import parent
from aurae.model.refusal import FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.cells.register import Register
    from aurae.processes.groups import Groups

_TOTAL = re.compile(r"^MemTotal:\s+(\d+) kB$", re.MULTILINE)

_NEEDED = f"cgroup v2 mounted with the option {OPTION}"

MOUNTINFO = Path("/proc/self/mountinfo")

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
        self._passed: int | None = None

    def check(self, action: str, spec: CellSpec, before: CellSpec | None = None) -> None:
        """Exhausted when what is set aside for a cell is not there; most ask for nothing.

        `before` is what the cell was: only what is more now is judged. FailedPrecondition where
        the kernel would not pass memory.min on to the workloads.
        """
        asked = guarantees(spec.limits)
        had = NOTHING if before is None else guarantees(before.limits)
        if asked.memory <= had.memory and asked.cpu <= had.cpu:
            return
        if asked.memory > had.memory and not self._protects():
            raise FailedPrecondition(action, f"memory.min needs {_NEEDED}")
        above = parent(spec.name)
        siblings = [
            item.cell.spec for item in self._register.children(above) if item.name != spec.name
        ]
        check_room(action, spec, siblings, *self._of(above), had)

    def problems(self) -> list[str]:
        """Return what keeps guarantees from being given; nothing where they are not to be had."""
        try:
            if "memory" in self._groups.available() and not self._protects():
                return [f"memory.min of cells is refused: it needs {_NEEDED}"]
        except OSError as error:
            return [f"cannot tell whether memory can be set aside for cells: {error}"]
        return []

    def _protects(self) -> bool:
        text = MOUNTINFO.read_text(encoding="utf-8", errors="surrogateescape")
        return is_recursive(text, self._groups.root.stat().st_dev)

    def _of(self, path: str) -> tuple[Guarantees, str]:
        """Return what a cell can set aside, and its name for people; the machine's for no path."""
        standing = self._register.get(path)
        if standing is not None:
            return guarantees(standing.cell.spec.limits), f"cell '{path}'"
        return Guarantees(self._memory(), cpus() * 1000), "the machine"

    def pass_down(self, changed: Iterable[CellSpec] | None = None) -> None:
        """Have our root protected as much as all top cells together, after these have changed.

        None is after a restart: who knows what has changed.
        """
        if changed is not None and not any(guarantees(spec.limits).memory for spec in changed):
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
