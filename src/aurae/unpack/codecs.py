"""How a layer is compressed: known by its first bytes, whatever it is said to be.

Each codec takes bytes as they were read and gives pieces of at most `PIECE` bytes, so that a few bytes
which unpack to very many are seen before they fill the memory.
"""

from __future__ import annotations

import sys

from isal import igzip_lib, isal_zlib

from aurae.unpack.failure import Unfit

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 1 << 20
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
SKIPPABLE = b"\x2a\x4d\x18"
"""Behind a first byte of 0x50 to 0x5f: a frame without data, which some zstd files begin with."""
MAGIC = 6
"""Bytes that tell a codec."""
OTHERS = {b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"\x04\x22\x4d\x18": "lz4"}
GZIP_WINDOW = 31
"""zlib's windowBits with a gzip header."""
WINDOW_LIMIT = 27
"""log2 of the largest window of zstd, 128 MiB, as zstd(1) has it without --long."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Protocol

    class Codec(Protocol):
        """Takes what was read, and knows at the end whether something is missing."""

        def feed(self, data: bytes) -> Iterator[bytes]:
            """Yield what `data` unpacks to. Raises Unfit."""

        def check_end(self) -> None:
            """Raise Unfit where the compressed bytes are cut."""


class Plain:
    """Bytes that are not compressed."""

    __slots__ = ()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield them."""
        yield data

    def check_end(self) -> None:
        """Say nothing: an archive knows its own end."""


class Gzip:
    """One member of gzip or several."""

    __slots__ = ("_inside", "_member")

    def __init__(self) -> None:
        """Begin before the first."""
        self._member = isal_zlib.decompressobj(GZIP_WINDOW)
        self._inside = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what they unpack to. Raises Unfit."""
        while data:
            member = self._member
            self._inside = True
            try:
                piece = member.decompress(data, PIECE)
            except igzip_lib.IsalError as error:  # type: ignore[misc]  # its stub says it wrong
                raise Unfit(f"malformed gzip: {error}") from None
            if piece:
                yield piece
            data = member.unconsumed_tail
            if member.eof:
                data = member.unused_data
                self._member = isal_zlib.decompressobj(GZIP_WINDOW)
                self._inside = False
            elif not piece and not data:
                return

    def check_end(self) -> None:
        """Raise Unfit within a member."""
        if self._inside:
            raise Unfit("the compressed bytes are cut")


class Zstd:
    """One frame of zstd or several."""

    __slots__ = ("_frame", "_inside")

    def __init__(self) -> None:
        """Begin before the first."""
        self._frame = _frame()
        self._inside = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what they unpack to. Raises Unfit."""
        while data or not self._frame.needs_input:
            frame = self._frame
            self._inside = True
            try:
                piece = frame.decompress(data, PIECE)
            except zstd.ZstdError as error:
                raise Unfit(f"malformed zstd: {error}") from None
            if piece:
                yield piece
            data = b""
            if frame.eof:
                data = frame.unused_data
                self._frame = _frame()
                self._inside = False

    def check_end(self) -> None:
        """Raise Unfit within a frame."""
        if self._inside:
            raise Unfit("the compressed bytes are cut")


def codec_of(first: bytes) -> Codec:
    """Return the codec of a file that begins so. Raises Unfit for one that is known and not ours."""
    for magic, name in OTHERS.items():
        if first.startswith(magic):
            raise Unfit(f"compressed with {name}, which is not supported")
    make: Callable[[], Codec] = Plain
    if first.startswith(GZIP):
        make = Gzip
    elif first.startswith(ZSTD) or (first[1:4] == SKIPPABLE and first[0] & 0xF0 == 0x50):
        make = Zstd
    return make()


def _frame() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(
        options={zstd.DecompressionParameter.window_log_max: WINDOW_LIMIT}
    )
