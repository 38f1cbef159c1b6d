"""Orders about files of containers: as they were packed, and nothing else is taken for one."""

import contextlib
import struct

from hypothesis import given
from hypothesis import strategies as st

from aurae.wire import container_files
from aurae.wire.container_files import Order

BYTES = st.lists(st.binary(max_size=40), max_size=5)


@given(
    numbers=st.tuples(
        *(st.integers(0, (1 << width) - 1) for width in (8, 32, 32, 64, 64, 32, 32))
    ),
    path=st.binary(max_size=40),
    layers=BYTES,
    marks=BYTES,
)
def test_an_order_is_read_as_it_was_packed(
    numbers: tuple[int, ...], path: bytes, layers: list[bytes], marks: list[bytes]
):
    order = Order._make((*numbers, path, b"/folder", layers, marks))
    assert container_files.unpack(container_files.pack(order)) == order


@given(st.binary(max_size=200))
def test_what_is_no_order_is_refused(data: bytes):
    with contextlib.suppress(ValueError, struct.error):
        container_files.unpack(data)
