"""A new volume takes over what the image has where it is mounted first: owner, mode and files.

One process that is confined within the image writes an archive, and one that is confined within the volume reads it.
"""

from __future__ import annotations

import asyncio
import errno
import os
from typing import TYPE_CHECKING

from aurae.containers.attending import Work, begun
from aurae.images.unpacking import END_LIMIT, UnpackFailed
from aurae.processes.pipes import pipe
from aurae.volumes import packing
from aurae.volumes.packing import Job
from aurae.wire.container_files import GET, KEEP_OWNERS, MERGED, PUT, REPLACE, TOP

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.containers.attending import Root
    from aurae.images.unpackers import Unpackers
    from aurae.images.unpacking import Unpacked

NO_FOLDER = (errno.ENOENT, errno.ENOTDIR)


def has_path(root: Root, path: str) -> bool:
    """Say whether an image may have something at an absolute path; blocks.

    Only the first name of the path is looked for, so that no link is ever followed.
    """
    name = path.strip("/").partition("/")[0]
    return any(os.path.lexists(layer / name) for layer in root.layers)


async def fill(unpackers: Unpackers, root: Root, path: str, top: Path, action: str) -> None:
    """Put what is in a folder of an image into an empty one, and make that like it. Raises Refusal.

    Nothing happens where the image has no folder there.
    """
    out = Work(action, GET, f"{path.rstrip('/')}/.", MERGED)
    into = Job(action, top, PUT, KEEP_OWNERS | REPLACE | TOP)
    with pipe() as ends:
        async with packing.attending(unpackers, into, ends.reader) as put:
            ends.close_reader()
            try:
                async with begun(unpackers, root, None, out, ends.writer) as got:
                    ends.close_writer()
                    await asyncio.shield(got)
            except UnpackFailed as failure:
                if failure.errno in NO_FOLDER:
                    return
                await _fault_of(put)
                raise
            await asyncio.shield(put)


async def _fault_of(put: asyncio.Future[Unpacked]) -> None:
    """Raise what kept an archive from being read, if that is why it could not be written."""
    await asyncio.wait([put], timeout=END_LIMIT)
    if put.done() and isinstance(failure := put.exception(), UnpackFailed) and failure.errno:
        raise failure
