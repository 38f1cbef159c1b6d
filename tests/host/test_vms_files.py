"""Files into a guest and out of it, through its agent, which is a process of this machine here."""

import asyncio
import io
import os
import stat
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aurae.model.refusal import FailedPrecondition, InvalidField, NotFound, Unavailable
from aurae.supervise.tasks import OwnedTasks
from aurae.vms.fields import Fields, fields
from aurae.vms.frames import Kind
from aurae.vms.guest import Guest
from aurae.vms.guest_files import GuestFiles
from aurae.vms.tags import Tag
from aurae.wire import guest_entries
from aurae.wire.guest_entries import GuestEntry
from tests.support.container_files import in_pieces, local_unpackers, members, whole
from tests.support.guest_peer import Peer, met
from tests.support.layers import END, file, folder, header, link, manifest, pax, symlink
from tests.support.native_agent import native_guest

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


@asynccontextmanager
async def filing() -> AsyncIterator[GuestFiles]:
    """Files of guests, with a process that unpacks."""
    async with local_unpackers() as unpackers, asyncio.TaskGroup() as group:
        yield GuestFiles(unpackers, OwnedTasks(group))


def looks(top: Path) -> dict[bytes, tuple[object, ...]]:
    """What is in a folder, without what tells one file from another that is like it."""
    found = {name: (*told[:6], *told[8:]) for name, told in manifest(top).items() if name != b"."}
    assert found
    return found


async def test_an_archive_becomes_files_and_files_an_archive(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    archive = (
        folder(b"d", 0o2750)
        + file(b"d/large", b"0123456789abcdef" * 100_000, mode=0o4755, uid=33, gid=34)
        + link(b"d/same", b"d/large")
        + symlink(b"d/out", b"../../../../etc/passwd")
        + pax([(b"SCHILY.xattr.user.note", b"seen")])
        + file(b"d/noted", b"n")
        + header(b"d/fifo", b"6")
        + END
    )
    async with filing() as files, native_guest() as guest:
        into = str(tmp_path / "there")
        assert await files.copy_in(guest, into, in_pieces(archive), keep_owners=True) == 6
        made = looks(tmp_path / "there")
        large = (tmp_path / "there/d/large").stat()
        assert (large.st_uid, large.st_gid, stat.S_IMODE(large.st_mode)) == (33, 34, 0o4755)
        assert large.st_nlink == 2
        assert os.getxattr(tmp_path / "there/d/noted", "user.note") == b"seen"
        got = await whole(files.copy_out(guest, f"{into}/d"))
        assert list(members(got)) == ["d", "d/fifo", "d/large", "d/noted", "d/out", "d/same"]
        (tmp_path / "again").mkdir()
        back = in_pieces(got)
        await files.copy_in(guest, str(tmp_path / "again"), back, keep_owners=True)
        assert looks(tmp_path / "again") == made
        within = await whole(files.copy_out(guest, f"{into}/d/."))
        assert set(members(within)) == {".", "fifo", "large", "noted", "out", "same"}
        with tarfile.open(fileobj=io.BytesIO(within)) as opened:
            content = opened.extractfile("large")
            assert content is not None
            assert content.read() == b"0123456789abcdef" * 100_000


async def test_files_belong_to_root_unless_their_owners_are_kept(tmp_path: Path) -> None:
    async with filing() as files, native_guest() as guest:
        await files.copy_in(guest, str(tmp_path), in_pieces(file(b"a", b"x", uid=33) + END))
        assert (tmp_path / "a").stat().st_uid == os.getuid()


async def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    archive = file(b"a", b"x") + file(b"b", b"y" * 3_000_000) + END
    async with filing() as files, native_guest() as guest:
        with pytest.raises(FailedPrecondition, match=f"cannot copy into {tmp_path}: .*a"):
            await files.copy_in(guest, str(tmp_path), in_pieces(archive))
        assert await files.copy_in(guest, str(tmp_path), in_pieces(archive), replace=True) == 2
        assert (tmp_path / "a").read_bytes() == b"x"
        await guest.ping("ping it")


async def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    async with filing() as files, native_guest() as guest:
        with pytest.raises(NotFound, match="none"):
            await whole(files.copy_out(guest, str(tmp_path / "none")))
        with pytest.raises(NotFound, match="none"):
            await files.copy_in(guest, str(tmp_path / "none"), in_pieces(END))
        with pytest.raises(InvalidField, match="absolute"):
            await files.copy_in(guest, "a", in_pieces(END))


async def test_what_is_no_archive_is_refused_and_the_guest_told(tmp_path: Path) -> None:
    async with filing() as files, native_guest() as guest:
        broken = file(b"a", b"x" * 1000)[:-700]
        with pytest.raises(FailedPrecondition, match="cut"):
            await files.copy_in(guest, str(tmp_path), in_pieces(broken))
        with pytest.raises(FailedPrecondition, match=r"checksum|octal"):
            await files.copy_in(guest, str(tmp_path), in_pieces(b"x" * 5000))
        await guest.ping("ping it")
        assert not guest.channel._streams


async def test_a_client_that_leaves_ends_it(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(50_000_000))
    async with filing() as files, native_guest() as guest:
        pieces = files.copy_out(guest, str(tmp_path / "large"))
        assert await anext(pieces)
        await pieces.aclose()
        assert not guest.channel._streams

        async def endless() -> AsyncIterator[bytes]:
            yield file(b"a", b"x" * 100_000)
            raise InvalidField("copy", "chunk", "is wrong")

        with pytest.raises(InvalidField):
            await files.copy_in(guest, str(tmp_path), endless())
        assert not guest.channel._streams
        await guest.ping("ping it")


PLAIN = GuestEntry(b"a", guest_entries.FILE, 0o644, 0, 0, 0, 0, b"", (0, 0))


@pytest.mark.parametrize(
    ("entry", "content", "why"),
    [
        (PLAIN._replace(path=b"../../etc/cron.d/x"), b"", "no path below"),
        (PLAIN._replace(size=3), b"ab", "less bytes|protocol"),
        (PLAIN._replace(size=1), b"ab", "more bytes"),
        (PLAIN._replace(kind=guest_entries.FOLDER, size=2), b"ab", "its size"),
    ],
)
async def test_what_a_hostile_guest_sends_is_refused(
    entry: GuestEntry, content: bytes, why: str
) -> None:
    async def play(peer: Peer) -> None:
        frame = await peer.frame()
        assert frame.kind == Kind.WALK
        for _ in range(2):
            await peer.send(frame.stream, Kind.ENTRY, guest_entries.pack(entry))
            await peer.send(frame.stream, Kind.DATA, content)
        await peer.send(frame.stream, Kind.OK, fields([(Tag.ENTRIES, 2)]))

    async with filing() as files, met() as (channel, peer), asyncio.TaskGroup() as group:
        playing = group.create_task(play(peer))
        with pytest.raises((FailedPrecondition, Unavailable), match=why):
            await whole(files.copy_out(Guest(channel, Fields(b"")), "/a"))
        await playing
