"""Maps of sparse files: where the bytes of an archive go in a file that is mostly holes.

GNU tar has four ways to write them (its manual, Sparse Formats): the old one in headers of its own
type, and 0.0, 0.1 and 1.0 in PAX records.
"""

from __future__ import annotations

from aurae.unpack import numbers
from aurae.unpack.failure import Unfit
from aurae.unpack.limits import EXTENSION_LIMIT, NAME_LIMIT

BLOCK = 512
MALFORMED = "the map of a sparse file is malformed"
PAIR = 24
HEADER_PAIRS, EXTENDED_PAIRS = (386, 4), (0, 21)
"""Where pairs begin in a header and in the blocks behind it, and how many there are."""
HEADER_MORE, EXTENDED_MORE, REAL_SIZE = 482, 504, 483
LINE = 20
"""Digits and a line feed of a number in format 1.0."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.unpack.pax import Records

    Take = Callable[[int], bytes]


class Map:
    """Regions of data as (offset, length), in their order, and the size of the whole file."""

    __slots__ = ("regions", "size", "stored")

    def __init__(self, flat: list[int], size: int) -> None:
        """`flat` is offset, length, offset, length ... Raises Unfit where it is no map."""
        if len(flat) % 2:
            raise Unfit(MALFORMED)
        self.regions = list(zip(flat[::2], flat[1::2], strict=True))
        self.size = size
        self.stored = sum(length for _, length in self.regions)
        end = 0
        for offset, length in self.regions:
            if offset < end:
                raise Unfit(MALFORMED)
            end = offset + length
        if end > size:
            raise Unfit(MALFORMED)


def old(header: bytes, take: Take) -> Map:
    """Read the map of the old format: in the header, and in blocks behind it. Raises Unfit."""
    flat: list[int] = []
    _pairs(header, *HEADER_PAIRS, flat)
    more, taken = header[HEADER_MORE], 0
    while more:
        block = take(BLOCK)
        taken += BLOCK
        if taken > EXTENSION_LIMIT:
            raise Unfit("the map of a sparse file is too long")
        _pairs(block, *EXTENDED_PAIRS, flat)
        more = block[EXTENDED_MORE]
    return Map(flat, numbers.natural(header[REAL_SIZE : REAL_SIZE + 12], "a size"))


def of_records(said: Records, take: Take) -> tuple[Map, int] | None:
    """Return the map that PAX records tell and how many bytes of data it took; None without one.

    In format 1.0 it stands before the file's data. Raises Unfit.
    """
    words = said.sparse
    if b"major" in words or b"minor" in words:
        if (words.get(b"major"), words.get(b"minor")) != (b"1", b"0"):
            raise Unfit("a sparse file has an unknown format")
        size = numbers.decimal(words.get(b"realsize", b""), "a size")
        flat, taken = _listed(take)
        return Map(flat, size), taken
    if b"size" not in words:
        return None
    flat = said.regions
    if b"map" in words:
        texts = words[b"map"].split(b",") if words[b"map"] else []
        flat = [numbers.decimal(text, "a number of a sparse file") for text in texts]
    return Map(flat, numbers.decimal(words[b"size"], "a size")), 0


def name_of(said: Records) -> bytes | None:
    """Return the true name of a sparse file, whose header has another one; None where none is told."""
    name = said.sparse.get(b"name")
    if name is not None and (b"\0" in name or not 0 < len(name) <= NAME_LIMIT):
        raise Unfit("the name of a sparse file is malformed")
    return name


def _pairs(block: bytes, at: int, count: int, flat: list[int]) -> None:
    for _ in range(count):
        if not block[at]:
            return
        flat.append(numbers.natural(block[at : at + 12], "an offset"))
        flat.append(numbers.natural(block[at + 12 : at + PAIR], "a length"))
        at += PAIR


def _listed(take: Take) -> tuple[list[int], int]:
    """Read decimal numbers, one a line: how many pairs there are, and the pairs."""
    lines = _Lines(take)
    count = lines.number()
    if count * 4 > EXTENSION_LIMIT:
        raise Unfit("the map of a sparse file is too long")
    return [lines.number() for _ in range(2 * count)], lines.taken


class _Lines:
    __slots__ = ("_at", "_data", "_take", "taken")

    def __init__(self, take: Take) -> None:
        self._take = take
        self._data = b""
        self._at = self.taken = 0

    def number(self) -> int:
        """Return the number on the next line; the rest of its block is passed over at the end."""
        end = self._data.find(b"\n", self._at, self._at + LINE)
        while end < 0:
            if len(self._data) - self._at >= LINE or self.taken >= EXTENSION_LIMIT:
                raise Unfit(MALFORMED)
            self._data = self._data[self._at :] + self._take(BLOCK)
            self._at = 0
            self.taken += BLOCK
            end = self._data.find(b"\n", 0, LINE)
        value = numbers.decimal(self._data[self._at : end], "a number of a sparse file")
        self._at = end + 1
        return value
