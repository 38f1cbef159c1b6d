"""The parser of tar archives: as Python's own reads them, and no failure but its own for anything else."""

import contextlib
import gzip
import io
import os
import tarfile
import tempfile
from typing import NamedTuple

import pytest
from backports import zstd
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.unpack.archive import Archive
from aurae.unpack.failure import Unfit
from aurae.unpack.source import Source
from tests.support.layers import END, file, header, link, long_name, pax, record, symlink


class Read(NamedTuple):
    """An entry as it was read."""

    kind: bytes
    name: bytes
    target: bytes
    mode: int
    uid: int
    gid: int
    mtime: int
    xattrs: dict[bytes, bytes]
    content: bytes


def read(data: bytes, ratio: int = 0) -> list[Read]:
    """All entries with their content; raises Unfit."""
    found = []
    with tempfile.TemporaryFile() as stored, tempfile.TemporaryFile() as content:
        stored.write(data)
        stored.seek(0)
        archive = Archive(Source(stored.fileno(), 1 << 30, ratio))
        for entry in archive.entries():
            content.seek(0)
            content.truncate()
            regions = entry.map.regions if entry.map else [(0, entry.size)]
            for offset, length in regions:
                os.lseek(content.fileno(), offset, os.SEEK_SET)
                archive.move(content.fileno(), length)
            if entry.map and entry.map.size < 1 << 20:
                os.ftruncate(content.fileno(), entry.map.size)
            content.seek(0)
            found.append(
                Read(
                    *(entry.kind, entry.name, entry.target, entry.mode, entry.uid, entry.gid),
                    *(entry.mtime, entry.xattrs, content.read()),
                )
            )
    return found


PATHS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=300
).filter(lambda text: text.strip("/") == text and len(text.encode()) < 1000)
KINDS = st.sampled_from(
    [tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE]
)


@st.composite
def members(draw: st.DrawFn) -> tuple[tarfile.TarInfo, bytes]:
    """A member as Python's tarfile writes it, and its content."""
    info = tarfile.TarInfo(draw(PATHS))
    info.type = draw(KINDS)
    info.mode = draw(st.integers(0, 0o7777))
    info.uid, info.gid = draw(st.integers(0, (1 << 32) - 2)), draw(st.integers(0, (1 << 32) - 2))
    info.mtime = draw(st.integers(0, 1 << 33))
    content = b""
    if info.type in (tarfile.SYMTYPE, tarfile.LNKTYPE):
        info.linkname = draw(PATHS)
    elif info.type == tarfile.REGTYPE:
        content = draw(st.binary(max_size=2000))
        info.size = len(content)
    return info, content


@given(st.lists(members(), max_size=6), st.sampled_from([tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]))
def test_what_python_writes_is_read_as_python_reads_it(
    written: list[tuple[tarfile.TarInfo, bytes]], form: int
):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for info, content in written:
            archive.addfile(info, io.BytesIO(content))
    found = read(made.getvalue())
    with tarfile.open(fileobj=io.BytesIO(made.getvalue())) as archive:
        for info, entry in zip(archive, found, strict=True):
            assert entry.kind == info.type
            assert entry.name.rstrip(b"/") == info.name.encode().rstrip(b"/")
            assert entry.target == info.linkname.encode()
            assert (entry.mode, entry.uid, entry.gid) == (info.mode, info.uid, info.gid)
            assert entry.mtime == info.mtime * 1_000_000_000
            held = archive.extractfile(info) if info.isreg() else None
            assert entry.content == (held.read() if held else b"")


BLOCKS = st.sampled_from(
    [
        *(file(b"a", b"1" * 700), file(b"b"), symlink(b"l", b"a"), link(b"h", b"a")),
        *(long_name(b"n" * 300), long_name(b"t" * 300, b"K"), bytes(512), END),
        *(pax([(b"path", b"p" * 200), (b"mtime", b"-1.5")]), pax([(b"uid", b"7")], b"g")),
        *(header(b"s", b"S", size=9), header(b"v", b"V"), header(b"d", b"5"), header(b"q", b"Q")),
        pax([(b"GNU.sparse.map", b"0,1,9,1"), (b"GNU.sparse.size", b"20")]),
        pax([(b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.realsize", b"99")]),
    ]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Parts of archives in any order, some bytes of which are others, perhaps cut and compressed."""
    data = bytearray(b"".join(draw(st.lists(BLOCKS, max_size=5))))
    for _ in range(draw(st.integers(0, 4))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.integers(0, len(data))) if draw(st.booleans()) else len(data)
    whole = bytes(data[:cut])
    return draw(st.sampled_from([whole, gzip.compress(whole), zstd.compress(whole)]))


@given(st.one_of(damaged(), st.binary(max_size=2000)))
@example(header(b"p", b"x", size=40) + (record(b"path", b"x") + b"y" * 30).ljust(512, b"\0"))
@example(b"\x1f\x8b")
@example(b"\x28\xb5\x2f\xfd")
@example(b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x03\0\0\0\0\0\0\0\0\0" * 2)
def test_anything_is_read_or_refused(data: bytes):
    with contextlib.suppress(Unfit):
        read(data)


@given(st.binary(max_size=500), st.sampled_from([gzip.compress, zstd.compress]), st.data())
def test_a_compressed_file_that_is_cut_is_never_whole(
    content: bytes, compress, data: st.DataObject
):
    packed = compress(file(b"f", content) + END)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(Unfit):
        read(packed[:cut])


def test_records_for_all_hold_until_they_are_taken_back():
    archive = (
        pax([(b"uid", b"7"), (b"mtime", b"5")], b"g")
        + file(b"a", uid=1)
        + pax([(b"uid", b"9")]) + file(b"b")
        + pax([(b"uid", b"")], b"g") + file(b"c", uid=3)
    )  # fmt: skip
    assert [(each.uid, each.mtime) for each in read(archive)] == [
        (7, 5_000_000_000),
        (9, 5_000_000_000),
        (3, 5_000_000_000),
    ]


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        (b"0", 0),
        (b"1.5", 1_500_000_000),
        (b"-1.5", -1_500_000_000),
        (b"1.0000000019", 1_000_000_001),
        (b"-1.0000000011", -1_000_000_002),
        (b"99999999999999999999", (1 << 34) * 1_000_000_000),
    ],
)
def test_times_are_read_to_the_nanosecond(text: bytes, nanoseconds: int):
    assert read(pax([(b"mtime", text)]) + file(b"f"))[0].mtime == nanoseconds


def test_the_prefix_of_ustar_is_part_of_the_name_and_that_of_gnu_is_none():
    assert read(header(b"b", prefix=b"a"))[0].name == b"a/b"
    assert read(header(b"b", prefix=b"a", magic=b"ustar  \0"))[0].name == b"b"


def test_numbers_beyond_octal_are_read():
    (found,) = read(header(b"f", uid=3_000_000_000, mtime=-5))
    assert (found.uid, found.mtime) == (3_000_000_000, -5_000_000_000)


def test_a_folder_of_before_ustar_ends_with_a_slash():
    assert read(header(b"d/", b"\0", magic=bytes(8)))[0].kind == b"5"
    assert read(header(b"d", b"\0", magic=bytes(8)))[0].kind == b"0"


def test_a_sum_of_signed_bytes_is_right_as_well():
    made = bytearray(header(b"\xff\xfe"))
    total = sum(byte - 256 if byte > 127 else byte for byte in made[:148] + b" " * 8 + made[156:])
    made[148:156] = b"%06o\0 " % total
    assert read(bytes(made))[0].name == b"\xff\xfe"


@pytest.mark.parametrize(
    "headers",
    [
        pax([(b"GNU.sparse.x%d" % number, bytes(500_000)) for number in range(2)]) * 5
        + file(b"f"),
        (pax([(b"comment", bytes(900_000))], b"g") + file(b"f")) * 5,
    ],
    ids=["before one entry", "for all that follow"],
)
def test_extended_headers_have_so_many_bytes_together(headers):
    with pytest.raises(Unfit, match="extended headers have more than"):
        read(headers + END)
