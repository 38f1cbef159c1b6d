"""Waiting for a word, whatever the number of the descriptor."""

import fcntl
import os
import resource

import pytest

from aurae.init import hearing

HIGH = 1500


@pytest.fixture
def many():
    """Room for descriptors above those that select(2) knows."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], 2 * HIGH), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.usefixtures("many")
def test_a_word_is_awaited_at_any_descriptor_and_not_for_longer_than_is_said():
    low, write = os.pipe()
    read = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, HIGH)
    assert read >= HIGH
    assert not hearing.has_word(read, 0.01)
    os.write(write, b"x")
    assert hearing.has_word(read, 10)
    for fd in (low, read, write):
        os.close(fd)
