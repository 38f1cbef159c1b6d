"""The bytes of an archive, unpacked and hashed as they come."""

from __future__ import annotations

import errno
import os
from hashlib import sha256

from aurae.unpack import codecs
from aurae.unpack.failure import Unfit
from aurae.unpack.limits import RATIO_FROM

BLOCK = 512
READ = 1 << 15
"""Bytes read at once: with a codec at its best they become a megabyte, not more."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Source:
    """Gives the bytes of the file `fd`, from where it stands on, once."""

    __slots__ = ("_at", "_chunk", "_hash", "_most", "_pieces", "_ratio", "read", "size")

    def __init__(self, fd: int, most: int, ratio: int) -> None:
        """`most` bytes come of it, and `ratio` times as many as were read (0: any number)."""
        self._hash = sha256()
        self._most, self._ratio = most, ratio
        self.read = self.size = 0
        self._chunk, self._at = b"", 0
        self._pieces = self._unpacked(fd)

    @property
    def digest(self) -> bytes:
        """SHA-256 of all that has come."""
        return self._hash.digest()

    def block(self) -> bytes:
        """Return the next 512 bytes; nothing at the very end. Raises Unfit where they are cut."""
        if self._at == len(self._chunk) and not self._more():
            return b""
        return self.take(BLOCK)

    def take(self, count: int) -> bytes:
        """Return the next bytes. Raises Unfit where there are not so many."""
        end = self._at + count
        if end <= len(self._chunk):
            part = self._chunk[self._at : end]
            self._at = end
            return part
        parts = []
        while count:
            part = self._chunk[self._at : self._at + count]
            self._at += len(part)
            count -= len(part)
            parts.append(part)
            if count:
                self._require()
        return b"".join(parts)

    def move(self, fd: int, count: int) -> None:
        """Write the next bytes to a file. Raises Unfit where there are not so many, OSError."""
        while count:
            part = memoryview(self._chunk)[self._at : self._at + count]
            self._at += len(part)
            count -= len(part)
            while part:
                part = part[os.write(fd, part) :]
            if count:
                self._require()

    def skip(self, count: int) -> None:
        """Pass over the next bytes. Raises Unfit where there are not so many."""
        while count:
            passed = min(count, len(self._chunk) - self._at)
            self._at += passed
            count -= passed
            if count:
                self._require()

    def drain(self) -> None:
        """Pass over all that is left; it counts for the digest and the limits."""
        while self._more():
            pass

    def _require(self) -> None:
        if not self._more():
            raise Unfit("the archive is cut")

    def _more(self) -> bool:
        self._at = 0
        self._chunk = next(self._pieces, b"")
        return bool(self._chunk)

    def _unpacked(self, fd: int) -> Iterator[bytes]:
        data = self._begin(fd)
        codec = codecs.codec_of(data)
        update: Callable[[bytes], None] = self._hash.update
        while data:
            self.read += len(data)
            for piece in codec.feed(data):
                update(piece)
                self.size += len(piece)
                self._check()
                yield piece
            data = os.read(fd, READ)
        codec.check_end()

    @staticmethod
    def _begin(fd: int) -> bytes:
        data = os.read(fd, READ)
        while 0 < len(data) < codecs.MAGIC and (more := os.read(fd, READ)):
            data += more
        return data

    def _check(self) -> None:
        if self.size > self._most:
            raise Unfit(f"it unpacks to more than {self._most} bytes", errno.EFBIG)
        if self._ratio and self.size > max(RATIO_FROM, self._ratio * self.read):
            raise Unfit(f"it unpacks to more than {self._ratio} times its size")
