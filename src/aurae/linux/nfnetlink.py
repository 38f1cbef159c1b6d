"""What libnftables does not do: the number of the rule set's generation, and forgetting flows.

netlink(7), include/uapi/linux/netfilter/nfnetlink.h and nfnetlink_conntrack.h.
"""

from __future__ import annotations

import os
import socket
import struct
from ipaddress import ip_address

NETLINK_NETFILTER = 12
NLMSG_ERROR = 2
REQUEST, ACK = 0x1, 0x4
GET_GENERATION = 10 << 8 | 16
"""NFNL_SUBSYS_NFTABLES, NFT_MSG_GETGEN."""
NEW_GENERATION = 10 << 8 | 15
NFTA_GEN_ID = 1
DELETE_FLOWS = 1 << 8 | 2
"""NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_DELETE."""
CTA_TUPLE_ORIG, CTA_TUPLE_REPLY, CTA_FILTER = 1, 2, 25
CTA_TUPLE_IP, CTA_TUPLE_PROTO = 1, 2
CTA_IP_V4_SRC, CTA_IP_V6_SRC = 1, 3
CTA_FILTER_ORIG_FLAGS, CTA_FILTER_REPLY_FLAGS = 1, 2
CTA_PROTO_NUM, CTA_PROTO_DST_PORT = 1, 3
BY_SOURCE, BY_PORT = 1 << 0, 1 << 3 | 1 << 5
"""Which fields of a tuple count (Linux 5.8; their bits stand in nf_conntrack_netlink.c)."""
NESTED = 0x8000
_HEADER = struct.Struct("=IHHII")
_FAMILY = struct.Struct("=BBH")
_ATTRIBUTE = struct.Struct("=HH")
PATIENCE_S = 5
MOST = 65_536


def generation() -> int:
    """Return the number of this namespace's rule set; each transaction of anybody adds one.

    Raises OSError.
    """
    kind, body = _ask(GET_GENERATION, 0, b"")
    if kind == NEW_GENERATION:
        for number, value in attributes(body[_FAMILY.size :]):
            if number == NFTA_GEN_ID and len(value) == 4:
                return int.from_bytes(value, "big")
    raise OSError("nfnetlink: no generation in the answer")


def forget_flows(address: str) -> None:
    """Have the kernel forget the flows from and to an address, with the translations they have.

    Raises OSError; ENOENT when there was none.
    """
    packed = ip_address(address).packed
    family, source = (
        (socket.AF_INET, CTA_IP_V4_SRC) if len(packed) == 4 else (socket.AF_INET6, CTA_IP_V6_SRC)
    )
    ends = _nest(CTA_TUPLE_IP, _attribute(source, packed))
    _forget(family, _nest(CTA_TUPLE_ORIG, ends), original=BY_SOURCE)
    # The source of a flow's replies is where it was translated to.
    _forget(family, _nest(CTA_TUPLE_REPLY, ends), reply=BY_SOURCE)


def forget_port(port: int) -> None:
    """Have the kernel forget the flows of UDP to a port of any address. Raises OSError."""
    ends = _nest(
        CTA_TUPLE_PROTO,
        _attribute(CTA_PROTO_NUM, bytes([socket.IPPROTO_UDP])),
        _attribute(CTA_PROTO_DST_PORT, port.to_bytes(2, "big")),
    )
    for family in (socket.AF_INET, socket.AF_INET6):
        _forget(family, _nest(CTA_TUPLE_ORIG, ends), original=BY_PORT)


def _forget(family: int, ends: bytes, *, original: int = 0, reply: int = 0) -> None:
    flags = ((CTA_FILTER_ORIG_FLAGS, original), (CTA_FILTER_REPLY_FLAGS, reply))
    choice = (_attribute(kind, struct.pack("=I", bits)) for kind, bits in flags)
    _ask(DELETE_FLOWS, family, ends + _nest(CTA_FILTER, *choice))


def attributes(data: bytes) -> list[tuple[int, bytes]]:
    """Return the attributes in these bytes, up to the first that makes no sense."""
    found, at = [], 0
    while at + _ATTRIBUTE.size <= len(data):
        length, kind = _ATTRIBUTE.unpack_from(data, at)
        if length < _ATTRIBUTE.size or at + length > len(data):
            break
        found.append((kind & 0x3FFF, data[at + _ATTRIBUTE.size : at + length]))
        at += length + -length % 4
    return found


def _attribute(kind: int, value: bytes) -> bytes:
    padding = b"\0" * (-len(value) % 4)
    return _ATTRIBUTE.pack(_ATTRIBUTE.size + len(value), kind) + value + padding


def _nest(kind: int, *inner: bytes) -> bytes:
    return _attribute(kind | NESTED, b"".join(inner))


def _ask(kind: int, family: int, body: bytes) -> tuple[int, bytes]:
    """Send one request; return the kind and the body of the first answer. Raises OSError."""
    message = _FAMILY.pack(family, 0, 0) + body
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as asking:
        asking.settimeout(PATIENCE_S)
        asking.bind((0, 0))
        header = _HEADER.pack(_HEADER.size + len(message), kind, REQUEST | ACK, 1, 0)
        asking.sendto(header + message, (0, 0))
        return parse(asking.recv(MOST))


def parse(answer: bytes) -> tuple[int, bytes]:
    """Return the kind and the body of the first message. OSError for an error, or for no message."""
    if len(answer) < _HEADER.size:
        raise OSError("nfnetlink: a short answer")
    length, kind, _, _, _ = _HEADER.unpack_from(answer)
    body = answer[_HEADER.size : length]
    if kind == NLMSG_ERROR:
        number = -int.from_bytes(body[:4], "little", signed=True)
        if number:
            raise OSError(number, f"nfnetlink: {os.strerror(number)}")
    return kind, body
