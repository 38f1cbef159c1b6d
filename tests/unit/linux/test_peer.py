"""The kernel's word on the other end of a socket."""

import os
import socket

from aurae.linux.peer import credentials


def test_credentials_are_those_of_the_process_at_the_other_end() -> None:
    left, right = socket.socketpair()
    with left, right:
        assert credentials(left) == (os.getpid(), os.geteuid(), os.getegid())


def test_a_tcp_socket_has_no_credentials_of_a_process() -> None:
    with socket.socket(socket.AF_INET) as sock:
        assert credentials(sock).pid == 0
