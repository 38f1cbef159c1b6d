"""What a file that is to be a disk says of itself."""

import os
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.vms.inspecting import (
    LARGEST,
    Qcow2,
    Unfit,
    check_entries,
    qcow2_size,
    raw_size,
    read_qcow2,
)
from tests.support.qcow2 import CLUSTER, LENGTH, Header, extension
from tests.support.require import need

NUMBERS = st.integers(0, 2**64 - 1) | st.integers(0, 1 << 20)
HEADERS = st.builds(
    Header,
    backing_size=st.sampled_from([0, 0, 0, 11]),
    snapshots_at=NUMBERS,
    compatible=NUMBERS,
    autoclear=NUMBERS,
    version=st.sampled_from([2, 3]),
    backing=st.sampled_from([0, 0, 0, 512]),
    bits=st.integers(0, 70),
    size=NUMBERS,
    encryption=st.sampled_from([0, 0, 0, 1, 2]),
    entries=st.integers(0, 2**32 - 1),
    l1=NUMBERS,
    counts=NUMBERS,
    count_clusters=st.integers(0, 2**32 - 1),
    snapshots=st.integers(0, 2**32 - 1),
    incompatible=st.integers(0, 63) | NUMBERS,
    order=st.integers(0, 8),
    length=st.integers(0, 1000),
    extensions=st.binary(max_size=64),
)


def size(*arguments: str, path: Path) -> int:
    """Make an image with qemu-img, and read its size."""
    subprocess.run(
        [need("qemu-img"), "create", "-q", "-f", "qcow2", *arguments, path, "64M"], check=True
    )
    fd = os.open(path, os.O_RDONLY)
    try:
        return qcow2_size(fd)
    finally:
        os.close(fd)


@pytest.mark.parametrize(
    "options",
    [
        "compat=1.1",
        "compat=0.10",
        "cluster_size=512",
        "cluster_size=2M",
        "extended_l2=on,cluster_size=128k",
        "compression_type=zstd",
        "preallocation=metadata",
        "lazy_refcounts=on",
        "refcount_bits=1",
    ],
)
def test_images_that_stand_alone_are_taken(tmp_path: Path, options: str):
    assert size("-o", options, path=tmp_path / "disk") == 64 << 20


def test_images_that_lie_over_another_file_are_refused(tmp_path: Path):
    with pytest.raises(Unfit, match="backing file"):
        size("-b", "/etc/shadow", "-F", "raw", path=tmp_path / "disk")


def test_images_whose_data_are_elsewhere_are_refused(tmp_path: Path):
    with pytest.raises(Unfit, match="another file"):
        size("-o", f"data_file={tmp_path}/data,data_file_raw=on", path=tmp_path / "disk")


def test_encrypted_images_are_refused(tmp_path: Path):
    secret = ("--object", "secret,id=s,data=abc")
    with pytest.raises(Unfit, match="encrypted"):
        size(
            *secret, "-o", "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10",
            path=tmp_path / "disk",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "why"),
    [
        (Header(backing_size=5), "backing file"),
        (Header(extensions=extension(0xE2792ACA, b"raw")), "backing file"),
        (Header(extensions=extension(0x44415441, b"/etc/shadow")), "another file"),
        (Header(extensions=extension(1, b"abc") + extension(0x0537BE77, bytes(16))), "encrypted"),
        (Header(encryption=1), "encrypted"),
        (Header(incompatible=2), "marked as damaged"),
        (Header(incompatible=4), "another file"),
        (Header(incompatible=1 << 40), "not known"),
        (Header(version=4), "version 4"),
        (Header(bits=8), "clusters"),
        (Header(bits=200), "clusters"),
        (Header(size=0), "empty"),
        (Header(size=LARGEST + 512), "allowed"),
        (Header(size=1000), "sectors"),
        (Header(size=1 << 40), "first table"),
        (Header(entries=1 << 30), "first table"),
        (Header(l1=3 * CLUSTER + 8), "not in it"),
        (Header(l1=0), "not in it"),
        (Header(l1=4 * CLUSTER), "not in it"),
        (Header(count_clusters=4), "not in it"),
        (Header(snapshots=100_000), "snapshots"),
        (Header(order=7), "reference counts"),
        (Header(extensions=extension(1, b"") * 70), "too many"),
        (Header(length=100), "length"),
        (Header(length=100_000), "length"),
    ],
)
def test_what_is_wrong_with_an_image_is_said(header: Header, why: str):
    with pytest.raises(Unfit, match=why):
        read_qcow2(header.data(), LENGTH)


def test_what_is_no_image_or_the_half_of_one_is_refused():
    whole = Header().data()
    assert read_qcow2(whole, LENGTH) == Qcow2(64 << 20, CLUSTER, 3 * CLUSTER, 1)
    with pytest.raises(Unfit, match="no qcow2"):
        read_qcow2(b"\0" * 512, LENGTH)
    for length in (4, 71, 72, 103):
        with pytest.raises(Unfit, match="cut short"):
            read_qcow2(whole[:length], LENGTH)


@pytest.mark.parametrize("entry", [1 << 62, 1, CLUSTER + 512, 5 * CLUSTER, 2**64 - 1])
def test_a_first_table_that_leads_nowhere_is_noticed(entry: int):
    sound = [0, 2 * CLUSTER, 1 << 63 | CLUSTER]
    check_entries(struct.pack(">3Q", *sound), CLUSTER, LENGTH)
    with pytest.raises(Unfit, match="damaged"):
        check_entries(struct.pack(">4Q", *sound, entry), CLUSTER, LENGTH)


def test_an_image_that_is_cut_short_or_damaged_is_refused(tmp_path: Path):
    path = tmp_path / "disk"
    size("-o", "preallocation=metadata", path=path)
    for length in (200_000, 100_000, 1000, 10):
        os.truncate(path, length)
        fd = os.open(path, os.O_RDONLY)
        with pytest.raises(Unfit):
            qcow2_size(fd)
        os.close(fd)


def test_raw_disks_have_whole_sectors():
    assert raw_size(512) == 512
    for length, why in ((0, "empty"), (1000, "sectors"), (LARGEST + 512, "allowed")):
        with pytest.raises(Unfit, match=why):
            raw_size(length)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"QFI\xfb" + data))
def test_whatever_the_bytes_are_they_are_read_or_refused(data: bytes):
    try:
        found = read_qcow2(data, len(data))
    except Unfit:
        return
    assert 0 < found.size <= LARGEST


@given(HEADERS, st.integers(0, 1 << 40))
def test_what_is_taken_names_no_other_file_and_is_as_large_as_it_says(header: Header, length: int):
    try:
        found = read_qcow2(header.data(), length)
    except Unfit:
        return
    assert found.size == header.size <= LARGEST
    assert not header.backing
    assert not header.encryption
    assert header.version == 2 or not header.incompatible & 4
    assert header.l1 + header.entries * 8 <= length + found.cluster
