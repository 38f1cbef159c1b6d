"""The cgroup root is found from what the kernel says, on unified and hybrid hosts."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.config.cgroup import mount_point, own_cgroup

UNIFIED = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n"
HYBRID = (
    "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
    "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n"
)


def test_the_mount_is_found_on_a_unified_host() -> None:
    assert mount_point(UNIFIED) == Path("/sys/fs/cgroup")


def test_the_mount_is_found_on_a_hybrid_host() -> None:
    assert mount_point(HYBRID) == Path("/sys/fs/cgroup/unified")


def test_a_mount_of_the_whole_hierarchy_wins_over_one_of_a_part() -> None:
    part = "50 1 0:26 /user.slice /srv/part rw - cgroup2 cgroup2 rw\n"
    assert mount_point(part + UNIFIED) == Path("/sys/fs/cgroup")


def test_a_mount_point_with_a_space_is_read() -> None:
    assert mount_point("1 2 0:3 / /mnt/c\\040g rw - cgroup2 none rw") == Path("/mnt/c g")


def test_a_host_without_cgroup_v2_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot find cgroup v2: it is not mounted"):
        mount_point("")


def test_the_own_cgroup_is_that_of_version_two() -> None:
    assert (
        own_cgroup("8:pids:/x\n0::/system.slice/auraed.service\n")
        == "/system.slice/auraed.service"
    )
    assert own_cgroup("8:pids:/x\n") == "/"


@given(st.text())
def test_any_mountinfo_gives_a_path_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert mount_point(text) is not None
