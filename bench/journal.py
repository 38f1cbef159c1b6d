"""Throughput of the journal: 1 GB of 100-byte lines from several writers, and the same with cat.

Usage: python -m bench.journal [WRITERS [BYTES [PIPE_SIZE [CHUNK]]]]

Each writer writes its share in chunks of 8 KiB, as yes(1) does. The peer is one `cat >file` for
each writer: what the machine does without a time index, rotation and exactness under SIGKILL.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.journal import JournalProcess

LINE = b"x" * 99 + b"\n"
WRITER = """
import os, sys
line, lines, chunk = b"x" * 99 + b"\\n", int(sys.argv[1]), int(sys.argv[2])
block = line * max(chunk // 100, 1)
left = lines * 100
while left:
    left -= os.write(1, block[:left])
"""


def start_writer(lines: int, chunk: int, stdout: int) -> subprocess.Popen[bytes]:
    """Start a child that writes `lines` lines to `stdout`, which is closed here."""
    command = [sys.executable, "-I", "-S", "-c", WRITER, str(lines), str(chunk)]
    child = subprocess.Popen(command, stdout=stdout)
    os.close(stdout)
    return child


def cpu_seconds(pid: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def with_journal(writers: int, lines: int, pipe_size: int, chunk: int) -> float:
    """Return the seconds until all is in the segments; AssertionError when a line is missing."""
    with JournalProcess() as journal:
        before = time.monotonic()
        children = [
            start_writer(lines, chunk, journal.pipe(ident, size=pipe_size))
            for ident in range(1, writers + 1)
        ]
        journal.wait_drained(600)
        seconds = time.monotonic() - before
        assert journal.process
        status = Path(f"/proc/{journal.process.pid}/status").read_text()
        memory = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
        index = sum(path.stat().st_size for path in journal.log_dir.glob("*/*.idx"))
        print(
            f"  journal: {cpu_seconds(journal.process.pid):.2f} s of CPU, "
            f"{int(memory) / 1024:.1f} MB at its peak, {index / 1e6:.2f} MB of index"
        )
        for ident, child in enumerate(children, 1):
            assert child.wait() == 0
            found = 0
            for segment in journal.segments(ident):
                found += segment.read_bytes().count(b"\n")
            assert found == lines, f"writer {ident}: {found} of {lines} lines"
    return seconds


def with_cat(writers: int, lines: int, pipe_size: int, chunk: int) -> float:
    """Return the seconds that one `cat >file` per writer takes."""
    with tempfile.TemporaryDirectory(prefix="aurae-bench-") as folder:
        before = time.monotonic()
        children = []
        for number in range(writers):
            read, write = os.pipe2(os.O_CLOEXEC)
            with Path(folder, str(number)).open("wb") as file:
                children.append(subprocess.Popen(["cat"], stdin=read, stdout=file))
            os.close(read)
            children.append(start_writer(lines, chunk, write))
        for child in children:
            assert child.wait() == 0
        return time.monotonic() - before


def main(arguments: list[str]) -> None:
    """Run both and print the two rates and their ratio."""
    defaults = [4, 1_000_000_000, 1 << 18, 8192]
    given = [int(text) for text in arguments]
    writers, size, pipe_size, chunk = given + defaults[len(given) :]
    lines = size // writers // len(LINE)
    total = lines * writers * len(LINE) / 1e6
    seconds = with_journal(writers, lines, pipe_size, chunk)
    peer = with_cat(writers, lines, pipe_size, chunk)
    print(
        f"journal: {total / seconds:.0f} MB/s, {lines * writers} lines, none lost, {writers} writers"
    )
    print(f"cat >file: {total / peer:.0f} MB/s; ratio {peer / seconds:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
