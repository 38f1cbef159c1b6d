"""The program that waits: its bytes, and that the kernel runs them."""

import os
import select
import signal
from functools import partial
from pathlib import Path

import pytest

from aurae.linux import idling
from tests.support.until import until

HERE = os.uname().machine


def is_asleep(pid: int, name: str) -> bool:
    """Whether a process has its name and waits."""
    words = Path(f"/proc/{pid}/stat").read_text().split()
    return words[1:3] == [f"({name})", "S"]


def test_a_machine_without_code_gets_no_program():
    assert idling.program("x", "pdp11") == b""


@pytest.mark.parametrize("machine", idling.CODES)
def test_a_program_ends_with_its_name_of_15_bytes(machine):
    content = idling.program("a-name-that-is-too-long", machine)
    assert content.startswith(b"\x7fELF")
    assert content.endswith(b"a-name-that-is-\0")
    assert len(content) < 256


@pytest.mark.skipif(HERE not in idling.CODES, reason=f"there is no program for {HERE}")
def test_the_program_names_itself_and_sleeps_until_it_is_killed():
    fd = idling.prepare("sleeper")
    pid = os.posix_spawn(f"/proc/self/fd/{fd}", ["sleeper"], {})
    pidfd = os.pidfd_open(pid)
    try:
        until(partial(is_asleep, pid, "sleeper"), "it sleeps")
        ready = select.poll()
        ready.register(pidfd, select.POLLIN)
        assert ready.poll(0) == []
    finally:
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        assert os.waitpid(pid, 0)[1] == signal.SIGKILL
        os.close(pidfd)
        os.close(fd)
