"""What init hands to its successor comes through whole, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.wire import snapshot

i32 = st.integers(-(2**31), 2**31 - 1)
u64 = st.integers(0, 2**64 - 1)
u16 = st.integers(0, 2**16 - 1)
streams = st.dictionaries(
    st.sampled_from([1, 2, snapshot.SPACE | 1, snapshot.SPACE | 32]),
    st.lists(i32, min_size=1, max_size=3).map(tuple),
)
rows = st.builds(
    snapshot.Row,
    *[u64, u16, u16, u16, st.integers(0, 1), i32, i32, i32, i32, i32, i32, u64, u64, u64],
    *[st.floats(0, 1e9), st.integers(0, 1), st.binary(max_size=300), streams],
)
heads = st.builds(
    snapshot.Head,
    *[st.just(snapshot.VERSION), st.integers(0, 2**31), u64, u64, i32, st.just(0), st.just(0)],
)
peers = st.builds(snapshot.PeerRow, i32, i32, i32)
kept = st.lists(st.builds(snapshot.KeptRow, u64, i32), max_size=5)


@given(heads, st.lists(peers, max_size=2), st.lists(rows, max_size=6), kept)
def test_a_snapshot_is_read_as_it_was_written(head, some_peers, some_rows, some_kept):
    read_head, read_peers, read_rows, read_kept = snapshot.decode(
        snapshot.encode(head, some_peers, some_rows, some_kept)
    )
    assert read_head == head._replace(peers=len(some_peers), rows=len(some_rows))
    assert (read_peers, read_rows, read_kept) == (some_peers, some_rows, some_kept)


@given(st.binary(max_size=400), st.booleans())
def test_garbage_is_refused(data, with_magic):
    with pytest.raises(ValueError, match="cannot load init's state"):
        snapshot.decode((snapshot.MAGIC if with_magic else b"") + data)


@given(heads, st.lists(rows, min_size=1, max_size=3), kept, st.data())
def test_a_cut_snapshot_is_refused(head, some_rows, some_kept, data):
    whole = snapshot.encode(head, [], some_rows, some_kept)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(ValueError, match="cannot load init's state"):
        snapshot.decode(whole[:cut])


def test_another_version_is_refused_by_its_number():
    head = snapshot.Head(0, 0, 0, 0, -1, 0, 0)
    data = bytearray(snapshot.encode(head, [], [], []))
    data[len(snapshot.MAGIC)] = 99
    with pytest.raises(ValueError, match="version 99, not 4"):
        snapshot.decode(bytes(data))


@given(heads, st.lists(rows, max_size=4))
def test_a_snapshot_of_before_holders_is_read_and_has_none(head, some_rows):
    plain = [row._replace(holder=0) for row in some_rows]
    old = bytearray(snapshot.encode(head, [], [], []))
    head_at = len(snapshot.MAGIC)
    head = head._replace(version=1, rows=len(plain))
    old[head_at:] = snapshot.HEAD.pack(*head)
    for row in plain:
        old += snapshot.ROW_BEFORE_HOLDERS.pack(*row[:15], len(row.text), len(row.streams))
        old += row.text
        for stream, fds in row.streams.items():
            old += snapshot.STREAM.pack(stream, len(fds), *[*fds, -1, -1][:3])
    assert snapshot.decode(bytes(old))[2:] == (plain, [])


@given(heads, st.lists(rows, max_size=4))
def test_a_snapshot_of_before_keeping_is_read_and_keeps_nothing(head, some_rows):
    old = bytearray(snapshot.encode(head, [], some_rows, [])[: -snapshot.KEPT_COUNT.size])
    head = head._replace(version=snapshot.BEFORE_KEEPING, rows=len(some_rows))
    at = len(snapshot.MAGIC)
    old[at : at + snapshot.HEAD.size] = snapshot.HEAD.pack(*head)
    assert snapshot.decode(bytes(old))[2:] == (some_rows, [])
