"""Disks of a machine that runs, seen from its guest: read, written, put in, pulled out, changed, made larger, slowed down."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from aurae.model.refusal import AlreadyExists, FailedPrecondition, InvalidField, NotFound
from aurae.model.vm import DiskFormat, DriveCache, DriveLimits, IoEngine
from aurae.vms import balloon, drive_files, drives
from aurae.vms.guest_orders import READ_ONLY, Mount, Root, Setup, Upper
from aurae.vms.hardware import Bus
from tests.support import guests
from tests.support.erofs import small_disk
from tests.support.loops import in_loop
from tests.support.require import need
from tests.support.vm_machine import DO, Living, disk, living

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from aurae.vms.hardware import Disk

pytestmark = [pytest.mark.host, pytest.mark.slow]
MIB = 1 << 20
FIND = 'for d in /sys/block/*; do case $d in */sd*) s=$(dd if=$d/device/vpd_pg80 bs=1 skip=4 2>/dev/null);; *) s=$(cat $d/serial 2>/dev/null);; esac; [ "$s" = {} ] && echo /dev/${{d##*/}}; done; true'
"""Says where in the guest the disk with a serial number is."""


def ext4(path: Path, **files: str) -> Path:
    """Make a file system of 8 MiB with files in it."""
    folder = path.with_name(f"{path.name}.files")
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    command = [need("mkfs.ext4"), "-q", "-F", "-d", str(folder), str(path), "8M"]
    subprocess.run(command, check=True, capture_output=True)
    return path


def qcow2(path: Path, size: str = "16M") -> Path:
    """Make an image with nothing in it."""
    command = [need("qemu-img"), "create", "-q", "-f", "qcow2", str(path), size]
    subprocess.run(command, check=True)
    return path


def raw(path: Path, size: int = 4 * MIB) -> Path:
    """Make a disk of zeros."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def is_sound(image: Path) -> bool:
    """Say whether an image is as it should be."""
    checked = subprocess.run([need("qemu-img"), "check", "-q", image], check=False)
    return checked.returncode == 0


@asynccontextmanager
async def machine(folder: Path, *disks: Disk) -> AsyncIterator[Living]:
    """Give a machine of busybox with more disks."""
    with disk(guests.busybox_root(folder), "root", read_only=True) as root:
        async with living(folder, [root, *disks]) as here:
            await here.guest.set_up(Setup(Root("root"), Upper()), DO)
            yield here


async def place(here: Living, ident: str) -> str:
    """Return the device that a disk is in the guest, empty for none."""
    return await here.said(FIND.format(ident))


async def attached(here: Living, path: Path, ident: str, **more: object) -> None:
    """Put a disk in."""
    slot = await drives.free_slot(here.qmp, DO)
    with disk(path, ident, bus=Bus.SCSI, slot=slot, **more) as made:
        await drives.attach(here.qmp, made, DO)


async def names(here: Living) -> set[str]:
    """Return what QEMU has of disks."""
    nodes = await here.qmp.execute("query-named-block-nodes", {"flat": True})
    sets = await here.qmp.execute("query-fdsets")
    objects = await here.qmp.execute("qom-list", {"path": drives.OBJECTS})
    assert isinstance(nodes, list)
    assert isinstance(sets, list)
    assert isinstance(objects, list)
    found = {node["node-name"] for node in nodes} | {item["name"] for item in objects}
    return found | {fd.get("opaque", "") for item in sets for fd in item["fds"]}


async def until_answered(ask: Callable[[], Awaitable[object]], wanted: object) -> None:
    """Wait until a question has the answer that is wanted."""
    found = None
    for _ in range(200):
        if (found := await ask()) == wanted:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(found)


def test_disks_are_put_in_and_pulled_out_and_leave_nothing(tmp_path: Path):
    async def played():
        image = qcow2(tmp_path / "more.qcow2")
        async with machine(tmp_path) as here:
            before = await names(here)
            await attached(here, ext4(tmp_path / "hot.ext4", hello="world\n"), "hot")
            with pytest.raises(AlreadyExists, match="'hot'"):
                await attached(here, image, "hot")
            await here.guest.mount(Mount("/mnt", "hot", filesystem="ext4"), DO)
            assert await here.said("cat /mnt/hello; echo more > /mnt/more; sync") == "world"
            await attached(here, image, "more", format=DiskFormat.QCOW2, engine=IoEngine.THREADS)
            there = await place(here, "more")
            assert (
                await here.said(f"echo sound | dd of={there} conv=fsync 2>/dev/null; echo $?")
                == "0"
            )
            assert await here.said(f"cat /sys/block/{there[5:]}/size") == str(16 * MIB // 512)
            await here.guest.unmount("/mnt", DO)
            for ident in ("hot", "more"):
                await drives.detach(here.qmp, ident, DO)
                assert await place(here, ident) == ""
            assert await names(here) == before
            with pytest.raises(NotFound, match="'hot'"):
                await drives.detach(here.qmp, "hot", DO)
            # Nobody has them any more.
            for path in (tmp_path / "hot.ext4", image):
                os.close(drive_files.opened(str(path), DiskFormat.RAW, (), read_only=False).fd)
            await attached(here, tmp_path / "hot.ext4", "hot", read_only=True)
            await here.guest.mount(Mount("/mnt", "hot", filesystem="ext4", options=READ_ONLY), DO)
            assert await here.said("cat /mnt/more") == "more"
            status, _ = await here.run(f"dd if=/dev/zero of={await place(here, 'hot')} count=1")
            assert status != 0
        assert is_sound(image)

    in_loop(played())


def test_disks_are_changed_made_larger_and_slowed_down_while_they_are_used(tmp_path: Path):
    async def played():
        with ExitStack() as stack:
            first = stack.enter_context(disk(raw(tmp_path / "first"), "data"))
            quick = stack.enter_context(
                disk(raw(tmp_path / "quick", 32 * MIB), "quick", cache=DriveCache.UNSAFE,
                     limits=DriveLimits(bytes_per_second=MIB, bytes_burst=0))
            )  # fmt: skip
            fixed = stack.enter_context(disk(raw(tmp_path / "fixed"), "fixed", read_only=True))
            async with machine(tmp_path, first, quick, fixed) as here:
                data, fast = await place(here, "data"), await place(here, "quick")
                await here.said(f"echo one | dd of={data} conv=fsync 2>/dev/null")
                await _swapped(here, tmp_path, data)
                await _larger(here, data)
                await _measured(here, fast)
                with pytest.raises(FailedPrecondition, match="was there at the start"):
                    await drives.detach(here.qmp, "data", DO)
                status, _ = await here.run(
                    f"dd if=/dev/zero of={await place(here, 'fixed')} count=1"
                )
                assert status != 0
        assert (tmp_path / "first").read_bytes()[:4] == b"one\n"
        assert (tmp_path / "fixed").read_bytes() == bytes(4 * MIB)

    in_loop(played())


async def _swapped(here: Living, folder: Path, data: str) -> None:
    second = raw(folder / "second", 8 * MIB)
    second.write_bytes(b"two\n".ljust(8 * MIB, b"\0"))
    before = await names(here)
    for path, size in ((second, 8 * MIB), (folder / "first", 4 * MIB), (second, 8 * MIB)):
        with disk(path, "data") as other:
            await drives.swap(here.qmp, other, size, DO)
        assert len(await names(here)) == len(before)
    await here.said("echo 3 > /proc/sys/vm/drop_caches")
    assert (
        await here.said(f"head -c 3 {data}; cat /sys/block/{data[5:]}/size")
        == f"two{8 * MIB // 512}"
    )
    with pytest.raises(NotFound), disk(second, "none") as other:
        await drives.swap(here.qmp, other, 8 * MIB, DO)


async def _larger(here: Living, data: str) -> None:
    await drives.resize(here.qmp, "data", 12 * MIB, DO)
    assert await here.said(f"cat /sys/block/{data[5:]}/size") == str(12 * MIB // 512)
    for ident, why in (("data", "never fewer"), ("fixed", "read-only")):
        with pytest.raises(FailedPrecondition, match=why):
            await drives.resize(here.qmp, ident, MIB, DO)


async def _measured(here: Living, fast: str) -> None:
    """A disk of 1 MiB a second takes its time for what it has to write, and none once it is unlimited."""
    write = f"dd if=/dev/zero of={fast} bs=65536 count=48 oflag=direct 2>/dev/null"
    began = time.monotonic()
    await here.said(write)
    assert time.monotonic() - began > 2.0
    await drives.limit(here.qmp, "quick", DriveLimits(operations_per_second=10), DO)
    began = time.monotonic()
    await here.said(f"dd if=/dev/zero of={fast} bs=4096 count=25 oflag=direct 2>/dev/null")
    assert time.monotonic() - began > 1.2
    await drives.limit(here.qmp, "quick", None, DO)
    began = time.monotonic()
    await here.said(write)
    assert time.monotonic() - began < 1.5
    with pytest.raises(NotFound):
        await drives.limit(here.qmp, "none", None, DO)


def test_a_full_disk_of_the_host_is_an_error_of_the_guest_and_the_machine_goes_on(tmp_path: Path):
    async def played():
        (tmp_path / "small").mkdir()
        with small_disk(tmp_path / "small", "1m"):
            async with machine(tmp_path) as here:
                await attached(here, raw(tmp_path / "small/disk"), "full")
                there = await place(here, "full")
                write = f"dd if=/dev/zero of={there} bs=65536 count=64 oflag=direct"
                status, text = await here.run(write)
                assert status != 0, text
                assert await here.said("echo on") == "on"
                await drives.detach(here.qmp, "full", DO)

    in_loop(played())


def test_a_balloon_takes_memory_from_a_guest_and_gives_it_back(tmp_path: Path):
    async def played():
        async with machine(tmp_path) as here:
            free = "awk '/MemFree/ {print $2}' /proc/meminfo"
            before = int(await here.said(free))
            await balloon.poll(here.qmp, 1)
            await balloon.resize(here.qmp, 96 * MIB, 128 * MIB, DO)

            async def actual() -> int:
                return (await balloon.said(here.qmp)).actual

            await until_answered(actual, 96 * MIB)
            assert int(await here.said(free)) < before - 16 * 1024

            async def is_told() -> bool:
                return (await balloon.said(here.qmp)).available is not None

            await until_answered(is_told, wanted=True)
            await balloon.resize(here.qmp, 128 * MIB, 128 * MIB, DO)
            await until_answered(actual, 128 * MIB)
            with pytest.raises(FailedPrecondition, match="more come with a new start"):
                await balloon.resize(here.qmp, 256 * MIB, 128 * MIB, DO)
            with pytest.raises(FailedPrecondition, match="processors cannot come or go"):
                await balloon.resize(here.qmp, 128 * MIB, 128 * MIB, DO, vcpus=2, has_vcpus=1)
            with pytest.raises(InvalidField):
                await balloon.resize(here.qmp, MIB, 128 * MIB, DO)

    in_loop(played())
