"""The journal and its disk: full, refused, and kept within limits by retention."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aurae.observe.logs import LogReader
from aurae.wire.segments import END
from tests.support.journal import JournalProcess, count_to, numbers, records, write_all
from tests.support.until import until


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A file system of `size` bytes."""
    folder = Path(tempfile.mkdtemp(prefix="aurae-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def fill(path: Path) -> None:
    """Write to a file until its file system is full."""
    fd = os.open(path, os.O_CREAT | os.O_WRONLY)
    with suppress(OSError):
        while True:
            os.write(fd, b"x" * 4096)
    os.close(fd)


def test_a_full_disk_holds_writers_up_and_loses_nothing():
    with (
        small_disk(1_000_000) as disk,
        JournalProcess(segment_size=100_000, log_dir=disk / "log") as journal,
    ):
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 700_000)
        children = [count_to(40_000, journal.pipe(ident)) for ident in (1, 2)]
        children.append(count_to(40_000, journal.terminal(3)))
        until(lambda: b"No space left" in journal.stderr.read_bytes(), "the disk is full")
        journal.kill()  # even so
        journal.start()
        until(lambda: journal.stderr.read_bytes().count(b"No space left") == 2, "it still is")
        assert not journal.drained
        ballast.unlink()
        until(lambda: b"written again" in journal.stderr.read_bytes(), "there is room again")
        # 3 x 228,890 bytes and the indexes fit.
        journal.wait_drained()
        assert [child.wait() for child in children] == [0, 0, 0]
        assert [journal.content(ident) == numbers(40_000) for ident in (1, 2, 3)] == [True] * 3
        assert len(journal.stderr.read_bytes().splitlines()) == 3


def test_a_full_disk_does_not_hold_up_the_end_for_ever():
    with (
        small_disk(200_000) as disk,
        JournalProcess(log_dir=disk / "log") as journal,
    ):
        ballast = disk / "ballast"
        fill(ballast)
        pipe = journal.pipe(7)
        os.write(pipe, b"last words")
        os.close(pipe)
        until(lambda: b"No space left" in journal.stderr.read_bytes(), "they are refused")
        assert not journal.is_drained(7)
        ballast.unlink()
        journal.wait_drained()
        assert journal.content(7) == b"last words"
        assert [mark for _, _, mark in records(journal, 7, 0)] == [0, END]


def total_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*/*"))


def test_retention_by_size_removes_the_oldest_segments_of_all_workloads():
    with JournalProcess(segment_size=10_000, max_size=200_000) as journal:
        write_all(journal.pipe(1), b"old\n" * 15_000)  # complete: 60 kB
        journal.wait_drained()
        idle = journal.pipe(2)
        os.write(idle, b"idle\n")
        until(lambda: journal.content(2), "the idle stream is written")
        child = count_to(100_000, journal.pipe(3))
        assert child.wait() == 0
        until(lambda: journal.is_drained(3), "drained")
        until(lambda: total_size(journal.log_dir) <= 200_000, "the limit is kept")
        assert journal.segments(1) == []
        assert journal.content(2) == b"idle\n"
        kept = journal.content(3)
        assert len(kept) > 150_000
        assert numbers(100_000).endswith(kept)
        batches = list(LogReader(journal.log_dir / "3").read())
        assert sum(batch.lost_bytes for batch in batches) == len(numbers(100_000)) - len(kept)
        batches = list(LogReader(journal.log_dir / "1").read())
        assert [(batch.lines, batch.lost_bytes) for batch in batches] == [([], 60_000)]
        os.close(idle)


def test_retention_by_age_removes_closed_segments_only():
    with JournalProcess(segment_size=10, max_age=2) as journal:
        write = journal.pipe(7)
        os.write(write, b"0123456789" * 3 + b"abc\n")
        write_all(journal.pipe(8), b"complete\n")
        until(lambda: journal.is_drained(8), "8 is drained")
        until(lambda: len(journal.segments(7)) == 4, "four segments")
        until(lambda: not journal.segments(8) and len(journal.segments(7)) == 1, "the old ones go")
        journal.kill()
        journal.start()
        write_all(write, b"def\n")
        journal.wait_drained()
        batches = list(LogReader(journal.log_dir / "7").read())
        assert sum(batch.lost_bytes for batch in batches) == 30
        assert [line.data for batch in batches for line in batch.lines] == [b"abc", b"def"]
