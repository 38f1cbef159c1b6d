"""Answers of the kernel's packet filter."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.linux import nfnetlink
from aurae.linux.netlink import attribute, nested


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


def flow(*ends: tuple[int, bytes]) -> bytes:
    """Return a flow of IPv6 as the kernel lists it, with the sources of its directions."""
    tuples = [
        nested(kind, nested(nfnetlink.CTA_TUPLE_IP, attribute(nfnetlink.CTA_IP_V6_SRC, source)))
        for kind, source in ends
    ]
    return nfnetlink.NFGENMSG.pack(10, 0, 0) + b"".join(tuples)


def test_a_flow_comes_from_two_ends():
    one, two = bytes([1] * 16), bytes([2] * 16)
    both = flow((nfnetlink.CTA_TUPLE_ORIG, one), (nfnetlink.CTA_TUPLE_REPLY, two))
    assert nfnetlink.sources_in(both) == [one, two]
    assert nfnetlink.sources_in(flow((nfnetlink.CTA_ID, one))) == []


@given(st.binary(max_size=96))
def test_any_flow_has_at_most_two_sources(listed: bytes):
    assert len(nfnetlink.sources_in(listed)) <= 2
