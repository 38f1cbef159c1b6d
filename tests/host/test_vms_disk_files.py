"""Disks of machines before anybody reads them: files are looked at, opened and locked; scratch disks are made."""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from aurae.linux import loop
from aurae.model.refusal import Exhausted, FailedPrecondition, InvalidField
from aurae.model.vm import DiskFormat
from aurae.vms import drive_files
from aurae.vms.inspecting import Unfit
from aurae.vms.scratch import NAME
from tests.support.erofs import has_loops, small_disk
from tests.support.require import missing, need, need_root
from tests.support.vm_disks import scratch_disks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.host
MIB = 1 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A disk of a MiB."""
    need_root()
    path = tmp_path / "disk.raw"
    path.write_bytes(bytes(MIB))
    return path


@contextlib.contextmanager
def opened(
    path: Path, form: DiskFormat = DiskFormat.RAW, *own: Path, read_only: bool = False
) -> Iterator[drive_files.DriveFile]:
    """Have a drive open while the context lasts."""
    found = drive_files.opened(str(path), form, own, read_only=read_only)
    try:
        yield found
    finally:
        os.close(found.fd)


def refused(path: Path, *own: Path, read_only: bool = False) -> str:
    """Return why a disk cannot be had."""
    try:
        with opened(path, DiskFormat.RAW, *own, read_only=read_only):
            return ""
    except Unfit as error:
        return str(error)
    except OSError as error:
        return drive_files.why_not(error)


def is_sound(image: Path) -> bool:
    """Say whether a file system is as it should be."""
    checked = subprocess.run([need("e2fsck"), "-fn", image], capture_output=True, check=False)
    return checked.returncode == 0


def test_a_disk_that_is_written_has_one_user_and_one_that_is_read_many(disk: Path):
    with opened(disk) as found:
        assert found.size == MIB
        assert not found.is_device
        assert refused(disk) == refused(disk, read_only=True) == "somebody uses it"
        copy = os.dup(found.fd)
    assert refused(disk) == "somebody uses it"
    os.close(copy)
    with opened(disk, read_only=True), opened(disk, read_only=True):
        assert refused(disk) == "somebody uses it"
    assert refused(disk) == ""


def test_a_disk_that_another_qemu_has_is_refused(disk: Path):
    qemu = need("qemu-storage-daemon")
    device = f"driver=file,filename={disk},node-name=disk,locking=on"
    export = "type=nbd,id=e,node-name=disk,writable=on"
    server = f"addr.type=unix,addr.path={disk.with_name('nbd')}"
    command = [qemu, "--blockdev", device, "--nbd-server", server, "--export", export]
    with subprocess.Popen([*command, "--daemonize", "--pidfile", disk.with_name("pid")]) as begun:
        assert begun.wait() == 0
    try:
        assert refused(disk) == "somebody uses it"
    finally:
        os.kill(int(disk.with_name("pid").read_text()), 9)


def test_what_belongs_to_the_daemon_is_no_disk(disk: Path, tmp_path: Path):
    own = tmp_path / "own"
    own.mkdir()
    inner = own / "state"
    inner.write_bytes(bytes(MIB))
    link = tmp_path / "link"
    link.symlink_to(inner)
    for path in (inner, link, own / "missing"):
        assert refused(path, own) == "it belongs to the daemon"
    os.link(inner, tmp_path / "other-name")
    place = tmp_path / "mounted"
    place.mkdir()
    subprocess.run(["mount", "--bind", own, place], check=True)
    try:
        assert refused(place / "state", own) == "it belongs to the daemon"
    finally:
        subprocess.run(["umount", place], check=True)
    assert refused(disk, own) == ""


def test_what_is_no_disk_is_refused_and_holds_nobody_up(disk: Path, tmp_path: Path):
    fifo, odd, empty = (tmp_path / name for name in ("fifo", "odd", "empty"))
    os.mkfifo(fifo)
    odd.write_bytes(bytes(1000))
    empty.touch()
    neither = "it is neither a file nor a block device"
    assert refused(fifo) == refused(tmp_path) == neither
    assert "sectors" in refused(odd)
    assert refused(empty) == "it is empty"
    assert refused(tmp_path / "none") == "No such file or directory"
    assert refused(disk.relative_to("/")) == "its path is not absolute"
    with pytest.raises(Unfit, match="no qcow2"), opened(disk, DiskFormat.QCOW2):
        pass


def test_a_block_device_has_one_user_too(disk: Path):
    if not has_loops():
        missing("loop", "this machine has no loop devices")
    file = os.open(disk, os.O_RDWR | os.O_CLOEXEC)
    device, path = loop.attach(file, writable=True)
    os.close(file)
    try:
        assert refused(disk) == "somebody uses it"
        found = drive_files.opened(path, DiskFormat.RAW, (), read_only=False)
        assert (found.is_device, found.size) == (True, MIB)
        with pytest.raises(OSError, match="busy") as busy:
            drive_files.opened(path, DiskFormat.RAW, (), read_only=False)
        assert drive_files.why_not(busy.value) == "somebody uses it"
        os.close(found.fd)
    finally:
        os.close(device)


def test_a_disk_on_a_read_only_file_system_is_read_only(disk: Path, tmp_path: Path):
    place = tmp_path / "mounted"
    place.mkdir()
    (tmp_path / "folder").mkdir()
    disk.rename(tmp_path / "folder/disk")
    subprocess.run(["mount", "--bind", tmp_path / "folder", place], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        assert "read-only file system" in refused(place / "disk")
        assert refused(place / "disk", read_only=True) == ""
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.asyncio
async def test_a_scratch_disk_is_a_sound_file_system_that_takes_no_room(tmp_path: Path):
    need("mkfs.ext4")
    empty, machine = tmp_path / "empty", tmp_path / "machine"
    machine.mkdir()
    async with scratch_disks(empty) as scratch:
        fd = await scratch.opened(machine, 1 << 30, "start it", kept=True)
        os.pwrite(fd, b"x" * 512, (1 << 30) - 512)
        with pytest.raises(FailedPrecondition, match="in use"):
            await scratch.opened(machine, 1 << 30, "start it", kept=True)
        os.close(fd)
        fd = await scratch.opened(machine, 1 << 30, "start it", kept=True)
        assert os.pread(fd, 512, (1 << 30) - 512) == b"x" * 512
        os.close(fd)
        fd = await scratch.opened(machine, 2 << 30, "start it", kept=True)
        assert os.fstat(fd).st_size == 2 << 30
        os.close(fd)
        fd = await scratch.opened(machine, 1 << 30, "start it", kept=True)
        assert os.fstat(fd).st_size == 2 << 30
        os.close(fd)
        assert (machine / NAME).stat().st_blocks * 512 < 4 * MIB
        assert [path.name for path in empty.iterdir()] == [f"{1 << 30}.ext4"]
        assert is_sound(empty / f"{1 << 30}.ext4")
        with pytest.raises(InvalidField, match="scratch_size"):
            await scratch.opened(tmp_path, 4096, "start it", kept=False)


@pytest.mark.asyncio
async def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path):
    need("mkfs.ext4")
    state = tmp_path / "state"
    state.mkdir()
    with small_disk(state, "4m"):
        (state / "fill").write_bytes(bytes(4 * MIB - 65536))
        async with scratch_disks(state / "empty") as scratch:
            with pytest.raises(Exhausted, match="No space left"):
                await scratch.opened(state, 1 << 30, "start it", kept=False)
            assert list((state / "empty").iterdir()) == []
            assert sorted(path.name for path in state.iterdir()) == ["empty", "fill"]
        async with scratch_disks(state / "empty", kept_free=MIB) as scratch:
            with pytest.raises(Exhausted, match="are kept free"):
                await scratch.opened(state, 1 << 30, "start it", kept=False)
