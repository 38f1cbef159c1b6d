"""A blob from a registry into a file: in ranges, on from where a stream broke, verified as it comes."""

from __future__ import annotations

import asyncio
import re
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from aurae.registry import manifests
from aurae.registry.failures import BadContent, Unavailable
from aurae.registry.retrying import pause
from aurae.registry.transport import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.model.image_name import ImageName
    from aurae.registry.endpoint import Endpoint
    from aurae.registry.ordered import Ordered
    from aurae.registry.transport import Response

BATCH = 256 * 1024
"""Bytes that are written and hashed at a time, in a thread."""

GAIN = 64 * 1024
"""Bytes that a stream has to bring so that its break does not count as a failure in a row."""

_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,19})-([0-9]{1,19})/([0-9]{1,19}|\*)", re.ASCII)


class _NoRanges(Exception):
    """The server sends the whole blob whatever part of it is asked for."""


async def fetch(endpoint: Endpoint, name: ImageName, ordered: Ordered) -> None:
    """Fetch what is missing of a blob. Raises RegistryFailed and OSError.

    What an earlier try left is read again; if the whole is another blob then, all is fetched anew.
    """
    try:
        await ordered.resume()
        resumed = ordered.front > 0
        try:
            await _Fetch(endpoint, name, ordered).run()
            ordered.check()
        except BadContent:
            await ordered.restart()
            if not resumed:
                raise
            await _Fetch(endpoint, name, ordered).run()
            ordered.check()
    except BadContent:
        await ordered.restart()
        raise
    finally:
        await ordered.settle()


class _Fetch:
    """One attempt to have all bytes of a blob."""

    def __init__(self, endpoint: Endpoint, name: ImageName, ordered: Ordered) -> None:
        self._endpoint = endpoint
        self.settings = endpoint.settings
        self.attempts = endpoint.attempts
        self._url = endpoint.url(name.path, "blobs", ordered.wanted.digest)
        self._scope = manifests.pull_scope(name)
        self.size = ordered.wanted.size
        self.ordered = ordered

    async def run(self) -> None:
        """Fetch what is missing behind the front."""
        left = self.size - self.ordered.front
        if self.settings.parallel > 1 and left >= self.settings.parallel_from:
            try:
                await self._in_pieces()
            except _NoRanges:
                await self.ordered.restart()
                await _Piece(self, 0, self.size, whole=True).run()
        elif left:
            await _Piece(self, self.ordered.front, self.size, whole=True).run()

    async def _in_pieces(self) -> None:
        front, step = self.ordered.front, self.settings.piece
        # One after the other: a manifest may say any size, and a list of them all fill the memory.
        pieces = ((at, min(at + step, self.size)) for at in range(front, self.size, step))
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self.settings.parallel):
                    group.create_task(self._some(pieces))
        except BaseExceptionGroup as errors:
            raise _first(errors) from None

    async def _some(self, pieces: Iterator[tuple[int, int]]) -> None:
        for begin, end in pieces:
            await _Piece(self, begin, end, whole=False).run()

    async def ask(self, begin: int, end: int) -> Response:
        """Ask for a range, or for all where that is all there is."""
        ranged = begin > 0 or end < self.size
        headers = {"Range": f"bytes={begin}-{end - 1}"} if ranged else {}
        return await self._endpoint.ask(Request("GET", self._url, headers), self._scope)

    def check_range(self, response: Response, begin: int, end: int) -> None:
        """Raise BadContent unless a partial response is the part that was asked for."""
        said = response.header("Content-Range")
        found = _CONTENT_RANGE.fullmatch(said.strip())
        total = "*" if found is None else found[3]
        if found is None or (int(found[1]), int(found[2])) != (begin, end - 1):
            raise BadContent(f"of bytes {begin}-{end - 1} it sends {said[:80]!r}")
        if total != "*" and int(total) != self.size:
            raise BadContent(f"the blob has {total} bytes there, not {self.size}")


class _Piece:
    """Bytes from `begin` to `end` of a blob; `whole`: nobody fetches others beside it."""

    def __init__(self, fetch: _Fetch, begin: int, end: int, *, whole: bool) -> None:
        self._fetch = fetch
        self._begin = begin
        self._at = begin
        self._end = end
        self._whole = whole

    async def run(self) -> None:
        """Fetch them, however often the stream breaks, as long as each brings some."""
        failures = 0
        while self._at < self._end:
            before = self._at
            try:
                await self._stream()
            except Unavailable as failure:
                failures = 1 if self._at - before >= GAIN else failures + 1
                if failure.lasting or failures >= self._fetch.attempts:
                    raise
                await asyncio.sleep(pause(self._fetch.settings, failures, failure.wait))

    async def _stream(self) -> None:
        async with await self._fetch.ask(self._at, self._end) as response:
            if response.status == 206:
                self._fetch.check_range(response, self._at, self._end)
            elif self._whole:
                await self._begin_anew()
            elif (self._at, self._end) != (0, self._fetch.size):
                raise _NoRanges
            self._check_length(response)
            await self._receive(response)
            if self._at < self._end:
                self._too_short(response)

    async def _begin_anew(self) -> None:
        """Take a response that is the blob from its start, though the rest of it was asked for."""
        if self._at:
            await self._fetch.ordered.restart()
        self._begin = self._at = 0

    def _check_length(self, response: Response) -> None:
        length = response.length
        if length is not None and length != self._end - self._at:
            raise BadContent(
                f"it sends {length} bytes where {self._end - self._at} are the blob's"
            )

    async def _receive(self, response: Response) -> None:
        """Write the body, a batch at a time; meanwhile the connection's buffer fills again."""
        batch: list[bytes] = []
        size = 0
        try:
            async with aclosing(response.chunks()) as chunks:
                async for chunk in chunks:
                    batch.append(chunk)
                    size += len(chunk)
                    if self._at + size > self._end:
                        raise BadContent(
                            f"it sends more than the {self._end - self._at} wanted bytes"
                        )
                    if size >= BATCH:
                        await self._write(batch)
                        batch, size = [], 0
        except Unavailable:
            await self._write(batch)
            raise
        except asyncio.CancelledError:
            # Of a slow stream it may be what came in minutes.
            with suppress(OSError):
                await self._write(batch)
            raise
        await self._write(batch)

    async def _write(self, batch: list[bytes]) -> None:
        if batch:
            await self._fetch.ordered.take(self._begin, self._at, batch)
            self._at += sum(map(len, batch))

    def _too_short(self, response: Response) -> None:
        why = f"it ends after {self._at} of {self._end} bytes"
        raise BadContent(why) if response.ends_by_itself else Unavailable(why)


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return what tells most of several: the others may be its consequence."""
    leaves = [
        _first(error) if isinstance(error, BaseExceptionGroup) else error
        for error in errors.exceptions
    ]
    return next((error for error in leaves if not isinstance(error, Unavailable)), leaves[0])
