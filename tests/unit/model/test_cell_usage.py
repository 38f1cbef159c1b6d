"""What cells use is read from texts that the kernel has formatted in more than one way."""

import string

from hypothesis import given
from hypothesis import strategies as st

from aurae.model.cell import CellUsage
from aurae.model.cell_usage import READ_FILES, devices, pairs, usage_of

NAMES = st.text(string.ascii_lowercase + "_", min_size=1, max_size=10)
NUMBERS = st.integers(0, 2**64 - 1)


@given(st.dictionaries(NAMES, NUMBERS))
def test_flat_keyed_files_are_read_back(numbers):
    assert pairs("".join(f"{name} {number}\n" for name, number in numbers.items())) == numbers


@given(
    st.dictionaries(
        st.tuples(NUMBERS, NUMBERS).map("{0[0]}:{0[1]}".format),
        st.dictionaries(NAMES, NUMBERS, min_size=1),
    )
)
def test_io_stat_is_read_back(found):
    lines = (
        " ".join([device, *(f"{name}={number}" for name, number in numbers.items())])
        for device, numbers in found.items()
    )
    assert devices("\n".join(lines)) == found


def test_devices_without_numbers_may_stand_before_others():
    text = "7:1 7:0 8:0 rbytes=1 wbytes=2 cost.vrate=100.00\n7:2 \n8:16 rios=3\n"
    assert devices(text) == {"8:0": {"rbytes": 1, "wbytes": 2}, "8:16": {"rios": 3}}


@given(st.dictionaries(st.sampled_from(READ_FILES), st.text(string.printable) | st.text()))
def test_no_text_of_the_kernel_makes_reading_fail(files):
    used = usage_of(files, 3)
    assert used.processes == 3
    assert (used.memory is None) == ("memory.current" not in files)


def test_all_files_come_together():
    files = {
        "cpu.stat": "usage_usec 5\nuser_usec 3\nnr_throttled 1\n",
        "memory.current": "4096\n",
        "memory.peak": "8192\n",
        "memory.swap.current": "0\n",
        "memory.stat": "anon 1\nfile 2\nkernel 3\nsock 4\n",
        "memory.events": "low 0\nhigh 1\nmax 2\noom 3\noom_kill 4\noom_group_kill 5\n",
        "pids.current": "2\n",
        "pids.events": "max 7\n",
        "io.stat": "8:0 rbytes=1\n",
    }
    assert usage_of(files, 1) == CellUsage(
        cpu={"usage_usec": 5, "user_usec": 3, "nr_throttled": 1},
        memory={
            "current": 4096,
            "peak": 8192,
            "swap_current": 0,
            "anon": 1,
            "file": 2,
            "kernel": 3,
            "low": 0,
            "high": 1,
            "max": 2,
            "oom": 3,
            "oom_kill": 4,
            "oom_group_kill": 5,
        },
        pids={"current": 2, "max": 7},
        io={"8:0": {"rbytes": 1}},
        processes=1,
    )
