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
    for read in (
        messages.spawn_body,
        messages.hold_body,
        messages.pod_body,
        messages.entry_body,
        messages.hello_body,
    ):
        with contextlib.suppress(ValueError):
            read(message.body)


def test_a_role_may_come_once_only():
    body = messages.SPAWN_BODY.pack(1000, 15, 0, b"\x01\x01".ljust(8, b"\0"))
    with pytest.raises(ValueError, match="role"):
        messages.spawn_body(body)


def test_an_unknown_role_is_refused():
    with pytest.raises(ValueError, match="role"):
        messages.spawn_body(messages.SPAWN_BODY.pack(1000, 15, 0, b"\x09".ljust(8, b"\0")))


@given(u64, u64, st.integers(0, 1))
def test_a_spawn_with_and_without_its_place_is_read(process, network, place):
    plain = messages.SPAWN_BODY.pack(1000, 15, 0, b"\x01".ljust(8, b"\0"))
    tail = messages.SPAWN_TAIL.pack(process, network, place)
    assert messages.spawn_body(plain)[4:] == (0, 0, 0, ())
    assert messages.spawn_body(plain + tail)[4:] == (process, network, place, ())
    assert messages.spawn_body(plain + tail)[:4] == messages.spawn_body(plain)[:4]
    with pytest.raises(ValueError, match="size"):
        messages.spawn_body(plain + tail[:-1])


PLAIN = messages.SPAWN_BODY.pack(1000, 15, 0, b"\x01".ljust(8, b"\0")) + messages.SPAWN_TAIL.pack(
    0, 0, 0
)


@given(st.lists(u64, min_size=1, max_size=messages.PASSED_LIMIT), st.data())
def test_descriptors_that_are_passed_are_named_whole_or_not_at_all(idents, data):
    body = PLAIN + messages.passed_body(idents)
    assert len(messages.pack(messages.SPAWN, body=body)) <= messages.LIMIT
    assert messages.spawn_body(body).passed == tuple(idents)
    cut = data.draw(st.integers(len(PLAIN) + 1, len(body) - 1))
    with pytest.raises(ValueError, match="cannot read spawn request"):
        messages.spawn_body(body[:cut])


def test_no_descriptor_and_too_many_are_refused():
    for count in (0, messages.PASSED_LIMIT + 1):
        with pytest.raises(ValueError, match=f"{count} descriptors are passed"):
            messages.spawn_body(PLAIN + messages.passed_body([7] * count))


@pytest.mark.parametrize("kinds", [0, 4, 7])
def test_a_hold_of_nothing_or_of_something_unknown_is_refused(kinds):
    with pytest.raises(ValueError, match="unknown kind"):
        messages.hold_body(messages.HOLD_BODY.pack(1000, kinds, 0, 0, 0))


def test_the_host_name_comes_behind_a_hold():
    body = messages.HOLD_BODY.pack(1000, messages.HOLD_NETWORK, 0, 5, 6)
    assert messages.hold_body(body + b"web") == ((1000, 2, 0, 5, 6), b"web")


def test_an_inner_pid_is_told_from_no_text():
    assert messages.inner_pid(messages.INNER_PID.pack(17)) == 17
    assert messages.inner_pid(b"") == 0


def test_kinds_are_numbered_once():
    names = "SPAWN SIGNAL ACKNOWLEDGE REEXEC SERVING HOLD TAKE_HOLDER KEEP DROP FETCH SHUT KEPT FETCHED HELLO ENTRY TABLE_END STARTED FAILED EXITED"
    kinds = [
        getattr(messages, name) for name in f"{names} DRAINED REEXECUTING STOPPING STREAM".split()
    ]
    assert len(set(kinds)) == len(kinds)


@given(st.integers(1, 63), st.integers(0, 2**33), st.integers(0, 2**33))
def test_a_pod_has_a_range_of_ids_or_none(kinds, first, count):
    body = messages.POD_BODY.pack(1000, kinds, 0, first, count)
    fits = bool(first and count) == bool(kinds & messages.POD_USER) and first + count <= 2**32
    if fits:
        assert messages.pod_body(body) == (1000, kinds, 0, first, count)
    else:
        with pytest.raises(ValueError, match="no range of ids"):
            messages.pod_body(body)


@pytest.mark.parametrize("kinds", [0, 64, 0xFFFF])
def test_a_pod_of_unknown_namespaces_is_refused(kinds):
    with pytest.raises(ValueError, match="unknown kind"):
        messages.pod_body(messages.POD_BODY.pack(1000, kinds, 0, 1, 1))


@given(st.integers(0, 63))
def test_what_a_container_shares_is_read_and_never_where_its_mounts_are(kinds):
    place = messages.CONTAINER | messages.SHARES | kinds << messages.SHARED_AT
    assert messages.shared_kinds(place) == kinds & ~messages.POD_MOUNT
    assert messages.shared_kinds(place & ~messages.SHARES) == 0
