"""A process that goes on as another one, with its memory or with a copy of it."""

from __future__ import annotations

import errno
import os
import signal
from typing import TYPE_CHECKING

import pytest

from aurae.linux import succession

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = os.uname().machine


@pytest.fixture(params=["memory", "copy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways, where the machine has both."""
    if request.param == "copy":
        monkeypatch.setattr(succession, "CODES", {})
    elif HERE not in succession.CODES:
        pytest.skip(f"there is no code for {HERE}")
    return str(request.param)


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Fork, and have `work` done there with a pipe to write to; return the pid and the pipe's other end."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            work(write)
        finally:
            os._exit(99)
    os.close(write)
    return pid, read


def heard(fd: int) -> str:
    """Return all that comes through a pipe."""
    with os.fdopen(fd, "rb") as pipe:
        return pipe.read().decode()


def ended(pid: int) -> int:
    """Wait for a child; return its exit status, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.usefixtures("way")
def test_a_successor_is_a_child_of_the_same_parent_with_the_same_memory_and_descriptors():
    def work(write: int) -> None:
        before = ["mine"]
        pid = succession.succeed(-1, 0)
        os.write(write, f"{pid} {os.getpid()} {os.getppid()} {before[0]}".encode())
        os.execv("/bin/sh", ["sh", "-c", "exit 7"])

    predecessor, pipe = forked(work)
    told, itself, parent, before = heard(pipe).split()
    assert (told, int(parent), before) == (itself, os.getpid(), "mine")
    assert ended(predecessor) == 0
    assert ended(int(told)) == 7


@pytest.mark.usefixtures("way")
def test_a_predecessor_ends_quietly_whatever_becomes_of_its_successor():
    def work(write: int) -> None:
        os.write(write, str(succession.succeed(-1, 0)).encode())
        deeply(50)
        os.kill(os.getpid(), signal.SIGKILL)

    def deeply(times: int) -> None:
        """Use the stack that was the other's."""
        if times:
            deeply(times - 1)

    predecessor, pipe = forked(work)
    successor = int(heard(pipe))
    assert ended(predecessor) == 0
    assert ended(successor) == -signal.SIGKILL


@pytest.mark.usefixtures("way")
def test_who_cannot_have_a_successor_goes_on_and_is_told_why():
    def work(write: int) -> None:
        null = os.open("/dev/null", os.O_RDONLY)
        try:
            succession.succeed(null, 0)
        except OSError as error:
            os.write(write, f"{error.errno} {error.strerror}".encode())

    pid, pipe = forked(work)
    number, text = heard(pipe).split(" ", 1)
    assert int(number) == errno.EBADF
    assert text == f"clone3: {os.strerror(errno.EBADF)}"
    assert ended(pid) == 99
