"""What libnftables does not do: the number of the rule set's generation, and forgetting flows.

include/uapi/linux/netfilter/nfnetlink.h, nf_tables.h, nfnetlink_conntrack.h. Flows are chosen by
CTA_FILTER (Linux 5.8), whose bits stand in the kernel's nf_conntrack_netlink.c. Its addresses of IPv6
are of no use: the kernel compares them the wrong way round, and takes every flow but those of the
address (ctnetlink_filter_match_tuple, 6.18 still does). Flows of IPv6 are listed and chosen here.
"""

from __future__ import annotations

import socket
import struct
from contextlib import contextmanager

from aurae.linux.netlink import (
    NETLINK_NETFILTER,
    NLA_F_NESTED,
    Netlink,
    Request,
    attribute,
    attributes,
    nested,
    number,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NFT_MSG_GETGEN = 10 << 8 | 16
NFTA_GEN_ID = 1
IPCTNL_MSG_CT_GET, IPCTNL_MSG_CT_DELETE = 1 << 8 | 1, 1 << 8 | 2
CTA_TUPLE_ORIG, CTA_TUPLE_REPLY, CTA_ID, CTA_ZONE, CTA_FILTER = 1, 2, 12, 18, 25
CTA_TUPLE_IP, CTA_TUPLE_PROTO = 1, 2
CTA_IP_V4_SRC, CTA_IP_V6_SRC = 1, 3
CTA_PROTO_NUM, CTA_PROTO_DST_PORT = 1, 3
CTA_FILTER_ORIG_FLAGS, CTA_FILTER_REPLY_FLAGS = 1, 2
BY_SOURCE, BY_PORT = 1 << 0, 1 << 3 | 1 << 5
BATCH = 64
"""Flows that are forgotten by one message: what fails answers, and all answers have to fit."""
NFGENMSG = struct.Struct("=BBH")
"""struct nfgenmsg: family, version, number of a resource."""


class Nfnetlink:
    """A socket to the network namespace of the thread that uses it first. One thread at a time.

    It is kept: closing one makes the kernel wait for what transactions have left to be freed, 10 ms
    and more.
    """

    def __init__(self) -> None:
        """It is opened when it is needed."""
        self._socket: Netlink | None = None

    def open(self) -> None:
        """Open the socket now. Raises OSError."""
        with self._opened():
            return

    def close(self) -> None:
        """Close the socket; the next call opens another one."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None

    def generation(self) -> int:
        """Return the number of this namespace's rule set; each transaction of anybody adds one.

        Raises OSError.
        """
        body = NFGENMSG.pack(0, 0, 0)
        request = Request(NFT_MSG_GETGEN, 0, body, "ask for the generation of rules")
        with self._opened() as netlink:
            return generation_in(netlink.ask(request))

    def forget_flows(self, *addresses: bytes) -> None:
        """Have the kernel forget the flows from and to addresses, with the translations they have.

        Raises OSError.
        """
        wanted = []
        for address in addresses:
            if len(address) != 4:
                continue
            ends = nested(CTA_TUPLE_IP, attribute(CTA_IP_V4_SRC, address))
            family = socket.AF_INET
            wanted.append(_forget(family, nested(CTA_TUPLE_ORIG, ends), original=BY_SOURCE))
            # The source of a flow's replies is where it was translated to.
            wanted.append(_forget(family, nested(CTA_TUPLE_REPLY, ends), reply=BY_SOURCE))
        self._call(wanted)
        self._forget_six({address for address in addresses if len(address) != 4})

    def forget_ports(self, *ports: int) -> None:
        """Have the kernel forget the flows of UDP to ports of any address. Raises OSError."""
        wanted = []
        for port in ports:
            ends = nested(
                CTA_TUPLE_PROTO,
                attribute(CTA_PROTO_NUM, bytes([socket.IPPROTO_UDP])),
                attribute(CTA_PROTO_DST_PORT, port.to_bytes(2, "big")),
            )
            wanted += [
                _forget(family, nested(CTA_TUPLE_ORIG, ends), original=BY_PORT)
                for family in (socket.AF_INET, socket.AF_INET6)
            ]
        self._call(wanted)

    def _forget_six(self, addresses: set[bytes]) -> None:
        if not addresses:
            return
        body = NFGENMSG.pack(socket.AF_INET6, 0, 0)
        request = Request(IPCTNL_MSG_CT_GET, 0, body, "list flows")
        with self._opened() as netlink:
            flows = netlink.dump(request, having=addresses)
        chosen = [flow for flow in flows if not addresses.isdisjoint(sources_in(flow))]
        for at in range(0, len(chosen), BATCH):
            self._call([_forget_one(flow) for flow in chosen[at : at + BATCH]])

    def _call(self, requests: list[Request]) -> None:
        """Do all of these; that there is no such flow is no error."""
        if not requests:
            return
        with self._opened() as netlink:
            for _, what, error in netlink.attempt(*requests):
                if not isinstance(error, FileNotFoundError):
                    raise OSError(error.errno, f"{what}: {error.strerror}")

    @contextmanager
    def _opened(self) -> Iterator[Netlink]:
        """Give the socket; after an error it is closed, for what was not read yet."""
        if self._socket is None:
            self._socket = Netlink(NETLINK_NETFILTER)
        try:
            yield self._socket
        except BaseException:
            self.close()
            raise


def generation_in(body: bytes) -> int:
    """Return the number in an answer. Raises OSError when it is cut."""
    found = attributes(body, NFGENMSG.size).get(NFTA_GEN_ID, b"")
    if len(found) != 4:
        raise OSError("nfnetlink: an answer was cut")
    return int.from_bytes(found, "big")


def sources_in(flow: bytes) -> list[bytes]:
    """Return where a flow of IPv6 comes from, and where its replies do."""
    found = attributes(flow, NFGENMSG.size)
    tuples = [attributes(found.get(kind, b"")) for kind in (CTA_TUPLE_ORIG, CTA_TUPLE_REPLY)]
    ends = [attributes(ends.get(CTA_TUPLE_IP, b"")) for ends in tuples]
    return [one[CTA_IP_V6_SRC] for one in ends if CTA_IP_V6_SRC in one]


def _forget_one(flow: bytes) -> Request:
    """Return what forgets a flow that was listed, and no later one of the same ends."""
    found = attributes(flow, NFGENMSG.size)
    named = [
        attribute(kind | (NLA_F_NESTED if kind == CTA_TUPLE_ORIG else 0), found[kind])
        for kind in (CTA_TUPLE_ORIG, CTA_ID, CTA_ZONE)
        if kind in found
    ]
    body = NFGENMSG.pack(socket.AF_INET6, 0, 0) + b"".join(named)
    return Request(IPCTNL_MSG_CT_DELETE, 0, body, "forget a flow")


def _forget(family: int, ends: bytes, *, original: int = 0, reply: int = 0) -> Request:
    choice = nested(
        CTA_FILTER,
        number(CTA_FILTER_ORIG_FLAGS, original),
        number(CTA_FILTER_REPLY_FLAGS, reply),
    )
    body = NFGENMSG.pack(family, 0, 0) + ends + choice
    return Request(IPCTNL_MSG_CT_DELETE, 0, body, "forget flows")
