"""Guests on the networks of a node: what stands for a virtual machine there (`relayed`)."""

import contextlib
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from aurae.linux import rtnetlink
from aurae.linux.netlink import Netlink
from aurae.model.network import Attachment
from aurae.networks.all_networks import AllNetworks
from aurae.networks.cni import Cni
from aurae.networks.cni_files import CniFiles
from aurae.networks.cni_networks import CniNetworks
from aurae.networks.taps import Tap
from aurae.networks.taps import close as close_taps
from aurae.vms.metadata import Metadata
from aurae.vms.networking import Networking
from tests.support import frames
from tests.support.netspace import new_namespace, within
from tests.support.networked import OWNER, Node
from tests.support.relayed import Relay

if TYPE_CHECKING:
    from aurae.networks.cni_program import Programs

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


def metadata_in(folder: Path) -> Metadata:
    """Return metadata that is kept below a folder."""

    def own(key: str) -> Path:
        made = folder / "machines" / key
        made.mkdir(parents=True, exist_ok=True)
        return made

    return Metadata(own)


def networking(it: Node, folder: Path) -> tuple[Networking, Metadata]:
    """Return what starts of machines use on a node; plug-ins, whose configurations are in a folder, are never run."""
    programs = cast("Programs", None)
    cni = Cni(CniFiles(folder), programs, it.choices.tag)
    plugins = CniNetworks(cni, it.store, it.means.tasks, it.means.host_ports)
    metadata = metadata_in(folder)
    return Networking(AllNetworks(it.networks, plugins), metadata), metadata
