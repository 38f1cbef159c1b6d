"""What a cell uses, from the texts of its cgroup's files (cgroup-v2.rst)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.cell import CellUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

READ_FILES = (
    *("cpu.stat", "memory.current", "memory.peak", "memory.swap.current", "memory.stat"),
    *("memory.events", "pids.current", "pids.peak", "pids.events", "io.stat"),
)
"""What `usage_of` reads."""

_MEMORY_STAT = ("anon", "file", "kernel")


def usage_of(files: Mapping[str, str], processes: int) -> CellUsage:
    """Return the numbers in the kernel's files, those missing left out.

    `memory` has `current`, `peak` and `swap_current`, of memory.stat `anon`, `file` and `kernel`,
    and all of memory.events; `pids` has `current`, `peak` and, of pids.events, `max`.
    """
    return CellUsage(
        cpu=pairs(files.get("cpu.stat", "")),
        memory=_memory(files) if "memory.current" in files else None,
        pids=_pids(files) if "pids.current" in files else None,
        io=devices(files.get("io.stat", "")),
        processes=processes,
    )


def pairs(text: str) -> dict[str, int]:
    """Return the numbers of a flat keyed file: `NAME NUMBER` on each line, others skipped."""
    words = (line.split() for line in text.splitlines())
    return _numbers((line[0], line[1]) for line in words if len(line) == 2)


def devices(text: str) -> dict[str, dict[str, int]]:
    """Return the numbers of io.stat, by device.

    A line is `8:0 rbytes=1 wbytes=2`. Some kernels print a device without numbers and no line
    feed behind it, so a device may be named anywhere in a line.
    """
    found: dict[str, dict[str, int]] = {}
    for line in text.splitlines():
        device = ""
        for word in line.split():
            name, equals, value = word.partition("=")
            if not equals:
                device = word if ":" in word else ""
            elif device:
                found.setdefault(device, {}).update(_numbers([(name, value)]))
    return {device: numbers for device, numbers in found.items() if numbers}


def _memory(files: Mapping[str, str]) -> dict[str, int]:
    stat = pairs(files.get("memory.stat", ""))
    return {
        **_numbers(
            (name, files.get(f"memory.{file}", ""))
            for name, file in (
                ("current", "current"),
                ("peak", "peak"),
                ("swap_current", "swap.current"),
            )
        ),
        **{name: stat[name] for name in _MEMORY_STAT if name in stat},
        **pairs(files.get("memory.events", "")),
    }


def _pids(files: Mapping[str, str]) -> dict[str, int]:
    return {
        **_numbers((name, files.get(f"pids.{name}", "")) for name in ("current", "peak")),
        **pairs(files.get("pids.events", "")),
    }


def _numbers(found: Iterable[tuple[str, str]]) -> dict[str, int]:
    stripped = ((name, text.strip()) for name, text in found)
    return {
        name: int(text)
        for name, text in stripped
        if text.isascii() and text.isdigit() and len(text) <= 20
    }
