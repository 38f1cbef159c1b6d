"""Whether cgroup v2 is mounted so that workloads are protected by what their cell has."""

import os

import pytest

from aurae.cells.protection import is_recursive

OTHER = "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw,memory_recursiveprot\n"
ROOT = "35 24 0:30 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,{options}\n"
DEVICE = os.makedev(0, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OTHER + ROOT.format(options="nsdelegate,memory_recursiveprot"), True),
        (OTHER + ROOT.format(options="nsdelegate"), False),
        (OTHER + ROOT.format(options="memory_recursiveprot_not"), False),
        (ROOT.format(options="memory_recursiveprot").replace("0:30", "0:31"), False),
        (ROOT.format(options="memory_recursiveprot").replace("cgroup2 c", "tmpfs c"), False),
        ("", False),
    ],
)
def test_the_option_of_that_file_system_counts(text: str, expected: bool) -> None:
    assert is_recursive(text, DEVICE) is expected
