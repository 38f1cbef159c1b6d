"""What of a container's files is not as in its image."""

from __future__ import annotations

import os
from contextlib import aclosing
from typing import TYPE_CHECKING

from aurae.containers.attending import MOST_CHANGES, START_MARKS, Work
from aurae.containers.copying import read
from aurae.model.container_change import Change, ChangeKind
from aurae.model.refusal import Exhausted
from aurae.wire import container_files
from aurae.wire.container_files import DIFF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.containers.attending import Root, Running
    from aurae.images.unpackers import Unpackers

ACTION = "compare the container with its image"
LARGEST = 64 << 20
"""Bytes of all paths."""
_KINDS = {
    container_files.ADDED: ChangeKind.ADDED,
    container_files.CHANGED: ChangeKind.CHANGED,
    container_files.DELETED: ChangeKind.DELETED,
}


async def diff(
    unpackers: Unpackers, root: Root, running: Running | None, marks: Iterable[str] = ()
) -> list[Change]:
    """Return what differs, each folder before what is in it.

    What a start has made to mount something on it is no difference: where every container has something, and
    at `marks`. Raises Refusal.
    """
    work = Work(ACTION, DIFF, entries=MOST_CHANGES, marks=(*START_MARKS, *marks))
    told = bytearray()
    async with aclosing(read(unpackers, root, running, work)) as pieces:
        async for piece in pieces:
            told += piece
            if len(told) > LARGEST:
                raise Exhausted(ACTION, f"the paths have more than {LARGEST} bytes")
    return parse(bytes(told))


def parse(told: bytes) -> list[Change]:
    """Return the changes that were told; what is malformed is left out."""
    return [
        Change(_KINDS[record[:1]], os.fsdecode(record[1:]))
        for record in told.split(b"\0")
        if record[:1] in _KINDS and record[1:2] == b"/"
    ]
