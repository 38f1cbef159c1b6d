"""What PID 1 sets up: the list of mounts, and which words of a kernel's command line are ours."""

import os

import pytest

from aurae.init import machine
from aurae.linux import mount


def test_a_mount_comes_after_the_one_it_lies_in():
    points = [machine.PROC.point, *(wanted.point for wanted in machine.MOUNTS)]
    for place, point in enumerate(points):
        outer = [other for other in points if point.startswith(other + "/")]
        assert all(points.index(other) < place for other in outer), point


def test_only_dev_gives_devices_and_only_dev_and_proper_folders_run_programs():
    every = (machine.PROC, machine.TMP, *machine.MOUNTS)
    assert all(wanted.flags & mount.NOSUID for wanted in every)
    with_devices = {wanted.point for wanted in every if not wanted.flags & mount.NODEV}
    assert with_devices == {"/dev", "/dev/pts"}
    with_programs = {wanted.point for wanted in every if not wanted.flags & mount.NOEXEC}
    assert with_programs == {"/dev", "/dev/shm", "/run", "/tmp"}


def test_what_anybody_may_write_in_is_sticky():
    options = {wanted.point: wanted.options[0] for wanted in (machine.TMP, *machine.MOUNTS)}
    assert options["/tmp"] == options["/dev/shm"] == "mode=1777"
    assert "mode=0755" in options["/run"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ([], []),
        (["splash", "3"], []),
        (["single", "--log-dir=/var/log/x", "ro"], ["--log-dir=/var/log/x"]),
        (["splash", "--config", "/etc/x.toml", "quiet"], ["--config", "/etc/x.toml"]),
        (["--nonsense"], ["--nonsense"]),
    ],
)
def test_words_of_the_kernel_are_dropped_and_flags_of_ours_kept(words: list[str], kept: list[str]):
    assert machine.flags_of(words) == kept


def test_an_ordinary_process_is_no_machine():
    assert os.getpid() != 1
    assert not machine.is_machine()
