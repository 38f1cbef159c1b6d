"""The initramfs: what is in it, and that it is made once."""

import struct
from pathlib import Path

import pytest

from aurae.model.refusal import FailedPrecondition
from aurae.vms import initramfs
from aurae.vms.kernels import Kernel


def module(*needs: str) -> bytes:
    """Return an ELF file with a section that says what it needs."""
    info = b"license=GPL\0depends=" + ",".join(needs).encode() + b"\0name=x\0"
    names = b"\0.modinfo\0.shstrtab\0"
    body = info + names
    sections = 64 + len(body)
    head = struct.pack(
        "<4sBBB9xHHIQQQIHHHHHH",
        b"\x7fELF",
        2,
        1,
        1,
        1,
        0x3E,
        1,
        0,
        0,
        sections,
        0,
        64,
        0,
        0,
        64,
        3,
        2,
    )
    rows = bytes(64)
    rows += struct.pack("<IIQQQQIIQQ", 1, 1, 0, 0, 64, len(info), 0, 0, 0, 0)
    rows += struct.pack("<IIQQQQIIQQ", 10, 3, 0, 0, 64 + len(info), len(names), 0, 0, 0, 0)
    return head + body + rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of modules."""
    place = tmp_path / "modules/kernel/drivers"
    place.mkdir(parents=True)
    for name, needs in {
        "virtio_mmio": ("virtio", "virtio_ring"),
        "virtio_ring": ("virtio",),
        "virtio": (),
        "virtio_console": ("virtio_ring", "virtio"),
        "round": ("about",),
        "about": ("round",),
        "xfs": (),
        "pvpanic-mmio": ("pvpanic",),
        "pvpanic": (),
    }.items():
        (place / f"{name}.ko").write_bytes(module(*needs))
    return tmp_path / "modules"


def test_modules_come_behind_what_they_need(folder: Path):
    lines, loaded = initramfs.modules(folder, initramfs.WANTED)
    assert lines["first"] == ["virtio", "virtio_ring", "virtio_mmio", "virtio_console"]
    assert lines["then"] == ["pvpanic", "pvpanic_mmio"]
    assert [name for name, _ in loaded] == sorted({*lines["first"], *lines["then"]})


def test_modules_that_need_each_other_end_the_search(folder: Path):
    lines, _ = initramfs.modules(folder, {"line": ("round",)})
    assert sorted(lines["line"]) == ["about", "round"]


def test_the_archive_is_the_same_each_time_and_has_the_agent(folder: Path):
    made = initramfs.archive(b"program", *initramfs.modules(folder, initramfs.WANTED))
    again = initramfs.archive(b"program", *initramfs.modules(folder, initramfs.WANTED))
    assert made == again
    assert made.startswith(b"070701")
    assert b"first: virtio virtio_ring virtio_mmio virtio_console\n" in made
    assert len(made) % 4 == 0
    assert b"TRAILER!!!" in made[-128:]


def test_it_is_made_once_for_a_kernel_and_what_drives_need(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "agent"
    program.write_bytes(b"program")
    monkeypatch.setattr(initramfs, "agent", lambda: program)
    kernel = Kernel(tmp_path / "vmlinux", folder, "a key")
    first = initramfs.prepare(kernel, tmp_path)
    assert initramfs.prepare(kernel, tmp_path) == first
    assert initramfs.prepare(kernel, tmp_path, ("ext4",)) == first
    assert initramfs.prepare(kernel._replace(key="another"), tmp_path) != first
    assert b"xfs: xfs\n" in initramfs.prepare(kernel, tmp_path, ("xfs",)).read_bytes()
    program.write_bytes(b"a newer program")
    assert initramfs.prepare(kernel, tmp_path) != first


def test_without_the_agent_it_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("platform.machine", lambda: "pdp11")
    with pytest.raises(
        FailedPrecondition, match=r"agent-pdp11 is missing: run tools/build_guest.sh"
    ):
        initramfs.agent()
