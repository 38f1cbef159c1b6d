"""What a pidfd tells, before and after the end."""

import os
import signal

import pytest

from aurae.linux import pidfd


def test_our_own_pid_comes_first():
    fd = os.pidfd_open(os.getpid())
    try:
        assert pidfd.pids(fd)[0] == os.getpid()
        assert not pidfd.ended(fd)
    finally:
        os.close(fd)


def test_a_process_ends_and_then_has_no_pid():
    pid = os.posix_spawn("/bin/sleep", ["sleep", "100"], {})
    fd = os.pidfd_open(pid)
    try:
        assert not pidfd.ended(fd)
        signal.pidfd_send_signal(fd, signal.SIGKILL)
        os.waitid(os.P_PIDFD, fd, os.WEXITED | os.WNOWAIT)
        assert pidfd.ended(fd)
        assert pidfd.pids(fd) == [pid]  # a zombie still has its number
        os.waitpid(pid, 0)
        assert pidfd.ended(fd)
        assert pidfd.pids(fd) == []
    finally:
        os.close(fd)


def test_another_descriptor_is_refused():
    with open("/dev/null", "rb") as null, pytest.raises(OSError, match="is no pidfd"):
        pidfd.pids(null.fileno())
