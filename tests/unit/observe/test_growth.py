"""A stream as bytes from some way before its end on: nothing lost, nothing twice."""

import asyncio
import tempfile
from contextlib import aclosing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.observe.growth import PIECE, Growth, grow
from aurae.wire.messages import STDERR, STDOUT
from aurae.wire.segments import LOG
from tests.support.segments import Written

LIMIT = 20.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "7"


def all_of(growth: Growth) -> bytes:
    found = b""
    while data := growth.read():
        assert len(data) <= PIECE
        found += data
    return found


@settings(max_examples=40)
@given(
    st.lists(st.binary(min_size=1, max_size=40), max_size=12),
    st.lists(st.binary(min_size=1, max_size=40), max_size=12),
    st.integers(0, 600),
    st.integers(1, 30),
)
def test_the_last_bytes_and_all_that_come_are_given_once(before, after, history, limit):
    with tempfile.TemporaryDirectory() as name:
        out = Written(Path(name), STDOUT, limit)
        for data in before:
            out.splice(data, 10)
        growth = Growth(Path(name), STDOUT, history)
        whole = b"".join(before)
        assert all_of(growth) == whole[max(0, len(whole) - history) :]
        for data in after:
            out.splice(data, 20)
            assert all_of(growth) == data


@settings(max_examples=40)
@given(st.integers(0, 9), st.integers(0, 200))
def test_what_retention_has_removed_is_left_out(removed, history):
    with tempfile.TemporaryDirectory() as name:
        out = Written(Path(name), STDOUT, 10)
        data = bytes(range(100))
        out.splice(data, 10)
        growth = Growth(Path(name), STDOUT, history)
        for number in range(removed):
            out.remove(number)
        start = max(100 - min(history, 100), removed * 10)
        assert all_of(growth) == data[start:]
        out.splice(b"more", 20)
        assert all_of(growth) == b"more"


def test_a_stream_that_is_removed_wholly_goes_on_behind_it(folder: Path):
    out = Written(folder, STDOUT, 10)
    out.splice(bytes(20), 10)
    growth = Growth(folder, STDOUT, 100)
    for number in (0, 1):
        out.path(LOG, number).unlink()
    assert all_of(growth) == b""
    out.splice(b"next", 20)
    assert all_of(growth) == b"next"


def test_streams_are_not_mixed(folder: Path):
    Written(folder, STDOUT).splice(b"out", 1)
    Written(folder, STDERR).splice(b"err", 1)
    assert all_of(Growth(folder, STDERR, 100)) == b"err"


async def gathered(folder: Path, history: int, ended: asyncio.Event) -> bytes:
    async with aclosing(grow(Growth(folder, STDOUT, history), ended)) as pieces:
        return b"".join([data async for data in pieces])


@pytest.mark.asyncio
async def test_what_is_written_until_the_end_is_given(folder: Path):
    ended = asyncio.Event()
    async with asyncio.timeout(LIMIT), asyncio.TaskGroup() as group:
        reading = group.create_task(gathered(folder, 0, ended))
        await asyncio.sleep(0)
        out = None
        for number in range(50):
            out = out or Written(folder, STDOUT, 64)
            out.splice(b"%d," % number, number)
            if number % 7 == 0:
                await asyncio.sleep(0.001)
        ended.set()
    assert reading.result() == b"".join(b"%d," % number for number in range(50))


@pytest.mark.asyncio
async def test_the_end_alone_ends_it(folder: Path):
    ended = asyncio.Event()
    Written(folder, STDOUT).splice(b"all", 1)
    async with asyncio.timeout(LIMIT), asyncio.TaskGroup() as group:
        reading = group.create_task(gathered(folder, 100, ended))
        for _ in range(20):
            await asyncio.sleep(0)
        assert not reading.done()
        ended.set()
    assert reading.result() == b"all"
