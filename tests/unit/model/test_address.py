"""Addresses of listeners, and which listeners a service may have."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.address import (
    LONGEST,
    MOST,
    Address,
    check_listeners,
    listener_names,
    parse_address,
)
from aurae.model.notification import fits_fd_name
from aurae.model.refusal import BadValue
from aurae.model.service import Listener, ListenerKind


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/run/web.sock", Address(path="/run/web.sock")),
        ("/a", Address(path="/a")),
        ("/" + "x" * 106, Address(path="/" + "x" * 106)),
        ("/run/a b:80", Address(path="/run/a b:80")),
        ("@web", Address(abstract="web")),
        ("@/a/../b", Address(abstract="/a/../b")),
        ("127.0.0.1:80", Address(host="127.0.0.1", port=80)),
        ("0.0.0.0:65535", Address(host="0.0.0.0", port=65535)),
        ("[::1]:80", Address(host="::1", port=80)),
        ("[0:0::1]:80", Address(host="::1", port=80)),
        ("[fe80::1%eth0]:80", Address(host="fe80::1%eth0", port=80)),
        (":80", Address(port=80)),
    ],
)
def test_an_address_is_understood(text, address):
    assert parse_address(text) == address
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is none of"),
        ("80", "is none of"),
        ("run/web.sock", "is none of"),
        ("/", "is not the path of a file"),
        ("/run/", "is not the path of a file"),
        ("/run/../web", "is not the path of a file"),
        ("/run//web", "is not the path of a file"),
        ("/a\0b", "has a NUL character"),
        ("/\udc00\ud800", "is not UTF-8"),
        ("/" + "x" * LONGEST, "has 108 bytes, a socket's address takes 107"),
        ("/" + "\N{SNOWMAN}" * 36, "has 109 bytes"),
        ("@", "without any character"),
        ("@" + "x" * LONGEST, "has 108 bytes"),
        (":", "is no port"),
        (":0", "is no port"),
        (":080", "is no port"),
        (":65536", "is no port"),
        (":+80", "is no port"),
        (":80 ", "is no port"),
        (":\u0661", "is no port"),
        ("localhost:80", "names are not looked up"),
        ("127.1:80", "is no IPv4 address"),
        ("256.0.0.1:80", "is no IPv4 address"),
        ("::1:80", "is no IPv4 address"),
        ("[::1:80", "is no IPv6 address"),
        ("[127.0.0.1]:80", "is no IPv6 address"),
        ("[]:80", "is no IPv6 address"),
        ("[fe80::1%a b]:80", "has no name of an interface"),
    ],
)
def test_no_address_is_refused_with_its_reason(text, why):
    with pytest.raises(BadValue, match=why):
        parse_address(text)


@pytest.mark.parametrize(
    ("listeners", "message"),
    [
        ([Listener("/a", kind=ListenerKind.SEQPACKET)] * MOST, "listeners[1].address: is that of"),
        ([Listener("/a")] * (MOST + 1), "listeners: has 65 entries, at most 64 are allowed"),
        ([Listener(":80"), Listener("x")], "listeners[1].address: 'x' is none of"),
        ([Listener(":80", kind=ListenerKind.SEQPACKET)], "listeners[0].kind: SEQPACKET is for"),
        ([Listener(":80", name="a:b")], "listeners[0].name: 'a:b' is not a name"),
        ([Listener(":80", name="a"), Listener(":81", name="a")], "listeners[1].name: is that of"),
        ([Listener("[::1]:80"), Listener("[0::1]:80")], "listeners[1].address: is that of"),
        ([Listener("/a"), Listener("/a", kind=ListenerKind.DATAGRAM)], "listeners[1].address"),
        ([Listener("/a", backlog=0)], "listeners[0].backlog: is not between 1 and 65535"),
        ([Listener("/a", mode=0o1777)], "listeners[0].mode: is not between"),
        ([Listener(":80", mode=0o600)], "listeners[0].mode: is for a path only"),
        ([Listener("@a", user="web")], "listeners[0].user: is for a path only"),
        ([Listener("@a", group="web")], "listeners[0].group: is for a path only"),
    ],
)
def test_unfit_listeners_are_refused(listeners, message):
    with pytest.raises(BadValue) as refused:
        check_listeners(listeners)
    assert str(refused.value).startswith(message)


def test_a_port_is_one_of_tcp_and_one_of_udp():
    check_listeners([Listener(":53"), Listener(":53", kind=ListenerKind.DATAGRAM)])


def test_names_are_made_up_and_unique():
    listeners = [Listener("/a"), Listener("/b", name="listener-1"), Listener("/c", name="x")]
    assert listener_names(listeners) == ("listener-1-", "listener-1", "x")


@given(st.text() | st.from_regex(r"(\[?[0-9a-f:.%]*\]?):[0-9]{0,6}"))
def test_any_text_is_an_address_that_can_be_written_again_or_is_refused(text):
    with suppress(BadValue):
        address = parse_address(text)
        assert parse_address(str(address)) == address
        assert address.is_unix is (address.port == 0)


@given(st.lists(st.sampled_from(["", "a", "listener-1", "listener-2", "listener-2-"])))
def test_made_up_names_never_clash(names):
    given_names = [name for name in names if name]
    found = listener_names([Listener("/a", name=name) for name in names])
    assert len(set(found)) == len(names) - len(given_names) + len(set(given_names))
    assert all(map(fits_fd_name, found))
