"""A wall clock that is set wakes who waits for a moment of it, both ways."""

import os
import select
import subprocess
import time
from collections.abc import Iterator

import pytest

from aurae.linux import timerfd

SECOND = 10**9
WAIT = 15_000
HOUR = 3600 * SECOND


@pytest.fixture
def fd() -> Iterator[int]:
    """A timer of the wall clock, which is right again afterwards."""
    wall, now = time.time_ns(), time.monotonic_ns()
    made = timerfd.timerfd_create()
    yield made
    os.close(made)
    time.clock_settime_ns(time.CLOCK_REALTIME, wall + time.monotonic_ns() - now)


def date(words: str) -> None:
    """Set the clock as an operator does."""
    subprocess.run(["date", "-s", words], check=True, stdout=subprocess.DEVNULL)


def event(fd: int) -> int:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    assert poll.poll(WAIT), "nothing happened"
    return timerfd.expirations(fd)


def test_a_step_either_way_wakes_at_once_and_once(fd: int):
    for words in ("1 hour ago", "2 hours"):
        assert timerfd.arm(fd, time.time_ns() + 24 * HOUR)
        date(words)
        assert event(fd) == timerfd.CLOCK_SET
        assert timerfd.expirations(fd) == 0


def test_the_moment_is_kept_over_a_step_back(fd: int):
    moment = time.time_ns()
    date("1 hour ago")
    assert timerfd.arm(fd, moment)
    time.clock_settime_ns(time.CLOCK_REALTIME, moment - SECOND // 5)
    assert event(fd) == timerfd.CLOCK_SET
    assert event(fd) == 1
    assert time.time_ns() >= moment


def test_a_step_before_arming_is_told(fd: int):
    assert timerfd.arm(fd, timerfd.NEVER)
    date("1 hour")
    assert not timerfd.arm(fd, timerfd.NEVER)
    assert timerfd.arm(fd, timerfd.NEVER)
