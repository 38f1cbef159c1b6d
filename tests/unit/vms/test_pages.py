"""Memory in files: lists of pages, checksums, what differs, and the sealed file that machines begin as."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.vms import pages
from aurae.vms.pages import PAGE, Damaged, Layer

SIZE = 1024 * PAGE


def written(path: Path, content: dict[int, bytes]) -> Layer:
    """Make a file of memory that has these pages, each of one byte."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.ftruncate(fd, SIZE)
        seen = bytearray(SIZE // PAGE)
        for number, byte in content.items():
            os.pwrite(fd, byte * PAGE, number * PAGE)
            seen[number] = 1
        runs = pages.runs_of(seen)
        return Layer(path, runs, pages.checksum(fd, runs))
    finally:
        os.close(fd)


def at(memory: int, number: int) -> bytes:
    return os.pread(memory, PAGE, number * PAGE)


@given(st.lists(st.booleans(), max_size=200))
def test_runs_name_the_pages_that_were_seen(seen: list[bool]) -> None:
    runs = pages.runs_of(bytearray(seen))
    named = [number for first, count in runs for number in range(first, first + count)]
    assert named == [number for number, is_seen in enumerate(seen) if is_seen]
    assert pages.load(pages.dump(runs), len(seen) * PAGE) == runs
    assert pages.pages_in(runs) == sum(seen)


@given(st.binary(max_size=64))
def test_whatever_a_list_of_pages_holds_it_is_read_or_refused(data: bytes) -> None:
    try:
        runs = pages.load(data, SIZE)
    except Damaged:
        return
    assert pages.dump(runs) == data
    assert pages.pages_in(runs) <= SIZE // PAGE


def test_layers_lie_upon_each_other_and_nobody_can_write_what_becomes_of_them(
    tmp_path: Path,
) -> None:
    low = written(tmp_path / "low", {1: b"a", 2: b"b", 700: b"c"})
    high = written(tmp_path / "high", {2: b"B", 900: b"\0"})
    memory = pages.sealed([low, high], SIZE)
    try:
        assert [at(memory, number)[:1] for number in (1, 2, 3, 700, 900)] == [
            *(b"a", b"B", b"\0", b"c", b"\0")
        ]
        assert os.fstat(memory).st_size == SIZE
        with pytest.raises(PermissionError):
            os.pwrite(memory, b"x", 0)
        with pytest.raises(PermissionError):
            os.ftruncate(memory, 0)
        again = os.open(f"/proc/self/fd/{memory}", os.O_RDWR)  # as QEMU opens it
        try:
            with pytest.raises(PermissionError):
                os.pwrite(again, b"x", 0)
        finally:
            os.close(again)
    finally:
        os.close(memory)


def test_a_file_that_was_cut_or_has_decayed_is_refused(tmp_path: Path) -> None:
    layer = written(tmp_path / "memory", {1: b"a", 700: b"c"})
    with open(layer.file, "r+b") as file:
        file.seek(PAGE + 17)
        file.write(b"!")
    with pytest.raises(Damaged, match="not what was saved"):
        pages.sealed([layer], SIZE)
    os.truncate(layer.file, 700 * PAGE + 100)
    with pytest.raises(Damaged, match="was cut"):
        pages.sealed([layer], SIZE)
    layer.file.unlink()
    with pytest.raises(FileNotFoundError):
        pages.sealed([layer], SIZE)


def test_only_what_differs_is_found(tmp_path: Path) -> None:
    low = written(tmp_path / "low", {1: b"a", 2: b"b", 3: b"c", 900: b"d"})
    new = written(tmp_path / "new", {1: b"a", 2: b"B", 3: b"c", 4: b"e"})
    base = pages.sealed([low], SIZE)
    memory = os.open(new.file, os.O_RDONLY)
    target = os.open(tmp_path / "diff", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        runs = pages.differing((memory, new.runs), (base, low.runs), SIZE)
        assert runs == [(2, 1), (4, 1), (900, 1)]
        os.ftruncate(target, SIZE)
        pages.copy(memory, target, runs)
        diff = Layer(tmp_path / "diff", runs, pages.checksum(target, runs))
        whole, expected = pages.sealed([low, diff], SIZE), pages.sealed([new], SIZE)
        assert os.pread(whole, SIZE, 0) == os.pread(expected, SIZE, 0)
    finally:
        for fd in (base, memory, target, whole, expected):
            os.close(fd)
