"""What the kernel says of cells: numbers of its own files, taken over the guest's own clock."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.until import until

MIB = 1 << 20
SPAN = 3.0
"""Seconds over which work is measured: thirty of the scheduler's usual periods."""

HOG = "while :; do :; done"
"""Wants a whole CPU."""

Measure = Callable[[str, float], None]
"""Notes a number under a name: it is printed, and a property of the test's report."""


def noting(request: pytest.FixtureRequest) -> Measure:
    """Return what notes the numbers that a test has measured."""

    def note(name: str, number: float) -> None:
        print(f"{name}: {number:.1f}")
        request.node.user_properties.append((name, round(number, 2)))

    return note


@contextmanager
def clearing(api: Api) -> Iterator[CellCalls]:
    """Give CellService, and free the cells that a test leaves, so that the next one has none."""
    cells = CellCalls(api)
    yield cells
    for node in cells.call("List").cells:
        cells.free(node.cell.name, 0, 60)


def number(group: Path, file: str, key: str = "") -> int:
    """Return the number in a file of a cgroup, or the one behind a key of it."""
    words = (group / file).read_text().split()
    return int(words[words.index(key) + 1] if key else words[0])


def text(group: Path, file: str) -> str:
    """Return the text of a file of a cgroup."""
    return (group / file).read_text().strip()


def cpu_used(group: Path) -> int:
    """Return the microseconds of CPU time that a cgroup and all below it have used."""
    return number(group, "cpu.stat", "usage_usec")


def wait_busy(group: Path) -> None:
    """Return when something works in a cgroup."""
    before = cpu_used(group)
    until(lambda: cpu_used(group) > before + 10_000, f"something works in {group.name}", 30)


def rate(counter: Callable[[], int], span: float = SPAN) -> float:
    """Return by how much a counter grows in a second, over `span` seconds."""
    return rates([counter], span)[0]


def rates(counters: list[Callable[[], int]], span: float = SPAN) -> list[float]:
    """Return by how much each of these counters grows in a second, all over the same seconds."""
    begun = time.monotonic()
    before = [counter() for counter in counters]
    until(lambda: time.monotonic() >= begun + span, "time passes", span + 60)
    passed = time.monotonic() - begun
    after = [counter() for counter in counters]
    return [(new - old) / passed for new, old in zip(after, before, strict=True)]


def cpu_share(group: Path, span: float = SPAN) -> float:
    """Return per cent of one CPU that a cgroup and all below it use."""
    return rate(lambda: cpu_used(group), span) / 10_000


def disk_of(serial: str) -> Path:
    """Return the node of the disk with a serial number."""
    for file in Path("/sys/block").glob("*/serial"):
        if file.read_text().strip() == serial:
            return Path("/dev", file.parent.name)
    raise LookupError(f"there is no disk with the serial number {serial}")


def device_number(disk: Path) -> str:
    """Return the `major:minor` of a block device."""
    made = disk.stat().st_rdev
    return f"{os.major(made)}:{os.minor(made)}"
