"""What is in a volume as an archive, and an archive as what is in it, by a process that is confined within it.

Theory. What is in a volume is a stranger's, and so is an archive. The process that unpacks layers has a child for either,
whose root is the volume and who sees nothing else; the server hands it a tree that is mounted nowhere, by a
descriptor, and moves bytes.
"""

from __future__ import annotations

import asyncio
import errno
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.images.unpacking import UnpackFailed
from aurae.linux import tree
from aurae.model.refusal import Exhausted
from aurae.processes.pipes import pipe, poured
from aurae.wire import container_files
from aurae.wire.container_files import GET, KEEP_OWNERS, PUT, REPLACE, TOP, TREE, Order

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator
    from pathlib import Path

    from aurae.images.unpackers import Unpackers
    from aurae.images.unpacking import Unpacked

QUIET = tree.NOSUID | tree.NODEV | tree.NOEXEC | tree.NOSYMFOLLOW
LONGEST = 6 * 3600
"""Seconds that one archive may take."""
MOST_BYTES = 1 << 44
"""Bytes of an archive, unpacked, and of one file of it."""
MOST_ENTRIES = 5_000_000


class Job(NamedTuple):
    """What is asked of the process: what is refused, the folder, PUT or GET with its flags, and bytes at most."""

    action: str
    top: Path
    what: int
    flags: int = 0
    most: int = MOST_BYTES


async def packed(unpackers: Unpackers, top: Path, action: str) -> AsyncGenerator[bytes]:
    """Yield all in a folder as an archive. Raises Refusal, perhaps after much has come."""
    with pipe() as ends:
        async with attending(unpackers, Job(action, top, GET), ends.writer) as answer:
            ends.close_writer()
            async for piece in ends.pieces():
                yield piece
            await asyncio.shield(answer)


async def unpacked(
    unpackers: Unpackers, top: Path, chunks: AsyncIterator[bytes], action: str, most: int
) -> Unpacked:
    """Put what an archive has into a folder, with owners and modes, also those of the folder itself.

    What was put there when it fails stays. Raises Refusal, and what `chunks` does.
    """
    job = Job(action, top, PUT, KEEP_OWNERS | REPLACE | TOP, most)
    with pipe() as ends:
        async with attending(unpackers, job, ends.reader) as answer:
            ends.close_reader()
            await poured(ends, chunks, answer)
            try:
                return await asyncio.shield(answer)
            except UnpackFailed as failure:
                if failure.errno == errno.EFBIG:
                    raise Exhausted(action, f"there is room for {most} bytes only") from None
                raise


@asynccontextmanager
async def attending(
    unpackers: Unpackers, job: Job, stream: int
) -> AsyncIterator[asyncio.Future[Unpacked]]:
    """Have a folder read or written while the block runs; gives the answer to come. Raises Refusal.

    `stream` is a descriptor that may be closed in the block.
    """
    with told(job.action):
        made = await asyncio.to_thread(_tree, job)
        try:
            body = container_files.pack(_order(job))
            async with (
                unpackers.use() as process,
                process.working(container_files.FILES, body, [stream, made]) as answer,
            ):
                yield answer
        finally:
            os.close(made)


def _tree(job: Job) -> int:
    """Return a folder as a tree of its own, on which nothing is more than a file. Raises OSError."""
    place = tree.open_place(os.fsencode(job.top), direct=True)
    try:
        made = tree.clone(place, recursive=False)
    finally:
        os.close(place)
    try:
        tree.add_attributes(made, QUIET | (tree.RDONLY if job.what == GET else 0), recursive=False)
    except BaseException:
        os.close(made)
        raise
    return made


def _order(job: Job) -> Order:
    return Order(
        what=job.what,
        flags=job.flags | TREE,
        seconds=LONGEST,
        size=job.most,
        entries=MOST_ENTRIES,
        first=0,
        count=0,
        path=b"/",
        folder=b"",
        layers=[],
        marks=[],
    )
