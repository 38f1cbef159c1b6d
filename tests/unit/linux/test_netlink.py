"""What the kernel's netlink answers say, also when they are cut or no such thing at all."""

import errno
import socket
import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.linux import netlink, rtnetlink
from aurae.linux.netlink import HEADER, NLM_F_ACK_TLVS, NLMSG_ERROR, Message

BODIES = st.one_of(st.binary(max_size=200), st.lists(
    st.tuples(st.integers(0, 0xFFFF), st.binary(max_size=20)), max_size=8
).map(lambda items: b"\0" * 16 + b"".join(netlink.attribute(kind, data) for kind, data in items)))  # fmt: skip


def message(kind: int, body: bytes, flags: int = 0, sequence: int = 1) -> bytes:
    length = HEADER.size + len(body)
    return HEADER.pack(length, kind, flags, sequence, 0) + body + b"\0" * (-length % 4)


@given(st.lists(st.tuples(st.integers(0, 0xFFFF), st.binary(max_size=40)), max_size=10))
def test_messages_that_were_put_together_come_apart(items):
    data = b"".join(message(kind, body) for kind, body in items)
    assert [(one.kind, one.body) for one in netlink.messages(data)] == items


@given(st.dictionaries(st.integers(0, 0x3FFF), st.binary(max_size=40), max_size=10))
def test_attributes_that_were_put_together_come_apart(items):
    data = b"".join(netlink.attribute(kind, value) for kind, value in items.items())
    assert netlink.attributes(data) == items
    assert netlink.attributes(b"1234" + data, 4) == items


@given(st.binary(max_size=300))
@example(struct.pack("=IHHII", 0, 1, 0, 0, 0))
@example(struct.pack("=IHHII", 15, 1, 0, 0, 0))
@example(struct.pack("=IHHII", 0xFFFF_FFFF, 1, 0, 0, 0))
@example(struct.pack("=HH", 3, 1))
def test_any_bytes_are_taken_apart_without_an_end_beyond_them(data):
    assert sum(HEADER.size + len(one.body) for one in netlink.messages(data)) <= len(data)
    assert sum(4 + len(value) for value in netlink.attributes(data).values()) <= len(data)


@given(BODIES)
def test_any_body_is_a_link_an_address_a_route_or_none(body):
    link = rtnetlink.parse_link(body)
    assert link is None or (isinstance(link.name, str) and link.mtu >= 0)
    address = rtnetlink.parse_address(body)
    assert address is None or len(address.address) in (4, 16)
    route = rtnetlink.parse_route(body)
    assert route is None or route.prefix <= 128


@given(BODIES, st.integers(0, 0xFFFF))
def test_any_body_of_an_error_is_an_error_or_none(body, flags):
    found = netlink.failure(Message(NLMSG_ERROR, flags, 1, body))
    assert found is None or isinstance(found, OSError)


def test_an_error_has_the_kernels_words_where_there_are_some():
    plain = struct.pack("=i", -errno.EEXIST) + HEADER.pack(16, 1, 0, 1, 0)
    found = netlink.failure(Message(NLMSG_ERROR, 0, 1, plain))
    assert found is not None
    assert (found.errno, found.strerror) == (errno.EEXIST, "File exists")
    told = plain + netlink.attribute(netlink.NLMSGERR_ATTR_MSG, b"no such thing\0")
    found = netlink.failure(Message(NLMSG_ERROR, NLM_F_ACK_TLVS, 1, told))
    assert found is not None
    assert (found.errno, found.strerror) == (errno.EEXIST, "no such thing")
    assert netlink.failure(Message(NLMSG_ERROR, 0, 1, bytes(20))) is None


@pytest.mark.parametrize(
    ("text", "prefix", "broadcast"),
    [("10.88.0.5", 24, "10.88.0.255"), ("10.0.0.1", 8, "10.255.255.255"), ("10.0.0.1", 31, None)],
)
def test_an_address_has_the_last_of_its_range_for_all(text, prefix, broadcast):
    request = rtnetlink.add_address(7, socket.inet_aton(text), prefix)
    assert rtnetlink.parse_address(request.body) == (7, socket.inet_aton(text), prefix)
    found = netlink.attributes(request.body, rtnetlink.IFADDR.size)
    last = found.get(rtnetlink.IFA_BROADCAST)
    assert (last and socket.inet_ntoa(last)) == broadcast


def test_an_event_tells_which_link_has_gone():
    body = rtnetlink.IFINFO.pack(0, 1, 7, 1, 0) + netlink.attribute(3, b"eth0\0")
    gone = rtnetlink.link_event(Message(rtnetlink.RTM_DELLINK, 0, 0, body))
    assert gone is not None
    assert (gone[0], gone[1].name, gone[1].index) == (True, "eth0", 7)
    assert rtnetlink.link_event(Message(rtnetlink.RTM_NEWADDR, 0, 0, body)) is None
    assert rtnetlink.link_event(Message(rtnetlink.RTM_DELLINK, 0, 0, b"x")) is None
    of_bridge = rtnetlink.IFINFO.pack(socket.AF_BRIDGE, 1, 7, 1, 0) + body[16:]
    assert rtnetlink.link_event(Message(rtnetlink.RTM_DELLINK, 0, 0, of_bridge)) is None
