"""Timer descriptors, with both clocks; what a wall clock that is set does is in tests/vm."""

import os
import select
import time
from collections.abc import Iterator

import pytest

from aurae.linux import timerfd

CLOCKS = (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC)
MILLISECOND = 1_000_000
WAIT = 15_000


@pytest.fixture(params=CLOCKS)
def clock(request: pytest.FixtureRequest) -> int:
    clock: int = request.param
    return clock


@pytest.fixture
def fd(clock: int) -> Iterator[int]:
    made = timerfd.timerfd_create(clock)
    yield made
    os.close(made)


def readable(fd: int, limit: int) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(limit))


def test_it_is_readable_when_the_moment_has_come(fd: int, clock: int):
    moment = time.clock_gettime_ns(clock) + 30 * MILLISECOND
    assert timerfd.arm(fd, moment)
    assert readable(fd, WAIT)
    assert time.clock_gettime_ns(clock) >= moment
    assert timerfd.expirations(fd) == 1
    assert timerfd.expirations(fd) == 0


@pytest.mark.parametrize("past", [-5, 0, 1])
def test_a_moment_that_has_passed_has_come(fd: int, past: int):
    assert timerfd.arm(fd, past)
    assert readable(fd, WAIT)
    assert timerfd.expirations(fd) == 1


def test_arming_again_moves_the_moment(fd: int):
    assert timerfd.arm(fd, 1)
    assert timerfd.arm(fd, timerfd.NEVER)
    assert not readable(fd, 0)
    assert timerfd.expirations(fd) == 0


def test_a_disarmed_one_stays_quiet(fd: int, clock: int):
    assert timerfd.arm(fd, time.clock_gettime_ns(clock) + 10 * MILLISECOND)
    timerfd.disarm(fd)
    assert not readable(fd, 30)


def test_it_is_closed_by_execve_and_never_blocks(fd: int):
    assert not os.get_inheritable(fd)
    assert not os.get_blocking(fd)


def test_a_failure_names_the_call():
    with pytest.raises(OSError, match="timerfd_create: Invalid argument"):
        timerfd.timerfd_create(99)
    with open("/dev/null", "rb") as null:
        with pytest.raises(OSError, match="timerfd_settime: Invalid argument"):
            timerfd.arm(null.fileno(), 1)
        with pytest.raises(OSError, match="timerfd_settime: Invalid argument"):
            timerfd.disarm(null.fileno())
