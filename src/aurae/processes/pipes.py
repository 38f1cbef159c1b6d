"""Bytes to and from a process through a pipe, no quicker than the other side takes them."""

from __future__ import annotations

import asyncio
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from aurae.model.groups import first_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator

T = TypeVar("T")

PIECE = 64 * 1024
"""Bytes that are read at once: what is in a pipe."""


class Pipe:
    """Both ends; -1 is one that is closed."""

    def __init__(self) -> None:
        """Open both. Raises OSError."""
        self.reader, self.writer = os.pipe2(os.O_CLOEXEC)

    def close_reader(self) -> None:
        """Close the end that is read."""
        if self.reader >= 0:
            os.close(self.reader)
            self.reader = -1

    def close_writer(self) -> None:
        """Close the end that is written."""
        if self.writer >= 0:
            os.close(self.writer)
            self.writer = -1

    async def pieces(self) -> AsyncGenerator[bytes]:
        """Yield what is written, until nobody has the other end any more. Raises OSError."""
        os.set_blocking(self.reader, False)
        loop = asyncio.get_running_loop()
        while True:
            try:
                piece = os.read(self.reader, PIECE)
            except BlockingIOError:
                await _ready(self.reader, loop.add_reader, loop.remove_reader)
                continue
            if not piece:
                return
            yield piece

    async def pour(self, pieces: AsyncIterator[bytes]) -> None:
        """Write all pieces and close the end; returns early when nobody reads them any more."""
        os.set_blocking(self.writer, False)
        loop = asyncio.get_running_loop()
        async for piece in pieces:
            rest = memoryview(piece)
            while rest:
                try:
                    rest = rest[os.write(self.writer, rest) :]
                except BlockingIOError:
                    await _ready(self.writer, loop.add_writer, loop.remove_writer)
                except BrokenPipeError:
                    return
        self.close_writer()


@contextmanager
def pipe() -> Iterator[Pipe]:
    """Give a pipe whose ends are closed at the end of the block."""
    made = Pipe()
    try:
        yield made
    finally:
        made.close_reader()
        made.close_writer()


async def poured(ends: Pipe, chunks: AsyncIterator[bytes], answer: asyncio.Future[T]) -> None:
    """Write all chunks, unless what reads them ends before, as `answer` tells. Raises what `chunks` does."""
    try:
        async with asyncio.TaskGroup() as group:
            pouring = group.create_task(ends.pour(chunks))
            answer.add_done_callback(lambda _: pouring.cancel())
            await asyncio.wait([pouring])
    except BaseExceptionGroup as failures:
        raise first_of(failures) from None


async def _ready(
    fd: int,
    add: Callable[[int, Callable[[], None]], object],
    remove: Callable[[int], object],
) -> None:
    """Wait until a descriptor can be read or written."""
    ready = asyncio.Event()
    add(fd, ready.set)
    try:
        await ready.wait()
    finally:
        remove(fd)
