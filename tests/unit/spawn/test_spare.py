"""Orders to spares: what init says is what they read."""

from hypothesis import given
from hypothesis import strategies as st

from aurae.spawn import child, spare

DESCRIPTOR = st.integers(-1, 1 << 20)


@given(
    st.lists(DESCRIPTOR, min_size=len(spare.ALONE), max_size=len(spare.ALONE)),
    st.tuples(DESCRIPTOR, DESCRIPTOR, DESCRIPTOR),
    st.lists(st.integers(0, 1 << 20), max_size=spare.MOST_PASSED - spare.PLACES),
    st.tuples(st.booleans(), st.booleans(), st.integers(0, 0xFFFF_FFFF)),
    st.lists(
        st.tuples(st.integers(0, 1 << 20), st.integers(0, 0xFFFF_FFFF)), max_size=spare.SHARES
    ),
)
def test_an_order_is_read_as_it_was_given(alone, streams, passed, more, shares):
    own = child.Descriptors(-1, -1, -1)
    for name, fd in zip(spare.ALONE, alone, strict=True):
        setattr(own, name, fd)
    own.stdio, own.passed, own.shares = streams, passed, shares
    own.apart, own.in_cell, flags = more
    order, fds = spare.pack(spare.STARTER, own, flags, 2.5)
    assert len(fds) <= spare.MOST_PASSED
    kind, read, same_flags, seconds = spare.unpack(order, fds)
    assert (kind, same_flags, seconds) == (spare.STARTER, flags, 2.5)
    assert read.notes == []
    for name in (*spare.ALONE, "stdio", "passed", "shares", "apart", "in_cell"):
        assert getattr(read, name) == getattr(own, name), name
