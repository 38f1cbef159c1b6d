"""Children that write numbered lines as fast as they can, and the check that none is missing."""

from collections.abc import Iterator
from pathlib import Path

WIDTH = 100
BLOCK = 10_000
WRITER = (
    "import os,sys,time\n"
    "at,last,code,pause=0,int(sys.argv[1]),int(sys.argv[2]),float((sys.argv+['0'])[3])\n"
    "while at<last:\n"
    "  line=b'%099d\\n'%at\n"
    "  while line: line=line[os.write(1,line):]\n"
    "  at+=1\n"
    "  if pause and not at%64: time.sleep(pause)\n"
    "sys.exit(code)\n"
)
"""Writes the numbers from 0 up to argv[1] as lines of 100 bytes and exits with argv[2].

After every 64 lines it rests for argv[3] seconds, if that is given.
"""


def written(folder: Path, stream: str = "stdout") -> int:
    """Return how many bytes of a stream lie in a workload's segments."""
    return sum(path.stat().st_size for path in folder.glob(f"{stream}.*.log"))


def fault(folder: Path, stream: str = "stdout") -> str:
    """Say what is wrong with the numbered lines in a folder: empty when none is missing or doubled.

    The last line may be torn: its writer was stopped.
    """
    first = 0
    for block in _blocks(folder, stream):
        count = -(-len(block) // WIDTH)
        expected = b"".join(b"%099d\n" % number for number in range(first, first + count))
        if block != expected[: len(block)]:
            lines = zip(block.split(b"\n"), expected.split(b"\n"), strict=False)
            at, line = next((n, got) for n, (got, want) in enumerate(lines) if got != want)
            return f"line {first + at} is {line.lstrip(b'0')[:40]!r}"
        first += count
    return ""


def _blocks(folder: Path, stream: str) -> Iterator[bytes]:
    """Read a stream's segments one after the other, in blocks of whole lines but for the last."""
    rest = b""
    for path in sorted(folder.glob(f"{stream}.*.log")):
        with path.open("rb") as segment:
            while chunk := segment.read(WIDTH * BLOCK - len(rest)):
                rest += chunk
                if len(rest) == WIDTH * BLOCK:
                    yield rest
                    rest = b""
    if rest:
        yield rest
