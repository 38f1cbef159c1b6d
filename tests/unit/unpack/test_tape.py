"""Archives that are written: our own reader and Python's read what was meant."""

import io
import os
import tarfile
import tempfile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from aurae.unpack import archive
from aurae.unpack.archive import Archive, Entry
from aurae.unpack.source import Source
from aurae.unpack.tape import HOLES_FROM, Tape

NAMES = st.binary(min_size=1, max_size=300).filter(
    lambda name: b"\0" not in name and not name.startswith(b"/")
)
OWNERS = st.integers(0, 0xFFFF_FFFE)


def written(entry: Entry, content: bytes | None, size: int | None = None) -> bytes:
    """An archive of one entry; a file may be made larger by a hole."""
    with tempfile.TemporaryFile() as stored, tempfile.TemporaryFile() as file:
        tape = Tape(stored.fileno())
        if content is None:
            tape.entry(entry)
        else:
            file.write(content)
            file.flush()
            entry.size = len(content) if size is None else size
            os.ftruncate(file.fileno(), entry.size)
            tape.file(entry, file.fileno())
        tape.end()
        stored.seek(0)
        data = stored.read()
    assert tape.size == len(data)
    return data


def read(data: bytes) -> tuple[Entry, bytes]:
    """The one entry and its stored bytes."""
    with tempfile.TemporaryFile() as stored, tempfile.TemporaryFile() as content:
        stored.write(data)
        stored.seek(0)
        entries = Archive(Source(stored.fileno(), 1 << 40, 0))
        found = []
        for entry in entries.entries():
            entries.move(content.fileno(), entry.size)
            found.append(entry)
        (entry,) = found
        content.seek(0)
        return entry, content.read()


@given(
    name=NAMES,
    uid=OWNERS,
    gid=OWNERS,
    mode=st.integers(0, 0o7777),
    mtime=st.integers(-(1 << 33), 1 << 34),
    content=st.binary(max_size=2000),
    xattr=st.binary(max_size=500),
)
@example(b"a" * 100, 8**7, 8**7 - 1, 0, 8**11, b"", b"\n=")
@example(b"\xff", 0, 0, 0, -1, b"x" * 512, b"")
def test_a_file_is_read_as_it_was_written(
    name: bytes, uid: int, gid: int, mode: int, mtime: int, content: bytes, xattr: bytes
):
    entry = Entry(archive.FILE, name, b"")
    entry.uid, entry.gid, entry.mode, entry.mtime = uid, gid, mode, mtime * 10**9
    entry.xattrs = {b"user.mine": xattr, b"trusted.overlay.opaque": b"y"}
    data = written(entry, content)
    found, stored = read(data)
    assert (found.kind, found.name, stored) == (archive.FILE, name, content)
    assert (found.uid, found.gid, found.mode, found.mtime) == (uid, gid, mode, mtime * 10**9)
    assert found.xattrs == {b"user.mine": xattr}
    with tarfile.open(fileobj=io.BytesIO(data), errors="surrogateescape") as opened:
        (member,) = opened.getmembers()
        assert (member.uid, member.gid, member.mode, member.size) == (uid, gid, mode, len(content))


@given(name=NAMES, target=NAMES, kind=st.sampled_from([archive.LINK, archive.SYMLINK]))
def test_a_link_is_read_as_it_was_written(name: bytes, target: bytes, kind: bytes):
    found, _ = read(written(Entry(kind, name, target), None))
    assert (found.kind, found.name, found.target) == (kind, name, target)


@settings(max_examples=15)  # each is some megabytes
@given(
    pieces=st.lists(st.tuples(st.integers(1, 20), st.integers(1, 2)), max_size=5),
    end=st.integers(0, 40),
)
def test_a_file_of_holes_is_read_as_it_was(pieces: list[tuple[int, int]], end: int):
    page = 65536
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as stored:
        at = 0
        for gap, length in pieces:
            at += gap * page
            os.pwrite(file.fileno(), b"x" * length * page, at)
            at += length * page
        size = at + end * page
        os.ftruncate(file.fileno(), size)
        entry = Entry(archive.FILE, b"holes", b"")
        entry.size = size
        tape = Tape(stored.fileno())
        tape.file(entry, file.fileno())
        tape.end()
        stored.seek(0)
        data = stored.read()
        holes = size - sum(length * page for _, length in pieces)
        if holes > HOLES_FROM:
            assert len(data) < size
        file.seek(0)
        whole = file.read()
    with tarfile.open(fileobj=io.BytesIO(data)) as opened:
        (member,) = opened.getmembers()
        content = opened.extractfile(member)
        assert content is not None
        assert (member.name, content.read()) == ("holes", whole)
    found, _ = read(data)
    assert found.map is None or found.map.size == size


def test_a_file_that_was_cut_meanwhile_is_as_long_as_its_header_says():
    entry = Entry(archive.FILE, b"cut", b"")
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as stored:
        file.write(b"1234")
        file.flush()
        entry.size = 2000
        tape = Tape(stored.fileno())
        tape.file(entry, file.fileno())
        tape.end()
        stored.seek(0)
        _, content = read(stored.read())
    assert content == b"1234" + bytes(1996)
