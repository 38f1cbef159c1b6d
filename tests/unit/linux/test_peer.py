"""The kernel's word on the other end of a socket."""

import os
import socket

import pytest

from aurae.linux.peer import credentials, pidfd


def test_credentials_are_those_of_the_process_at_the_other_end() -> None:
    left, right = socket.socketpair()
    with left, right:
        assert credentials(left) == (os.getpid(), os.geteuid(), os.getegid())


def test_a_pidfd_of_the_peer_is_given_where_the_kernel_can() -> None:
    left, right = socket.socketpair()
    with left, right:
        fd = pidfd(left)
        if fd is None:
            pytest.skip("the kernel has no SO_PEERPIDFD (Linux 6.5)")
        try:
            with open(f"/proc/self/fdinfo/{fd}") as info:
                assert f"Pid:\t{os.getpid()}" in info.read()
        finally:
            os.close(fd)


def test_a_tcp_socket_has_no_credentials_of_a_process() -> None:
    with socket.socket(socket.AF_INET) as sock:
        assert credentials(sock).pid == 0
