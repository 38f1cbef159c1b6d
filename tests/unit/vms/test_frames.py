"""Frames of the channel: what is written is read again, and what a guest invents is refused or dropped."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.vms import frames
from aurae.vms.fields import Fields, Garbled, fields
from aurae.vms.frames import HEADER, LARGEST, MAGIC, MORE, SILENCE, Frame, Kind, Splitter
from aurae.vms.tags import Tag

NONCE = b"n" * 16
FRAMES = st.builds(
    Frame,
    st.integers(0, 2**32 - 1),
    st.integers(1, 255),
    st.integers(0, 255),
    st.binary(max_size=300) | st.just(bytes(LARGEST)),
)
PAIRS = st.lists(
    st.tuples(
        st.integers(0, 2**16 - 1),
        st.binary(max_size=200) | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=50),
    )
)


def hello(nonce: bytes = NONCE) -> bytes:
    """A greeting as it is sent."""
    return MAGIC + frames.pack(0, Kind.HELLO, fields([(Tag.NONCE, nonce), (Tag.VERSION, 1)]))


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    """The bytes, cut at these places."""
    places = sorted({cut % (len(data) + 1) for cut in cuts} | {0, len(data)})
    return [data[a:b] for a, b in pairwise(places)]


@given(sent=st.lists(FRAMES, max_size=8), cuts=st.lists(st.integers(0, 1 << 20), max_size=8))
def test_frames_are_read_as_they_were_written_however_they_are_cut(sent, cuts):
    data = b"".join(frames.pack(f.stream, f.kind, f.payload, f.flags) for f in sent)
    splitter = Splitter(NONCE)
    assert [frame for piece in pieces(data, cuts) for frame in splitter.frames(piece)] == sent


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=4))
@example(b"\0" * 12, [])
@example(HEADER.pack(1, 4, 0, 0, LARGEST + 1), [])
@example(HEADER.pack(1, 4, 0, 1, 0), [])
def test_any_bytes_are_frames_or_garbled(data, cuts):
    splitter = Splitter(NONCE)
    try:
        for piece in pieces(data, cuts):
            for frame in splitter.frames(piece):
                assert len(frame.payload) <= LARGEST
    except Garbled:
        pass


@given(
    before=st.lists(
        st.sampled_from(
            [
                SILENCE,
                MAGIC,
                hello(b"o" * 16),
                MAGIC[:7],
                MAGIC + b"\1\2",
                hello(b"o" * 16)[:-3],
                MAGIC * 3,
            ]
        )
        | st.binary(max_size=40),
        max_size=6,
    ),
    after=st.lists(FRAMES, max_size=2),
    cuts=st.lists(st.integers(0, 1 << 20), max_size=8),
)
def test_a_connection_begins_behind_its_own_greeting_whatever_came_before(before, after, cuts):
    # What is cut is followed by as much as it may still lack, as the agent begins anew too.
    rest = b"".join(frames.pack(f.stream, f.kind, f.payload, f.flags) for f in after)
    data = b"".join(before) + SILENCE + hello() + rest
    splitter = Splitter(NONCE)
    said, found = None, []
    for piece in pieces(data, cuts):
        if said is not None:
            found += list(splitter.frames(piece))
        elif (said := splitter.greeting(piece)) is not None:
            found += list(splitter.frames(b""))
    assert said is not None
    assert said.natural(Tag.VERSION) == 1
    assert found == after


def test_nothing_is_held_of_what_is_no_greeting():
    splitter = Splitter(NONCE)
    for _ in range(8):
        assert splitter.greeting(bytes(65536)) is None
        assert splitter.greeting(MAGIC * 4096) is None
        assert len(splitter._held) < 8192


@given(PAIRS)
def test_fields_are_read_as_they_were_written(pairs):
    said = Fields(fields(pairs))
    for tag, value in pairs:
        assert tag in said
        if isinstance(value, str):
            assert value.encode() in said.list(tag)
        elif isinstance(value, bytes):
            assert value in said.list(tag)
        else:
            assert value % 2**64 in {int.from_bytes(one, "little") for one in said.list(tag)}


@given(st.binary(max_size=200))
@example(b"\1\0\xff\xff\xff\xff")
def test_any_bytes_are_fields_or_garbled(data):
    try:
        said = Fields(data)
        for tag in range(1, 5):
            said.text(tag)
            said.natural(tag)
            said.integer(tag)
    except Garbled:
        pass


def test_a_number_of_another_size_is_garbled():
    with pytest.raises(Garbled, match="no number"):
        Fields(fields([(7, b"abc")])).natural(7)


@given(st.binary(min_size=1, max_size=3 * LARGEST))
def test_long_messages_go_in_parts(payload):
    splitter = Splitter(NONCE)
    found = [
        frame for part in frames.parts(5, Kind.RUN, payload) for frame in splitter.frames(part)
    ]
    assert b"".join(frame.payload for frame in found) == payload
    assert [frame.flags for frame in found] == [MORE] * (len(found) - 1) + [0]
