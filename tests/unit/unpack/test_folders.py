"""Folders of a layer: what an archive does to them again and again costs what it has in them."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from aurae.unpack import folders
from aurae.unpack.folders import Folders

Work = Callable[[Folders, int], None]


@pytest.fixture
def top(tmp_path: Path) -> Iterator[int]:
    fd = os.open(tmp_path, os.O_PATH)
    yield fd
    os.close(fd)


def make(made: Folders, *parts: bytes) -> None:
    above, parents = made.open(parts[:-1])
    made.make(above, (*parents, parts[-1]), None)


def put_file(made: Folders, *parts: bytes) -> None:
    """Have a file take the place of a folder."""
    above, parents = made.open(parts[:-1])
    made.clear(above, (*parents, parts[-1]))
    above, _ = made.open(parts[:-1])
    os.close(os.open(parts[-1], os.O_CREAT | os.O_EXCL | os.O_WRONLY, dir_fd=above))


def over_and_back(made: Folders, count: int) -> None:
    """Make folders that stay, and between any two of them a file of a folder and a folder of it again."""
    for number in range(count):
        make(made, b"many", b"%d" % number)
        make(made, b"d")
        make(made, b"d", b"e")
        made.mark_opaque((b"d", b"e"))
        put_file(made, b"d")


def up_and_down(made: Folders, count: int) -> None:
    """Have each folder be made, filled and removed once."""
    for number in range(count):
        name = b"%d" % number
        make(made, name, b"e")
        put_file(made, name)


def steps(work: Work, count: int, top: int) -> int:
    """Return how many instructions of `folders.py` a work takes."""
    taken = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal taken
        if frame.f_code.co_filename != folders.__file__:
            return None
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return trace

    made = Folders(top)
    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]  # what is returned is a trace function or None
    try:
        work(made, count)
    finally:
        sys.settrace(before)
    for fd in made._held.values():
        os.close(fd)
    return taken


@pytest.mark.parametrize("work", [over_and_back, up_and_down])
def test_twice_as_many_names_are_twice_the_work(tmp_path: Path, work: Work):
    counted = []
    for count in (200, 400):
        folder = tmp_path / str(count)
        folder.mkdir()
        fd = os.open(folder, os.O_PATH)
        counted.append(steps(work, count, fd))
        os.close(fd)
    assert counted[1] < 2.2 * counted[0]


def test_what_is_known_of_a_folder_goes_with_it_and_nothing_else(top: int):
    made = Folders(top)
    for path in ((b"a", b"b"), (b"a", b"b", b"c"), (b"ab",), (b"x", b"b")):
        make(made, *path)
        made.mark_opaque(path)
    put_file(made, b"a")
    assert made.opaque == {(b"ab",), (b"x", b"b")}
    assert made.implied() == [b"x"]
    made.open((b"ab", b"c"))
    assert made.implied() == [b"ab/c", b"x"]
    for fd in made._held.values():
        os.close(fd)
