"""The beginning of what a workload wrote, for an answer that carries it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.observe.logs import BOTH, LogReader
from aurae.observe.segment_files import list_stream
from aurae.proto.runtime_pb2 import Output
from aurae.server import outbox

if TYPE_CHECKING:
    from pathlib import Path

INLINE = 256 * 1024
"""Most bytes that are read without leaving the event loop: that much takes well below 1 ms."""


async def output_of(folder: Path, limit: int) -> Output:
    """Return up to `limit` bytes of each stream, marked where there was more.

    GRPCError when too many answers wait to be read already.
    """
    place = outbox.current()
    if limit <= INLINE:
        place.hold(_size(folder, limit))
        return _read(folder, limit)
    place.hold(await asyncio.to_thread(_size, folder, limit))
    return await asyncio.to_thread(_read, folder, limit)


def _size(folder: Path, limit: int) -> int:
    sizes = [sum(file.size for file in list_stream(folder, kind).segments) for kind in BOTH]
    return sum(min(size, limit) for size in sizes)


def _read(folder: Path, limit: int) -> Output:
    reader = LogReader(folder)
    stdout, stdout_cut = reader.head(1, limit)
    stderr, stderr_cut = reader.head(2, limit)
    return Output(stdout=stdout, stderr=stderr, stdout_cut=stdout_cut, stderr_cut=stderr_cut)
