"""Kernels: what is taken for one, what is not and why, and that foreign bytes do no harm."""

import contextlib
import gzip
import lzma
import platform
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.refusal import FailedPrecondition
from aurae.vms import elf, kernels

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MACHINE = {name: number for number, name in elf.MACHINES.items()}[platform.machine()]
NOTE = struct.pack("<III", 4, 4, elf.PVH_ENTRY) + b"Xen\0" + bytes(4)
LZ4 = b"\x02\x21\x4c\x18"


def kernel(note: bytes = NOTE, machine: int = MACHINE) -> bytes:
    """Return an ELF file with one segment of notes."""
    head = struct.pack(
        "<4sBBB9xHHIQQQIHHHHHH",
        b"\x7fELF",
        2,
        1,
        1,
        2,
        machine,
        1,
        0,
        64,
        0,
        0,
        64,
        56,
        1,
        64,
        0,
        0,
    )
    segment = struct.pack("<IIQQQQQQ", elf.NOTE_SEGMENT, 4, 120, 0, 0, len(note), len(note), 4)
    return head + segment + note


def bz_image(payload: bytes, sectors: int = 4) -> bytes:
    """Return a bzImage with a payload behind its setup."""
    setup = bytearray((sectors + 1) * 512)
    setup[0x1F1] = sectors
    setup[0x202:0x206] = b"HdrS"
    struct.pack_into("<II", setup, 0x248, 64, len(payload) + 4)
    return bytes(setup) + bytes(64) + payload + struct.pack("<I", 1) + b"signature"


def lz4_frame(data: bytes) -> bytes:
    """Return a legacy frame with one block that is all literals."""
    rest = len(data) - 15
    lengths = b"\xff" * (rest // 255) + bytes([rest % 255])
    block = b"\xf0" + lengths + data
    return LZ4 + struct.pack("<I", len(block)) + block


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, zstd.compress, lz4_frame, bytes])
def test_a_kernel_is_unpacked_whatever_it_was_packed_by(pack):
    assert kernels.unpacked(bz_image(pack(kernel()))) == kernel()


def test_a_kernel_that_is_an_elf_file_already_is_taken_as_it_is(tmp_path: Path):
    (tmp_path / "vmlinux").write_bytes(kernel())
    made = kernels.prepare(tmp_path / "vmlinux", None, tmp_path / "vms")
    assert made.image.read_bytes() == kernel()
    assert kernels.prepare(tmp_path / "vmlinux", None, tmp_path / "vms") == made


def test_a_kernel_that_was_replaced_is_unpacked_again(tmp_path: Path):
    (tmp_path / "vmlinuz").write_bytes(bz_image(gzip.compress(kernel())))
    before = kernels.prepare(tmp_path / "vmlinuz", None, tmp_path)
    (tmp_path / "vmlinuz").write_bytes(bz_image(gzip.compress(kernel(NOTE + NOTE))))
    after = kernels.prepare(tmp_path / "vmlinuz", None, tmp_path)
    assert (before.image.read_bytes(), after.image.read_bytes()) == (kernel(), kernel(NOTE + NOTE))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is not a kernel: neither an ELF file nor a bzImage"),
        (b"#!/bin/sh\n" + bytes(2000), "is not a kernel: neither an ELF file nor a bzImage"),
        (bz_image(gzip.compress(kernel()))[:2600], "is not a whole kernel: its file is cut"),
        (bz_image(b"BZh9" + bytes(100)), "is packed in an unknown way (425a6839)"),
        (bz_image(LZ4 + b"\xff\xff\xff\xff"), "is a malformed frame of lz4"),
        (kernel(machine=0xB7 if MACHINE != 0xB7 else 0x3E), "is for "),
    ],
)
def test_what_cannot_be_booted_is_refused_with_the_reason(tmp_path: Path, data: bytes, why: str):
    place = tmp_path / "kernel"
    place.write_bytes(data)
    with pytest.raises(FailedPrecondition) as refused:
        kernels.prepare(place, None, tmp_path)
    assert str(refused.value).startswith(f"cannot use the kernel {place}: {why}")
    assert not (tmp_path / "kernels").exists()


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only there it is needed")
def test_a_kernel_without_a_pvh_entry_is_refused(tmp_path: Path):
    (tmp_path / "kernel").write_bytes(kernel(note=b""))
    with pytest.raises(FailedPrecondition, match="has no PVH entry"):
        kernels.prepare(tmp_path / "kernel", None, tmp_path)


def test_a_kernel_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(FailedPrecondition, match="No such file"):
        kernels.find(tmp_path / "none", None, tmp_path)
    with pytest.raises(FailedPrecondition, match="Is a directory"):
        kernels.find(tmp_path, None, tmp_path)


def test_the_kernel_that_was_fetched_for_guests_comes_first(tmp_path: Path):
    (tmp_path / "kernel/modules").mkdir(parents=True)
    (tmp_path / "kernel/vmlinuz").write_bytes(bz_image(gzip.compress(kernel())))
    assert kernels.find(None, None, tmp_path).modules == tmp_path / "kernel/modules"


def test_the_newest_version_is_told_by_its_numbers():
    names = [
        "vmlinuz-6.1.0-9-cloud-amd64",
        "vmlinuz-6.1.0-57-cloud-amd64",
        "vmlinuz-6.12.1-1-cloud-amd64",
    ]
    assert sorted(map(Path, reversed(names)), key=kernels._version) == list(map(Path, names))


@given(
    st.binary(max_size=4096),
    st.sampled_from(
        [
            bytes,
            bz_image,
            lambda data: bz_image(LZ4 + data),
            lambda data: kernel()[:64] + data,
            lambda data: kernel()[:120] + data,
        ]
    ),
)
def test_foreign_bytes_are_a_kernel_or_refused(data, form):
    with contextlib.suppress(ValueError):
        kernels.check(kernels.unpacked(form(data)))


@given(st.binary(max_size=600))
def test_foreign_modules_are_read_or_refused(data):
    for whole in (data, kernel()[:16] + data, kernel()[:40] + data):
        with contextlib.suppress(elf.NotElf):
            assert isinstance(elf.needs(whole), tuple)


def test_who_has_no_kernel_for_guests_is_told_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "BOOT", tmp_path / "boot")
    own = tmp_path / kernels.OWN
    with pytest.raises(FailedPrecondition, match=f"run `tools/guest_kernel.sh {own}` in Aurae's"):
        kernels.find(None, None, tmp_path)
