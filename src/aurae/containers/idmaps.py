"""Whether layers can be shown with a container's ids by idmapped mounts, or copies of them are needed.

It is asked once, of the process that sees to files, and only where the file system is not one of those that all kernels
we run on can do it with.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
from typing import TYPE_CHECKING

from aurae.containers.attending import Work, order_of
from aurae.images import shifting
from aurae.images.failures import refusal
from aurae.images.unpacking import UnpackFailed
from aurae.linux import files
from aurae.wire import container_files
from aurae.wire.container_files import GET, MERGED

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.containers.attending import Root
    from aurae.images.unpackers import Unpackers

CAPABLE = ("ext2", "ext3", "ext4", "xfs")
"""File systems with idmapped mounts since Linux 5.12."""
NOWHERE = "/.aurae-nowhere"

_log = logging.getLogger("aurae.containers")


class Idmaps:
    """What is known of the file system of the layers."""

    def __init__(self, unpackers: Unpackers) -> None:
        """Nothing is known yet."""
        self._unpackers = unpackers
        self._asking = asyncio.Lock()
        self._have: bool | None = None

    async def lack(self, root: Root, action: str) -> bool:
        """Say whether layers of a root, whose folder is there, need copies. Raises Refusal, OSError."""
        layers = [layer for layer in root.layers if not shifting.is_copy(layer)]
        if not root.first_id or not layers:
            return False
        async with self._asking:
            if self._have is None:
                self._have = _kind(layers[0]) in CAPABLE or await self._try(root, action)
                if not self._have:
                    _log.warning(
                        "%s has no idmapped mounts: layers are copied for each range of ids",
                        layers[0].parent.parent,
                    )
        return not self._have

    async def _try(self, root: Root, action: str) -> bool:
        order = order_of(root, Work(action, GET, NOWHERE, MERGED), is_running=False)
        reader, writer = os.pipe2(os.O_CLOEXEC)
        try:
            async with (
                self._unpackers.use() as process,
                process.working(
                    container_files.FILES, container_files.pack(order), [writer]
                ) as answer,
            ):
                await asyncio.shield(answer)
        except UnpackFailed as failure:
            if failure.errno == errno.ENOENT:
                return True  # it came as far as to look for what is nowhere
            if failure.errno == errno.EOPNOTSUPP:
                return False
            raise refusal(action, failure) from None
        finally:
            os.close(reader)
            os.close(writer)
        return True


def _kind(layer: Path) -> str:
    fd = os.open(layer, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return files.kind(fd)
    finally:
        os.close(fd)
