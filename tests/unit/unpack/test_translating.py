"""Archives as entries for a guest and back: nothing is lost on the way, and what a guest invents is refused."""

import io
import os
import socket
import tarfile
import tempfile
import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.unpack.archive import FILE, Entry
from aurae.unpack.failure import Unfit
from aurae.unpack.source import Source
from aurae.unpack.tape import Tape
from aurae.unpack.translating import FromEntries, ToEntries
from aurae.vms.tags import Tag
from aurae.wire import guest_entries
from aurae.wire.guest_entries import HEAD, GuestEntry
from tests.support.layers import END, file, folder, header, link, pax, symlink

ENTRY = GuestEntry(b"a", guest_entries.FILE, 0o644, 0, 0, 0, 0, b"", (0, 0))


def entries_of(archive: bytes) -> bytes:
    """What an archive is for a guest."""
    with tempfile.TemporaryFile() as given_, tempfile.TemporaryFile() as made:
        given_.write(archive)
        given_.seek(0)
        writing = ToEntries(Source(given_.fileno(), 1 << 40, 0), made.fileno(), 1 << 20, 1000)
        writing.write()
        made.seek(0)
        return made.read()


def archive_of(entries: bytes, most: int = 1000) -> bytes:
    """What entries of a guest are as an archive."""
    with tempfile.TemporaryFile() as given_, tempfile.TemporaryFile() as made:
        given_.write(entries)
        given_.seek(0)
        FromEntries(given_.fileno(), Tape(made.fileno()), most).write()
        made.seek(0)
        return made.read()


def one(entry: GuestEntry, content: bytes = b"") -> bytes:
    """An entry as a guest's comes."""
    said = guest_entries.pack(entry._replace(size=len(content)))
    return HEAD.pack(len(said), len(content)) + said + content


def members(archive: bytes) -> dict[str, tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return {member.name: member for member in opened}


def test_numbers_of_fields_are_those_of_the_channel():
    named = {
        "MODE": Tag.MODE,
        "PATH": Tag.PATH,
        "SIZE": Tag.SIZE,
        "NAME": Tag.NAME,
        "UID": Tag.UID,
        "GID": Tag.GID,
        "KIND": Tag.KIND,
        "MTIME": Tag.MTIME,
        "TARGET": Tag.LINK,
        "MAJOR": Tag.MAJOR,
        "MINOR": Tag.MINOR,
        "XATTR": Tag.XATTR,
        "VALUE": Tag.VALUE,
    }
    assert {name: getattr(guest_entries, name) for name in named} == named


def test_an_archive_is_the_same_after_it_was_in_a_guest():
    long = b"d/" + b"n" * 90
    records = [(b"mtime", b"-1.5"), (b"SCHILY.xattr.user.note", b"seen"), (b"uid", b"3000000000")]
    archive = (
        folder(b"d", 0o700)
        + file(long, b"content" * 1000, mode=0o4755)
        + link(b"d/again", long)
        + symlink(b"d/way", b"../../etc")
        + pax(records)
        + file(b"d/odd")
        + header(b"d/fifo", b"6")
        + header(b"d/null", b"3", device=(1, 3))
        + END
    )
    before, after = members(archive), members(archive_of(entries_of(archive)))
    assert before.keys() == after.keys()
    for name, member in before.items():
        found = after[name]
        for what in ("type", "mode", "uid", "gid", "size", "linkname", "devmajor", "devminor"):
            assert getattr(found, what) == getattr(member, what), (name, what)
    assert after["d/odd"].pax_headers["SCHILY.xattr.user.note"] == "seen"
    assert after["d/odd"].uid == 3_000_000_000


def test_paths_of_an_archive_stay_within_the_folder():
    archive = folder(b"./") + file(b"../../etc/passwd", b"x") + file(b"/abs/./a//b", b"y") + END
    said = entries_of(archive)
    assert list(
        members(archive_of(one(ENTRY._replace(path=b".", kind=guest_entries.FOLDER)) + said))
    ) == [
        ".",
        "etc/passwd",
        "abs/a/b",
    ]


def test_holes_of_a_file_are_bytes_for_a_guest():
    with tempfile.TemporaryFile() as sparse, tempfile.TemporaryFile() as made:
        os.pwrite(sparse.fileno(), b"end", 2 << 20)
        tape = Tape(made.fileno())
        entry = Entry(FILE, b"hole", b"")
        entry.size = (2 << 20) + 3
        tape.file(entry, sparse.fileno())
        tape.end()
        made.seek(0)
        archive = made.read()
    assert len(archive) < 1 << 20
    with pytest.raises(Unfit, match="has more than"):
        entries_of(archive)


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY._replace(path=b"../up"),
        ENTRY._replace(path=b"/abs"),
        ENTRY._replace(path=b"a//b"),
        ENTRY._replace(path=b""),
        ENTRY._replace(path=b"a\0b"),
        ENTRY._replace(path=b"n" * 5000),
        ENTRY._replace(kind=guest_entries.LINK, target=b"../x"),
        ENTRY._replace(kind=guest_entries.SYMLINK, target=b"x" * 5000),
        ENTRY._replace(kind=1),
        ENTRY._replace(mode=0o10000),
        ENTRY._replace(uid=1 << 40),
        ENTRY._replace(uid=(1 << 32) - 1),
    ],
)
def test_an_entry_that_leads_elsewhere_or_that_no_file_is_like_is_refused(entry):
    with pytest.raises(Unfit):
        archive_of(one(entry))


def test_what_is_not_below_what_was_asked_for_is_refused():
    with pytest.raises(Unfit, match="not below"):
        archive_of(one(ENTRY) + one(ENTRY._replace(path=b"ab")))


def test_what_is_in_a_folder_has_paths_below_it():
    top = one(ENTRY._replace(path=b".", kind=guest_entries.FOLDER))
    inner = one(ENTRY._replace(path=b"./a")) + one(
        ENTRY._replace(path=b"./b", kind=guest_entries.LINK, target=b"./a")
    )
    found = members(archive_of(top + inner))
    assert list(found) == [".", "a", "b"]
    assert found["b"].linkname == "a"


def test_a_size_that_is_not_that_of_the_content_is_refused():
    said = guest_entries.pack(ENTRY._replace(size=3))
    with pytest.raises(Unfit, match="its size"):
        archive_of(HEAD.pack(len(said), 2) + said + b"ab")
    with pytest.raises(Unfit, match="its size"):
        archive_of(one(ENTRY._replace(kind=guest_entries.FOLDER), b"ab"))


def test_only_so_many_files_are_taken():
    with pytest.raises(Unfit, match="more than 2"):
        archive_of(one(ENTRY._replace(path=b".", kind=guest_entries.FOLDER)) + one(ENTRY) * 2, 2)


KINDS = st.sampled_from(sorted(guest_entries.KINDS))
ENTRIES = st.builds(
    GuestEntry,
    st.binary(max_size=20),
    KINDS,
    st.integers(0, 0o7777),
    st.integers(0, 2**32 - 2),
    st.integers(0, 2**32 - 2),
    st.integers(-(2**63), 2**63 - 1),
    st.just(0),
    st.binary(max_size=10),
    st.tuples(st.integers(0, 4095), st.integers(0, 2**20 - 1)),
    st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=20)), max_size=3),
)


@given(ENTRIES)
def test_entries_are_read_as_they_were_written(entry):
    assert guest_entries.unpack(guest_entries.pack(entry)) == entry


@given(st.lists(st.tuples(ENTRIES, st.binary(max_size=20)), max_size=4), st.binary(max_size=20))
@example([], HEAD.pack(4, 0))
@example([], HEAD.pack(1 << 31, 0) + b"x")
def test_whatever_a_guest_sends_becomes_an_archive_or_is_refused(found, tail):
    try:
        made = archive_of(b"".join(one(entry, content) for entry, content in found) + tail)
    except Unfit:
        return
    assert len(members(made)) <= len(found)


def test_both_directions_go_by_one_socket():
    ours, theirs = socket.socketpair()
    archive = file(b"a", b"x" * 300_000) + END

    def child():
        with theirs:
            fd = theirs.fileno()
            ToEntries(Source(fd, 1 << 40, 0), fd, 1 << 30, 10).write()

    def feed():
        ours.sendall(archive)
        ours.shutdown(socket.SHUT_WR)

    with ours:
        threads = [threading.Thread(target=work) for work in (child, feed)]
        for thread in threads:
            thread.start()
        got = b""
        while data := ours.recv(1 << 16):
            got += data
        for thread in threads:
            thread.join()
    assert got.endswith(b"x" * 300_000)
