"""Answers of the kernel's packet filter."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.linux import nfnetlink
from aurae.linux.netlink import attribute


def test_the_generation_is_a_number_in_network_order():
    answer = nfnetlink.NFGENMSG.pack(0, 0, 7) + attribute(
        nfnetlink.NFTA_GEN_ID, struct.pack("!I", 258)
    )
    assert nfnetlink.generation_in(answer) == 258


@given(st.binary(max_size=64))
def test_any_answer_is_a_number_or_an_error(answer: bytes):
    with suppress(OSError):
        assert 0 <= nfnetlink.generation_in(answer) < 1 << 32


def test_an_answer_that_is_cut_is_an_error():
    with pytest.raises(OSError, match="cut"):
        nfnetlink.generation_in(b"\0\0\0\0")
