"""Guests on the networks of a node: what stands for a virtual machine there (`relayed`)."""

import contextlib
import os
import socket
from collections.abc import AsyncIterator

from aurae.linux import rtnetlink
from aurae.linux.netlink import Netlink
from aurae.model.network import Attachment
from aurae.networks.taps import Tap
from aurae.networks.taps import close as close_taps
from tests.support import frames
from tests.support.netspace import new_namespace, within
from tests.support.networked import OWNER, Node
from tests.support.relayed import Relay

A = (Attachment("a"),)


class Guest:
    """A guest with one interface."""

    def __init__(self, end: Tap) -> None:
        self.tap = end
        self.space = new_namespace(up=True)
        self.relay = Relay(os.dup(end.fd), self.space, end.mac, end.mtu)
        within(self.space, self._settle)

    def _settle(self) -> None:
        endpoint, network = self.tap.endpoint, self.tap.network
        index = socket.if_nametoindex("eth0")
        with Netlink() as netlink:
            netlink.call(
                rtnetlink.set_up(index),
                rtnetlink.add_address(index, frames.packed(endpoint.ipv4), 24),
                rtnetlink.add_address(index, frames.packed(endpoint.ipv6), 64),
                *(
                    rtnetlink.add_default(index, frames.packed(gateway))
                    for gateway in network.gateways
                ),
            )

    def close(self) -> None:
        self.relay.close()
        os.close(self.space)


async def taps(it: Node, key: str, *attachments: Attachment) -> list[Tap]:
    """Have a virtual machine on networks; returns its taps."""
    await it.networks.reserve(key, OWNER, key, attachments or A, (), "start")
    return list(await it.networks.connect_taps(key))


@contextlib.asynccontextmanager
async def guest(it: Node, key: str, *attachments: Attachment) -> AsyncIterator[Guest]:
    """Give a guest that is on a network; its program has the descriptor alone."""
    found = await taps(it, key, *attachments)
    made = Guest(found[0])
    close_taps(found)
    try:
        yield made
    finally:
        made.close()
