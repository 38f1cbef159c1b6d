"""The kernel's wake-up for pressure on memory; what it is for needs a machine with the memory controller."""

import asyncio
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.model.pressure import PressurePreference
from aurae.processes import leaf_usage
from aurae.processes.groups import Groups
from aurae.processes.pressure import FILE, Trigger
from tests.support.proc import cgroup_mount

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


@pytest.fixture
def group() -> Iterator[Path]:
    path = cgroup_mount() / f"aurae-test-{os.getpid()}-pressure"
    path.mkdir()
    if not (path / FILE).exists():
        path.rmdir()
        pytest.skip("this kernel does not count pressure")
    yield path
    if path.exists():
        path.rmdir()


async def test_who_waits_for_pressure_is_told_when_the_group_has_gone(group: Path) -> None:
    trigger = Trigger(str(group), 50)
    assert trigger.stalled() == 0
    waiting = asyncio.ensure_future(trigger.wait())
    await asyncio.sleep(0)
    os.rmdir(group)
    assert await asyncio.wait_for(waiting, 10) is False
    trigger.close()


async def test_who_stops_waiting_leaves_nothing_open(group: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    trigger = Trigger(str(group), 100)
    waiting = asyncio.ensure_future(trigger.wait())
    await asyncio.sleep(0)
    waiting.cancel()
    trigger.close()
    assert len(os.listdir("/proc/self/fd")) == before


async def test_a_threshold_that_the_kernel_refuses_leaves_nothing_open(group: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        Trigger(str(group), 101)
    with pytest.raises(FileNotFoundError):
        Trigger(f"{group}/none", 50)
    assert len(os.listdir("/proc/self/fd")) == before


async def test_what_is_said_of_a_workload_lies_with_its_group(group: Path) -> None:
    fd = os.open(group, os.O_RDONLY)
    assert leaf_usage.candidate(7, fd).preference is None
    leaf_usage.prefer(fd, PressurePreference.AVOID)
    os.close(fd)
    found = Groups(group.parent).candidate(7, group.name)
    assert (found.id, found.preference) == (7, PressurePreference.AVOID)
