"""Networks and metadata of a machine's start: addresses before QEMU's command line is made, taps with it."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.network import DEFAULT, Driver
from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField
from aurae.vms.guest_orders import Interface, Route
from aurae.vms.hardware import Nic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aurae.model.network import Endpoint, Network, Rates
    from aurae.model.vm import Vm
    from aurae.networks.all_networks import AllNetworks
    from aurae.vms.metadata import Metadata

EVERYWHERE4, EVERYWHERE6 = "0.0.0.0/0", "::/0"


class Networked(NamedTuple):
    """What a machine's networks say to it: its own addresses, who resolves names for it, how its guest sets itself up."""

    addresses: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    interfaces: tuple[Interface, ...] = ()


class Networking:
    """Networks, as starts of machines need them. Methods raise Refusal, StateFailed and OSError."""

    def __init__(self, networks: AllNetworks, metadata: Metadata) -> None:
        """`networks` is opened and taken over by somebody else; its guests are answered from now on."""
        self._networks = networks
        self._metadata = metadata
        networks.answer_metadata(metadata.converse)

    async def reserve(self, key: str, owner: str, name: str, vm: Vm, action: str) -> Networked:
        """Keep addresses and ports for a machine; those that it had under this key it has again.

        From now on its guest reads its metadata.
        """
        for one in vm.attachments:
            if one.network == DEFAULT:
                continue
            if self._networks.get(one.network, action).spec.driver is Driver.CNI:
                why = (
                    f"network '{one.network}' is of CNI plug-ins, which make no links for machines"
                )
                raise FailedPrecondition(action, why)
        self.tell(key, vm, action)
        if not vm.attachments and not self._networks.endpoints(key):
            return Networked()
        # Of an earlier run of the same machine, whose end nobody saw.
        await self._networks.disconnect(key)
        endpoints = await self._networks.reserve(
            key, owner, name, vm.attachments, vm.ports, action
        )
        on = [self._networks.network_of(one) for one in endpoints]
        return Networked(
            tuple(address for one in endpoints for address in one.addresses),
            tuple(gateway for one in on if one.spec.names for gateway in one.gateways),
            _interfaces(endpoints, on),
        )

    def tell(self, key: str, vm: Vm, action: str) -> None:
        """Have a machine's guest read what is asked."""
        if vm.metadata is None:
            self._metadata.forget(key)
            return
        try:
            self._metadata.tell(key, vm.metadata)
        except BadValue as error:
            raise InvalidField(action, "vm.metadata.document", error.why) from None

    async def connect(self, key: str, action: str) -> tuple[Nic, ...]:
        """Make the taps of a machine, whose descriptors are the caller's: they go when QEMU and the caller have closed them.

        What its guest is told is kept from now on, in its folder.
        """
        await self._metadata.remember(key)
        taps = await self._networks.connect_taps(key, action)
        return tuple(Nic(tap.fd, tap.mac, tap.mtu) for tap in taps)

    async def adopt(self, keys: Iterable[str]) -> None:
        """Tell guests what an earlier server has told them."""
        await self._metadata.recall(keys)

    async def set_rates(self, key: str, name: str, rates: Rates | None, action: str) -> None:
        """Change how fast a machine is on a network; nothing where it has no place there yet."""
        on = [self._networks.network_of(one) for one in self._networks.endpoints(key)]
        # Whatever its owner's default network is called, it is the first one.
        found = on[:1] if name == DEFAULT else [one for one in on if one.name == name]
        for network in found:
            await self._networks.set_rates(key, network, rates, action)

    async def disconnect(self, key: str) -> None:
        """Take links and rules away; addresses and ports stay reserved."""
        await self._networks.disconnect(key)

    async def release(self, key: str) -> None:
        """Give back what is reserved under a key, and tell it nothing any more; nothing is no error."""
        self._metadata.forget(key)
        await self._networks.release(key)


def _interfaces(endpoints: Sequence[Endpoint], on: Sequence[Network]) -> tuple[Interface, ...]:
    """Return how a guest sets its interfaces up, which it finds by their MACs."""
    outward = (place for place, network in enumerate(on) if not network.spec.internal)
    default = next(outward, 0)
    return tuple(
        Interface(
            endpoint.mac,
            endpoint.interface,
            mtu=network.mtu,
            addresses=tuple(_with_prefix(endpoint, network)),
            routes=tuple(_ways_out(endpoint, network)) if place == default else (),
        )
        for place, (endpoint, network) in enumerate(zip(endpoints, on, strict=True))
    )


def _with_prefix(endpoint: Endpoint, network: Network) -> list[str]:
    pairs = ((endpoint.ipv4, network.subnet4), (endpoint.ipv6, network.subnet6))
    return [f"{address}/{ip_network(subnet).prefixlen}" for address, subnet in pairs if address]


def _ways_out(endpoint: Endpoint, network: Network) -> list[Route]:
    pairs = (
        (endpoint.ipv4, EVERYWHERE4, network.gateway4),
        (endpoint.ipv6, EVERYWHERE6, network.gateway6),
    )
    return [Route(everywhere, gateway) for address, everywhere, gateway in pairs if address]
