"""Raw segments and their indexes as time-stamped lines."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.observe import watch
from aurae.observe.lines import PIECE, Lines
from aurae.observe.logs import BOTH, Batch, Line, LogReader, follow
from aurae.wire.messages import STDERR, STDOUT
from aurae.wire.segments import INDEX, LOG, pack
from tests.support.segments import Written, numbered
from tests.support.shortage import no_descriptors

OUT = frozenset({STDOUT})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "7"


def lines_of(batches: Iterator[Batch] | list[Batch]) -> list[Line]:
    return [line for batch in batches for line in batch.lines]


def joined(lines: list[Line], stream: int) -> bytes:
    return b"".join(
        line.data + (b"" if line.partial else b"\n") for line in lines if line.stream == stream
    )


def texts(lines: list[Line]) -> list[bytes]:
    return [line.data for line in lines]


def test_a_line_has_the_time_of_the_splice_that_brought_its_line_feed(folder: Path):
    out = Written(folder, STDOUT)
    out.splice(b"one\ntw", 10)
    out.splice(b"o", 20)
    out.splice(b"\nthree\n", 30)
    assert lines_of(LogReader(folder).read()) == [
        Line(STDOUT, 10, b"one", False),
        Line(STDOUT, 30, b"two", False),
        Line(STDOUT, 30, b"three", False),
    ]


def test_streams_are_merged_by_time_and_equal_times_begin_with_stdout(folder: Path):
    out, err = Written(folder, STDOUT), Written(folder, STDERR)
    err.splice(b"e1\n", 10)
    out.splice(b"o1\n", 20)
    err.splice(b"e2\n", 20)
    out.splice(b"o2\n", 30)
    assert texts(lines_of(LogReader(folder).read())) == [b"e1", b"o1", b"e2", b"o2"]
    assert texts(lines_of(LogReader(folder).read(streams=frozenset({STDERR})))) == [b"e1", b"e2"]


def test_since_is_inclusive_and_until_is_not(folder: Path):
    out = Written(folder, STDOUT, limit=7)
    for time_ns in range(10, 60, 10):
        out.splice(b"at%d\n" % time_ns, time_ns)
    reader = LogReader(folder)
    assert texts(lines_of(reader.read(since_ns=20, until_ns=40))) == [b"at20", b"at30"]
    assert texts(lines_of(reader.read(since_ns=21))) == [b"at30", b"at40", b"at50"]
    assert texts(lines_of(reader.read(since_ns=51))) == []
    assert texts(lines_of(reader.read(until_ns=10))) == []
    assert texts(lines_of(reader.read(since_ns=0, until_ns=11))) == [b"at10"]


def test_a_line_that_began_before_since_is_given_whole(folder: Path):
    out = Written(folder, STDOUT, limit=4)
    out.splice(b"old\nbegin", 10)
    out.splice(b"ning\n", 20)
    assert texts(lines_of(LogReader(folder).read(since_ns=15))) == [b"beginning"]


def test_tail_counts_lines_of_each_stream_and_an_unfinished_one(folder: Path):
    out, err = Written(folder, STDOUT, limit=5), Written(folder, STDERR)
    out.splice(numbered(0, 100), 10)
    err.splice(b"a\nb\nc", 5)
    reader = LogReader(folder)
    assert texts(lines_of(reader.read(tail=2))) == [b"b", b"c", b"98", b"99"]
    assert texts(lines_of(reader.read(tail=0))) == []
    assert len(lines_of(reader.read(tail=1000))) == 103
    assert texts(lines_of(reader.read(tail=2, until_ns=10))) == [b"b", b"c"]


def test_bytes_that_were_never_indexed_are_read(folder: Path):
    out = Written(folder, STDOUT)
    out.splice(b"one\n", 10)
    with out.path(LOG).open("ab") as file:
        file.write(b"two\n")
    out.append(b"\1\2\3")
    assert texts(lines_of(LogReader(folder).read())) == [b"one", b"two"]


def test_removed_segments_are_reported_as_lost_bytes(folder: Path):
    out = Written(folder, STDOUT, limit=10)
    out.splice(numbered(10, 20), 5)  # 60 bytes
    reader = LogReader(folder)
    cursor = next(reader.read(tail=19, streams=OUT)).cursor
    assert cursor == "1.60.0"
    for number in (0, 1, 2):
        out.remove(number)
    batches = list(reader.read())
    assert sum(batch.lost_bytes for batch in batches) == 30
    assert joined(lines_of(batches), STDOUT) == numbered(20, 10)
    batches = list(reader.read(cursor="1.12.0"))
    assert sum(batch.lost_bytes for batch in batches) == 18
    assert not any(batch.lost_bytes for batch in reader.read(cursor="1.30.0"))


def test_a_stream_whose_segments_are_all_removed_is_all_lost(folder: Path):
    out = Written(folder, STDOUT, limit=10)
    out.splice(b"x" * 25, 5)
    out.end(6)
    out.remove(0)
    out.remove(1)
    out.path(LOG).unlink()
    assert [(batch.lines, batch.lost_bytes) for batch in LogReader(folder).read()] == [([], 25)]
    assert LogReader(folder).head(STDOUT, 10) == (b"", True)


def test_a_long_line_comes_in_pieces(folder: Path):
    out = Written(folder, STDOUT, limit=PIECE + 100)
    text = bytes(range(11, 256)) * (PIECE // 100)
    out.splice(text + b"\nnext\n", 10)
    lines = lines_of(LogReader(folder).read())
    assert [line.partial for line in lines] == [True, True, False, False]
    assert all(len(line.data) == PIECE for line in lines[:2])
    assert joined(lines, STDOUT) == text + b"\nnext\n"


def test_head_gives_the_first_bytes_and_whether_there_are_more(folder: Path):
    out = Written(folder, STDOUT, limit=4)
    out.splice(b"0123456789", 1)
    reader = LogReader(folder)
    assert reader.head(STDOUT, 6) == (b"012345", True)
    assert reader.head(STDOUT, 10) == (b"0123456789", False)
    assert reader.head(STDOUT, 0) == (b"", True)
    assert reader.head(STDERR, 10) == (b"", False)


def test_a_missing_folder_has_no_lines(folder: Path):
    assert list(LogReader(folder).read(tail=3, since_ns=4)) == []


@pytest.mark.parametrize(
    "cursor", ["x", "1", "1.0", "1.0.0.0", "2.0.0", "1.-1.0", "1.\u0663.0", "1.9.0"]
)
def test_a_cursor_that_is_none_is_refused(folder: Path, cursor: str):
    Written(folder, STDOUT).splice(b"12345678", 1)
    with pytest.raises(ValueError, match=r"^cannot read logs: cursor: "):
        list(LogReader(folder).read(cursor=cursor))


@given(st.text(max_size=40))
def test_any_text_as_a_cursor_reads_or_is_refused(text: str):
    refused = pytest.raises(ValueError, match=r"^cannot read logs: cursor: ")
    with nullcontext() if text in ("", "1.0.0") else refused:
        assert list(LogReader(Path("/nonexistent")).read(cursor=text)) == []


WRITES = st.lists(
    st.tuples(
        st.sampled_from([STDOUT, STDERR]),
        st.one_of(st.binary(min_size=1, max_size=60), st.text("a\n", min_size=1).map(str.encode)),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(WRITES, st.integers(1, 50), st.integers(0, 10))
def test_lines_joined_are_what_was_written(
    writes: list[tuple[int, bytes]], limit: int, removed: int
):
    with tempfile.TemporaryDirectory() as name:
        streams = {stream: Written(Path(name), stream, limit) for stream in BOTH}
        for time_ns, (stream, data) in enumerate(writes, 1):
            streams[stream].splice(data, time_ns)
        lines = lines_of(LogReader(Path(name)).read())
        for stream in BOTH:
            whole = b"".join(data for to, data in writes if to == stream)
            assert joined(lines, stream) == whole
        assert [line.time_ns for line in lines] == sorted(line.time_ns for line in lines)
        for since in range(0, len(writes) + 2, 3):
            chosen = lines_of(LogReader(Path(name)).read(since_ns=since, until_ns=since + 5))
            assert chosen == [line for line in lines if since <= line.time_ns < since + 5]
        for tail in (1, 3):
            chosen = lines_of(LogReader(Path(name)).read(tail=tail, streams=OUT))
            assert chosen == [line for line in lines if line.stream == STDOUT][-tail:]
        out = streams[STDOUT]
        gone = min(removed, max(out.number, 0))
        for number in range(gone):
            out.remove(number)
        batches = list(LogReader(Path(name)).read(streams=OUT))
        whole = b"".join(data for to, data in writes if to == STDOUT)
        assert sum(batch.lost_bytes for batch in batches) == gone * limit
        assert joined(lines_of(batches), STDOUT) == whole[gone * limit :]


@settings(max_examples=60, deadline=None)
@given(WRITES, st.integers(1, 50), st.integers(1, 4), st.randoms(use_true_random=False))
def test_going_on_from_any_cursor_is_exact(
    writes: list[tuple[int, bytes]], limit: int, size: int, random: Random
):
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr("aurae.observe.logs.BATCH_LINES", size)
        streams = {stream: Written(Path(name), stream, limit) for stream in BOTH}
        seen: list[Line] = []
        cursor = ""
        for time_ns, (stream, data) in enumerate(writes, 1):
            streams[stream].splice(data, time_ns)
            for batch in LogReader(Path(name)).read(cursor=cursor):
                seen += batch.lines
                cursor = batch.cursor
                if random.random() < 0.4:
                    break
        seen += lines_of(LogReader(Path(name)).read(cursor=cursor))
        for stream in BOTH:
            assert joined(seen, stream) == b"".join(data for to, data in writes if to == stream)


GARBAGE = st.one_of(
    st.binary(max_size=200),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30)), max_size=12).map(
        lambda records: b"".join(pack(*record) for record in records)
    ),
)
NAMES = st.sampled_from(
    [f"{stream}.00000{number}.{suffix}" for stream in ("stdout", "stderr") for number in range(4)
     for suffix in (LOG, INDEX)] + ["stdout", "core", "stdout.000001.idx.new"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, GARBAGE, max_size=8), st.integers(0, 40), st.integers(0, 5))
def test_no_folder_makes_the_reader_fail(files: dict[str, bytes], since: int, tail: int):
    folder = Path(tempfile.mkdtemp())
    try:
        for name, data in files.items():
            (folder / name).write_bytes(data)
        reader = LogReader(folder)
        lines = lines_of(reader.read())
        for stream, name in ((STDOUT, "stdout"), (STDERR, "stderr")):
            stored = [
                files[key]
                for key in sorted(files)
                if key.startswith(name + ".") and key.endswith(LOG)
            ]
            assert joined(lines, stream) == b"".join(stored)
        list(reader.read(since_ns=since, until_ns=since + 9, tail=tail))
        reader.head(STDOUT, 50)
    finally:
        shutil.rmtree(folder)


class Follower:
    """Collects what `follow` gives, in a task of the test's group."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ended = asyncio.Event()
        self.lines: list[Line] = []
        self.lost = 0
        self.finished = False
        self._changed = asyncio.Event()

    async def run(self, until_ns: int | None = None, tail: int | None = None) -> None:
        async for batch in follow(self.folder, ended=self.ended, until_ns=until_ns, tail=tail):
            self.lines += batch.lines
            self.lost += batch.lost_bytes
            self._changed.set()
        self.finished = True

    def has(self, count: int) -> bool:
        return len(self.lines) == count

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                self._changed.clear()
                await self._changed.wait()


@pytest.mark.asyncio
async def test_follow_gives_finished_lines_as_they_come_and_the_rest_at_the_end(folder: Path):
    follower = Follower(folder)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(follower.run())
        out = Written(folder, STDOUT, limit=50)
        out.splice(b"one\n", 1)
        await follower.until(lambda: len(follower.lines) == 1)
        out.splice(b"two\nthr", 2)
        await follower.until(lambda: len(follower.lines) == 2)
        Written(folder, STDERR).splice(b"error\n", 3)
        await follower.until(lambda: len(follower.lines) == 3)
        out.splice(b"ee\n" + numbered(0, 100), 4)
        await follower.until(lambda: len(follower.lines) == 104)
        out.splice(b"rest", 5)
        out.end(6)
        follower.ended.set()
    assert follower.finished
    assert texts(follower.lines)[:4] == [b"one", b"two", b"error", b"three"]
    assert follower.lines[-1] == Line(STDOUT, 5, b"rest", True)
    assert not any(line.partial for line in follower.lines[:-1])


@pytest.mark.asyncio
async def test_follow_of_what_has_ended_is_history(folder: Path):
    out = Written(folder, STDOUT)
    out.splice(numbered(0, 2000) + b"rest", 1)
    follower = Follower(folder)
    follower.ended.set()
    await follower.run()
    assert joined(follower.lines, STDOUT) == numbered(0, 2000) + b"rest"


@pytest.mark.asyncio
async def test_follow_ends_at_until_and_many_followers_share_one_descriptor(folder: Path):
    out = Written(folder, STDOUT)
    out.splice(numbered(0, 10), 5)
    followers = [Follower(folder) for _ in range(200)]
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        for follower in followers:
            group.create_task(follower.run(tail=3))
        for follower in followers:
            await follower.until(partial(follower.has, 3))
        out.splice(b"more\n", 6)
        for follower in followers:
            await follower.until(partial(follower.has, 4))
            follower.ended.set()
    last = Follower(folder)
    async with asyncio.timeout(60):
        await last.run(until_ns=6)
    assert len(last.lines) == 10


def test_what_retention_took_from_under_a_reader_is_lost_exactly(folder: Path):
    out = Written(folder, STDOUT, limit=10)
    out.splice(b"12345\nxx", 1)
    lines = Lines(folder, STDOUT)
    assert lines.fill(final=False)
    assert lines.take() == [Line(STDOUT, 1, b"12345", False)]
    assert not lines.fill(final=False)
    out.splice(b"x" * 22 + b"\nthe end\n", 2)
    out.remove(0)
    out.remove(1)
    assert lines.fill(final=False)
    # The unfinished line that had been read, and what is left behind the gap.
    assert lines.take() == [Line(STDOUT, 1, b"xx", True)]
    assert lines.fill(final=False)
    assert lines.take() == [Line(STDOUT, 2, b"x" * 10, False)]
    assert lines.lost == 20 - 8


@pytest.mark.asyncio
async def test_without_a_watch_a_follower_looks_again_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "LOOK", 0.05)
    monkeypatch.setattr(watch, "_watchers", {})
    woken = asyncio.Event()
    with no_descriptors():
        looking = watch.watching(tmp_path, woken)
        looking.__enter__()
    try:
        async with asyncio.timeout(60):
            await woken.wait()
    finally:
        looking.__exit__(None, None, None)
