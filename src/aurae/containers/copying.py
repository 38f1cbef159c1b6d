"""Copies files into a container and out of it, as archives in the form of tar."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.containers.attending import Work, attending
from aurae.model.inner_path import check_inner_path
from aurae.processes.pipes import pipe, poured
from aurae.wire.container_files import FOLLOW, GET, KEEP_OWNERS, MERGED, PUT, REPLACE

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from aurae.containers.attending import Root, Running
    from aurae.images.unpackers import Unpackers


async def copy_in(
    unpackers: Unpackers,
    root: Root,
    running: Running | None,
    path: str,
    chunks: AsyncIterator[bytes],
    *,
    keep_owners: bool = False,
    replace: bool = False,
) -> int:
    """Put what an archive has into a folder of a container, which must be there; returns how many files.

    The archive may be compressed. Files belong to whom it says with `keep_owners`, by the ids inside, else to
    root. A file takes the place of a file of its name; with `replace` that of a folder too, and
    a folder that of a file. What was put there when it fails stays. Raises Refusal, and what `chunks` does.
    """
    action = f"copy into {path or '/'}"
    check_inner_path(action, path)
    flags = (KEEP_OWNERS if keep_owners else 0) | (REPLACE if replace else 0)
    with pipe() as ends:
        async with attending(
            unpackers, root, running, Work(action, PUT, path, flags), ends.reader
        ) as answer:
            ends.close_reader()
            await poured(ends, chunks, answer)
            return (await asyncio.shield(answer)).entries


def copy_out(
    unpackers: Unpackers,
    root: Root,
    running: Running | None,
    path: str,
    *,
    follow: bool = False,
) -> AsyncGenerator[bytes]:
    """Give a file or folder of a container as an archive, in which it has its own name.

    A path that ends with `/.` is what is in the folder. With `follow` a symbolic link is what it leads to.
    What is mounted in a container that runs belongs to it. Raises Refusal, perhaps after much has come.
    """
    action = f"copy from {path or '/'}"
    check_inner_path(action, path)
    return read(unpackers, root, running, Work(action, GET, path, FOLLOW if follow else 0))


def export(unpackers: Unpackers, root: Root, running: Running | None) -> AsyncGenerator[bytes]:
    """Give all files of a container as one archive, without what is mounted in it. Raises Refusal."""
    return read(unpackers, root, running, Work("export the container", GET, "/", MERGED))


async def read(
    unpackers: Unpackers, root: Root, running: Running | None, work: Work
) -> AsyncGenerator[bytes]:
    """Yield what is written of it. Raises Refusal, perhaps after much has come."""
    with pipe() as ends:
        async with attending(unpackers, root, running, work, ends.writer) as answer:
            ends.close_writer()
            async for piece in ends.pieces():
                yield piece
            await asyncio.shield(answer)
