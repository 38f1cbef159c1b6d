"""Cursors: where in the log of a workload a reader has got to, as a text to hand out."""

from dataclasses import dataclass

from aurae.wire.messages import STDERR, STDOUT

VERSION = "1"
STREAMS = (STDOUT, STDERR)
LONGEST = 19
"""Digits of an offset: enough for 64 bits."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Offsets in bytes, counted from the first byte that each stream ever had."""

    stdout: int = 0
    stderr: int = 0

    @property
    def offsets(self) -> dict[int, int]:
        """The offsets by stream number."""
        return {STDOUT: self.stdout, STDERR: self.stderr}

    def encode(self) -> str:
        """Return the text of the cursor."""
        return f"{VERSION}.{self.stdout}.{self.stderr}"


def decode(text: str) -> Cursor:
    """Read the text of a cursor, the empty one being the beginning; ValueError when it is none."""
    if not text:
        return Cursor()
    version, *offsets = text.split(".")
    if version != VERSION or len(offsets) != len(STREAMS) or not all(map(_is_offset, offsets)):
        raise ValueError("cannot read logs: cursor: not one that logs gave out")
    return Cursor(int(offsets[0]), int(offsets[1]))


def _is_offset(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST
