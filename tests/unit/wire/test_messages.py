"""Messages between the processes: written, read, and refused when cut or forged."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.wire import messages

u64 = st.integers(0, 2**64 - 1)


@given(st.integers(0, 65535), u64, st.integers(0, 65535), st.binary(max_size=300))
def test_a_message_is_read_as_it_was_written(kind, ident, flags, body):
    message = messages.unpack(messages.pack(kind, ident, flags, body))
    assert message == (kind, flags, ident, body)


@given(st.binary(max_size=200))
def test_a_datagram_of_garbage_is_a_value_error_or_a_message(data):
    try:
        message = messages.unpack(data)
    except ValueError:
        return
    for read in (messages.spawn_body, messages.entry_body, messages.hello_body):
        with contextlib.suppress(ValueError):
            read(message.body)


def test_a_role_may_come_once_only():
    body = messages.SPAWN_BODY.pack(1000, 15, 0, b"\x01\x01".ljust(8, b"\0"))
    with pytest.raises(ValueError, match="role"):
        messages.spawn_body(body)


def test_an_unknown_role_is_refused():
    with pytest.raises(ValueError, match="role"):
        messages.spawn_body(messages.SPAWN_BODY.pack(1000, 15, 0, b"\x07".ljust(8, b"\0")))


def test_kinds_are_numbered_once():
    names = "SPAWN SIGNAL ACKNOWLEDGE REEXEC SERVING HELLO ENTRY TABLE_END STARTED FAILED EXITED"
    kinds = [
        getattr(messages, name) for name in f"{names} DRAINED REEXECUTING STOPPING STREAM".split()
    ]
    assert len(set(kinds)) == len(kinds)
