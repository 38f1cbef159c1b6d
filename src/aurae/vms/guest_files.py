"""Copies files into a guest and out of it, as archives in the form of tar.

Theory. The server opens nothing of it and reads no archive: the process that unpacks layers has a confined child make
entries of an archive, or an archive of entries, and we move them between it and the agent. So it is a stranger's
archive that the child reads, or a stranger's entries, and what it writes are bytes.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import ExitStack, aclosing, asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING

from aurae.images.failures import refusal as refusal_of_files
from aurae.images.unpacking import UnpackFailed
from aurae.linux import tree
from aurae.model.groups import first_of
from aurae.model.inner_path import check_inner_path
from aurae.model.refusal import unready
from aurae.vms.fields import Garbled, fields
from aurae.vms.frames import Kind
from aurae.vms.guest import ANSWER_TIME, told
from aurae.vms.inflow import Heading
from aurae.vms.streams import Ended, Refused
from aurae.vms.tags import Tag
from aurae.wire import container_files
from aurae.wire.container_files import FROM_GUEST, TO_GUEST, TREE, Order
from aurae.wire.guest_entries import HEAD

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator

    from aurae.images.unpackers import Unpackers
    from aurae.images.unpacking import Unpacked
    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.fields import Fields
    from aurae.vms.guest import Guest
    from aurae.vms.streams import Stream

PIECE = 64 * 1024
LONGEST = 6 * 3600
"""Seconds that one archive may take."""
MOST_BYTES = 1 << 40
"""Bytes of an archive, unpacked; and of one file."""
MOST_ENTRIES = 5_000_000
KEEP_OWNERS, REPLACE = 1, 2
"""Options of a PUT."""
FOLLOW, MERGED, WITHIN = 1, 2, 4
"""Options of a WALK: what a link leads to, without what is mounted, what is in the folder."""
NOTHING = b"mode=0700,size=4k,nr_inodes=1"
ALONE = tree.RDONLY | tree.NOSUID | tree.NODEV | tree.NOEXEC


class GuestFiles:
    """Files of guests. Methods raise Refusal."""

    def __init__(self, unpackers: Unpackers, tasks: OwnedTasks) -> None:
        """`unpackers` reads and writes archives."""
        self._unpackers = unpackers
        self._tasks = tasks

    async def copy_in(
        self,
        guest: Guest,
        path: str,
        chunks: AsyncIterator[bytes],
        *,
        keep_owners: bool = False,
        replace: bool = False,
    ) -> int:
        """Put what an archive has into a folder of a guest, which must be there; returns how many files.

        It is as with a container's (containers/copying.py). Raises also what `chunks` does.
        """
        action = f"copy into {path or '/'}"
        check_inner_path(action, path)
        options = KEEP_OWNERS * keep_owners | REPLACE * replace
        with _told(action), guest.channel.stream() as stream:
            async with asyncio.timeout(ANSWER_TIME):
                await stream.say(Kind.PUT, fields([(Tag.PATH, path), (Tag.OPTIONS, options)]))
                await stream.answer(Kind.OK)
            async with self._translating(TO_GUEST) as (sock, answer):
                try:
                    said = await _put(stream, chunks, sock, answer)
                except BaseExceptionGroup as failures:
                    raise first_of(failures) from None
            stream.finish()
            return guest.read(said, lambda one: one.natural(Tag.ENTRIES))

    async def copy_out(
        self, guest: Guest, path: str, *, follow: bool = False
    ) -> AsyncGenerator[bytes]:
        """Give a file or folder of a guest as an archive, in which it has its own name.

        A path that ends with `/.` is what is in the folder. With `follow` a symbolic link is what it leads to.
        """
        action = f"copy from {path or '/'}"
        check_inner_path(action, path)
        is_within = path.endswith("/.") or not path.strip("/")
        options = FOLLOW * follow | WITHIN * is_within
        async with aclosing(self._walk(action, guest, path, options)) as pieces:
            async for piece in pieces:
                yield piece

    async def export(self, guest: Guest) -> AsyncGenerator[bytes]:
        """Give all files of a guest's root as one archive, without what is mounted in it."""
        options = MERGED | WITHIN
        async with aclosing(self._walk("export the machine", guest, "/", options)) as pieces:
            async for piece in pieces:
                yield piece

    async def _walk(
        self, action: str, guest: Guest, path: str, options: int
    ) -> AsyncGenerator[bytes]:
        """Yield what is written of it. Raises Refusal, perhaps after much has come."""
        loop = asyncio.get_running_loop()
        with _told(action), guest.channel.stream() as stream:
            await stream.say(Kind.WALK, fields([(Tag.PATH, path), (Tag.OPTIONS, options)]))
            async with self._translating(FROM_GUEST) as (sock, answer):
                feeding = self._tasks.lend(_feed(stream, sock))
                try:
                    while piece := await loop.sock_recv(sock, PIECE):
                        yield piece
                    if (failure := await asyncio.shield(feeding)) is not None:
                        raise failure
                finally:
                    feeding.cancel()
                    await asyncio.wait([feeding])
                await asyncio.shield(answer)

    @asynccontextmanager
    async def _translating(
        self, what: int
    ) -> AsyncIterator[tuple[socket.socket, asyncio.Future[Unpacked]]]:
        """Have a child translate between archive and entries in the block; gives a socket to it, and its answer.

        Raises UnpackFailed, OSError.
        """
        ours, theirs = socket.socketpair()
        with ours, ExitStack() as closing:
            closing.enter_context(theirs)
            empty = await asyncio.to_thread(tree.new, b"tmpfs", NOTHING, ALONE)
            closing.callback(os.close, empty)
            body = container_files.pack(_order(what))
            async with (
                self._unpackers.use() as process,
                process.working(container_files.FILES, body, [theirs.fileno(), empty]) as answer,
            ):
                closing.close()
                ours.setblocking(False)
                yield ours, answer


async def _put(
    stream: Stream,
    chunks: AsyncIterator[bytes],
    sock: socket.socket,
    answer: asyncio.Future[Unpacked],
) -> Fields:
    """Move an archive into the child and entries into the guest; returns what the agent says in the end."""
    async with asyncio.TaskGroup() as group:
        tasks = (
            group.create_task(_pour(chunks, sock)),
            group.create_task(_move(sock, stream, answer)),
        )
        _, said = await stream.answer(Kind.OK)  # an error may come early
        for task in tasks:
            task.cancel()
    return said


async def _pour(chunks: AsyncIterator[bytes], sock: socket.socket) -> None:
    """Give the child an archive, as long as it reads it."""
    loop = asyncio.get_running_loop()
    async for chunk in chunks:
        try:
            await loop.sock_sendall(sock, chunk)
        except OSError:
            return  # `_move` finds out why
    with suppress(OSError):
        sock.shutdown(socket.SHUT_WR)


async def _move(sock: socket.socket, stream: Stream, answer: asyncio.Future[Unpacked]) -> None:
    """Give the guest what the child makes of it. Raises UnpackFailed, Ended."""
    loop = asyncio.get_running_loop()
    held = bytearray()
    left = 0
    while data := await loop.sock_recv(sock, PIECE):
        held += data
        while held:
            if left:
                part = bytes(held[:left])
                await stream.write(part)
                left -= len(part)
                del held[: len(part)]
                continue
            if len(held) < HEAD.size:
                break
            length, size = HEAD.unpack_from(held)
            end = HEAD.size + length
            if len(held) < end:
                break
            await stream.head(bytes(held[HEAD.size : end]))
            del held[:end]
            left = size
    await asyncio.shield(answer)
    stream.end()


async def _feed(stream: Stream, sock: socket.socket) -> Refused | Ended | None:
    """Give the child what the guest sends; returns what came in the way."""
    loop = asyncio.get_running_loop()
    left = 0
    try:
        while (piece := await stream.next()) is not None:
            if isinstance(piece, Heading):
                if left:
                    raise stream.broken("a file has less bytes than it was said to have")
                left = _size(stream, piece.payload)
                head = HEAD.pack(len(piece.payload), left)
                await loop.sock_sendall(sock, head + piece.payload)
            elif len(piece) > left:
                raise stream.broken("a file has more bytes than it was said to have")
            else:
                left -= len(piece)
                await loop.sock_sendall(sock, piece)
        await stream.answer(Kind.OK)
        stream.finish()
        sock.shutdown(socket.SHUT_WR)
    except (Refused, Ended) as error:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
        return error
    except OSError:
        pass  # the child has ended; its answer says why
    return None


def _size(stream: Stream, payload: bytes) -> int:
    """Return how many bytes follow an ENTRY. Raises Ended."""
    try:
        return stream.understood(payload).natural(Tag.SIZE)
    except Garbled as error:
        raise stream.broken(str(error)) from None


@contextmanager
def _told(action: str) -> Iterator[None]:
    """Raise what goes wrong with a guest, or with the child, as Refusal."""
    try:
        with told(action):
            yield
    except UnpackFailed as failure:
        raise refusal_of_files(action, failure) from None
    except OSError as error:
        raise unready(action, error.errno or 0, error.strerror or str(error)) from None


def _order(what: int) -> Order:
    return Order(
        what=what,
        flags=TREE,
        seconds=LONGEST,
        size=MOST_BYTES,
        entries=MOST_ENTRIES,
        first=0,
        count=0,
        path=b"/",
        folder=b"",
        layers=[],
        marks=[],
    )
