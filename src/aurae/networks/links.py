"""Links of workloads: two ends, one a port of the network's bridge, one with the workload.

That is a pair of interfaces, whose other end is made within the workload's namespace, or for a virtual machine a
tap (`taps`). Ours is set up last, when rules are there. Rules name links, and are mostly there before those:
that saves a change of threads, which costs as much as a link.
"""

from __future__ import annotations

import errno
from contextlib import ExitStack
from functools import partial
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Protocol

from aurae.linux import rtnetlink
from aurae.networks import rates, taps
from aurae.networks.kernel import knows_ipv6, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aurae.linux.netlink import Netlink, Request
    from aurae.model.network import Endpoint, Network
    from aurae.networks.joints import Joint
    from aurae.networks.means import Means
    from aurae.networks.ruling import Ruling

OFF = frozenset(
    {errno.EACCES, errno.EPERM, errno.EOPNOTSUPP, errno.ENETUNREACH, errno.EHOSTUNREACH}
)
"""What the kernel says to IPv6 where a workload has it switched off."""


class Making(Protocol):
    """What makes links that are down; returns the numbers of our ends. Runs in the thread of `kernel`."""

    def __call__(
        self, socket: Netlink, *, joints: Sequence[Joint], bridges: Sequence[int]
    ) -> list[int]:
        """Raises OSError."""
        ...


class Links:
    """Makes links and takes them away. Methods raise OSError and what the rules raise."""

    def __init__(self, means: Means, ruling: Ruling) -> None:
        """`means` are the room's."""
        self._means = means
        self._ruling = ruling

    async def join(self, joints: Sequence[Joint], namespace: int) -> None:
        """Link endpoints into a network namespace; none of them is when this raises."""
        await self._join(joints, partial(_make, namespace=namespace))

    async def join_taps(self, joints: Sequence[Joint]) -> list[int]:
        """Link endpoints of a virtual machine; returns the other ends. None is when this raises."""
        with ExitStack() as stack:
            ends: list[int] = []
            await self._join(joints, partial(taps.make, ends=ends, closing=stack))
            stack.pop_all()
            return ends

    async def _join(self, joints: Sequence[Joint], making: Making) -> None:
        kernel, indices = self._means.kernel, self._means.register.indices
        try:
            bridges = [_bridge(joint.network, indices) for joint in joints]
            later = [joint for joint in joints if _needs_link(joint.endpoint)]
            for joint in joints:
                if joint not in later:
                    await self._ruling.add_endpoint(joint.network, joint.endpoint)
            make = partial(making, joints=joints, bridges=bridges)
            if not later:
                await kernel.run(
                    partial(_make_and_open, make=make, joints=joints, bridges=bridges)
                )
                return
            numbers = await kernel.run(make)
            for joint in later:
                await self._ruling.add_endpoint(joint.network, joint.endpoint)
            await kernel.run(partial(_open, joints=joints, bridges=bridges, numbers=numbers))
        except BaseException:
            await self._undo(joints)
            raise

    async def part(self, joints: Sequence[Joint]) -> None:
        """Take away rules and links of endpoints; those that have gone by themselves are no error."""
        self._means.kernel.let_go(joint.endpoint.host_interface for joint in joints)
        for joint in joints:
            await self._ruling.remove_endpoint(joint.network, joint.endpoint)

    async def _undo(self, joints: Sequence[Joint]) -> None:
        try:
            for joint in joints:
                await self._ruling.remove_endpoint(joint.network, joint.endpoint)
        finally:
            await self._means.kernel.remove(joint.endpoint.host_interface for joint in joints)


def _bridge(network: Network, indices: Mapping[int, int]) -> int:
    index = indices.get(network.id)
    if index is None:
        raise OSError(errno.ENODEV, f"the bridge of network '{network.name}' is not there")
    return index


def reopen(socket: Netlink, endpoint: Endpoint, index: int, bridge: int) -> None:
    """Have our end be a port of its bridge again; raises OSError."""
    socket.call(rtnetlink.set_master(index, bridge), *_port(endpoint, index, bridge))


def _make(
    socket: Netlink, joints: Sequence[Joint], bridges: Sequence[int], namespace: int
) -> list[int]:
    """Make pairs; returns the numbers of our ends."""
    socket.call(
        *(
            rtnetlink.add_pair(
                joint.endpoint.host_interface,
                bridge,
                joint.network.mtu,
                joint.endpoint.interface,
                namespace,
                _bytes(joint.endpoint.mac),
            )
            for joint, bridge in zip(joints, bridges, strict=True)
        )
    )
    numbers, peers = [], []
    for joint in joints:
        name = joint.endpoint.host_interface
        link = rtnetlink.parse_link(socket.ask(rtnetlink.get_link(name)))
        if link is None or not link.peer:
            raise OSError(errno.EIO, f"look at {name}: the kernel's answer is cut")
        numbers.append(link.index)
        peers.append(link.peer)
    within(namespace, partial(_settle, joints=joints, peers=peers))
    return numbers


def _settle(socket: Netlink, joints: Sequence[Joint], peers: Sequence[int]) -> None:
    """Give the workload's ends their addresses and routes, in its namespace."""
    needed: list[Request] = [rtnetlink.set_up(rtnetlink.LOOPBACK)]
    wanted: list[Request] = []
    for joint, index in zip(joints, peers, strict=True):
        endpoint, network = joint.endpoint, joint.network
        has_no_six = not endpoint.ipv6 and knows_ipv6()
        needed.append(rtnetlink.set_up(index, link_local=not has_no_six))
        needed += rates.sending(endpoint, index)
        for address, subnet, gateway, requests in (
            (endpoint.ipv4, network.subnet4, network.gateway4, needed),
            (endpoint.ipv6, network.subnet6, network.gateway6, wanted),
        ):
            if address:
                prefix = ip_network(subnet).prefixlen
                requests.append(rtnetlink.add_address(index, _packed(address), prefix))
                if joint.is_default:
                    requests.append(rtnetlink.add_default(index, _packed(gateway)))
    for number, what, error in socket.attempt(*needed, *wanted):
        if number < len(needed) or error.errno not in OFF:
            raise OSError(error.errno or 0, f"{what}: {error.strerror}")


def _make_and_open(
    socket: Netlink,
    make: Callable[[Netlink], Sequence[int]],
    joints: Sequence[Joint],
    bridges: Sequence[int],
) -> None:
    _open(socket, joints, bridges, make(socket))


def _needs_link(endpoint: Endpoint) -> bool:
    """Say whether rules of an endpoint are for a link that is there: what it receives waits in its queue."""
    return endpoint.rates is not None and endpoint.rates.receive is not None


def _open(
    socket: Netlink, joints: Sequence[Joint], bridges: Sequence[int], numbers: Sequence[int]
) -> None:
    requests: list[Request] = []
    for joint, bridge, index in zip(joints, bridges, numbers, strict=True):
        requests += _port(joint.endpoint, index, bridge)
    socket.call(*requests)


def _port(endpoint: Endpoint, index: int, bridge: int) -> tuple[Request, Request]:
    return (
        rtnetlink.set_port(index, bridge, ipv6=knows_ipv6()),
        rtnetlink.add_neighbour(index, _bytes(endpoint.mac)),
    )


def _bytes(mac: str) -> bytes:
    return bytes.fromhex(mac.replace(":", ""))


def _packed(address: str) -> bytes:
    return ip_address(address).packed
