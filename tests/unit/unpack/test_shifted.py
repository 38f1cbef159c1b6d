"""Ids of a layer that begin elsewhere: owners, lists of access, whose root a program's capabilities are."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from aurae.unpack.shifted import NOBODY, moved, moved_capability, moved_list

FIRST = 524288


def test_ids_of_the_range_are_moved_and_others_are_nobodys():
    assert [moved(number, FIRST) for number in (0, 65_535, 65_536, 0xFFFF_FFFE)] == [
        *(FIRST, FIRST + 65_535, NOBODY, NOBODY)
    ]


def test_capabilities_are_those_of_the_ranges_root():
    plain = struct.pack("<5I", 0x0200_0001, 1 << 10, 2, 3, 4)
    rooted = struct.pack("<6I", 0x0300_0001, 1 << 10, 2, 3, 4, FIRST)
    assert moved_capability(plain, FIRST) == rooted
    inner = struct.pack("<6I", 0x0300_0001, 1 << 10, 2, 3, 4, 7)
    assert moved_capability(inner, FIRST)[-4:] == struct.pack("<I", FIRST + 7)


def test_users_and_groups_of_a_list_are_moved_and_nothing_else():
    items = [(1, 6, 0xFFFF_FFFF), (2, 4, 33), (4, 4, 0xFFFF_FFFF), (8, 4, 44), (16, 7, 9)]
    value = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *item) for item in items)
    found = list(struct.iter_unpack("<HHI", moved_list(value, FIRST)[4:]))
    assert [item[2] for item in found] == [*(0xFFFF_FFFF, FIRST + 33, 0xFFFF_FFFF, FIRST + 44, 9)]


@given(st.binary(max_size=60), st.integers(1, 1 << 31))
def test_what_is_malformed_stays_or_has_its_size(value: bytes, first: int):
    assert len(moved_list(value, first)) == len(value)
    assert len(moved_capability(value, first)) in (len(value), 24)
