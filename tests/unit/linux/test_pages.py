"""Pages that a process has written since it was forked, and pages that it has ahead."""

from __future__ import annotations

import ctypes
import mmap
import os

from aurae.linux import pages

COUNT = 64
WRITTEN = (3, 4, 5, 40)


def test_a_fork_has_of_its_own_what_it_has_written_and_what_it_has_touched_ahead():
    memory = mmap.mmap(-1, COUNT * pages.SIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    here = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    for number in range(COUNT):
        memory[number * pages.SIZE] = 1
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            for number in WRITTEN:
                memory[number * pages.SIZE] = 2
            os.write(write, _own(here) + b"\n")
            pages.touch(pages.RANGE.pack(here + 10 * pages.SIZE, 2 * pages.SIZE))
            os.write(write, _own(here))
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    os.close(write)
    with os.fdopen(read) as pipe:
        before, after = ([int(word) for word in line.split()] for line in pipe)
    assert before == [3, 4, 5, 40]
    assert after == [3, 4, 5, 10, 11, 40]


def test_what_is_mapped_no_more_is_left_out():
    memory = mmap.mmap(-1, pages.SIZE)
    view = ctypes.c_char.from_buffer(memory)
    here = ctypes.addressof(view)
    del view
    memory.close()
    pages.touch(pages.RANGE.pack(here, pages.SIZE) + pages.RANGE.pack(1 << 62, pages.SIZE))


def test_notes_are_written_to_the_first_descriptor_and_nothing_without_any():
    pages.note([])
    memory = os.memfd_create("notes")
    fds = pages.notes(memory)
    pages.note(fds)
    assert os.fstat(memory).st_size % pages.RANGE.size == 0
    for fd in fds:
        os.close(fd)


def _own(here: int) -> bytes:
    """Return the numbers of the pages of the mapping at `here`, as text."""
    fds = pages.notes(-1)[1:]
    numbers = [
        (address - here) // pages.SIZE + offset
        for address, length in pages.RANGE.iter_unpack(pages.own(*fds))
        for offset in range(length // pages.SIZE)
    ]
    for fd in fds:
        os.close(fd)
    return b" ".join(b"%d" % number for number in numbers if 0 <= number < COUNT)
