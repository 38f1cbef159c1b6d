"""The addresses, the MAC and the link's name of a new endpoint: as asked, or chosen."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from aurae.model.network import Driver, Endpoint
from aurae.model.refusal import AlreadyExists, Exhausted, FailedPrecondition, InvalidField
from aurae.networks import bridges, naming

if TYPE_CHECKING:
    from aurae.model.network import Attachment, Network
    from aurae.networks.means import Means
    from aurae.networks.register import Hold

MOST_MEMBERS = 1000
"""Endpoints on one network: the kernel lets a bridge have 1023 ports."""


class Choosing:
    """Makes endpoints. Methods raise Refusal, and have taken nothing then."""

    def __init__(self, means: Means) -> None:
        """`means` are the room's."""
        self._means = means

    def new(
        self, hold: Hold, name: str, attachment: Attachment, network: Network, action: str
    ) -> Endpoint:
        """Return an endpoint whose addresses are the hold's from now on; its index is not final."""
        register = self._means.register
        if network.spec.driver is not Driver.BRIDGE:
            raise FailedPrecondition(action, f"network '{network.name}' is no bridge of ours")
        macs = {item.mac for item in register.members(network.id)}
        if len(macs) >= MOST_MEMBERS:
            raise Exhausted(action, f"network '{network.name}' has {MOST_MEMBERS} members")
        addresses: list[str] = []
        try:
            for version, asked in ((4, attachment.ipv4), (6, attachment.ipv6)):
                if address := self._address(network, version, asked, action):
                    addresses.append(address)
            mac = self._mac(network, attachment.mac.lower(), addresses[0], macs, action)
        except BaseException:
            register.give_back(network.id, addresses)
            raise
        return Endpoint(
            id=register.next_endpoint(),
            key=hold.key,
            index=0,
            name=name,
            owner=hold.owner,
            network_id=network.id,
            interface="",
            host_interface=self.link_name(),
            mac=mac,
            ipv4=addresses[0],
            ipv6=addresses[1] if len(addresses) > 1 else "",
            aliases=attachment.aliases,
            rates=attachment.rates,
        )

    def link_name(self) -> str:
        """Return a name for our end of a link, which none has."""
        return naming.link(self._means.choices.tag, self._means.register.next_link())

    def _address(self, network: Network, version: int, asked: str, action: str) -> str:
        register = self._means.register
        subnet = network.subnet4 if version == 4 else network.subnet6
        where = f"network '{network.name}'"
        if not subnet:
            if asked:
                raise InvalidField(action, f"ipv{version}", f"{where} has none")
            return ""
        if not asked:
            found = register.take(network, version)
            if not found:
                raise Exhausted(action, f"all addresses of {subnet} of {where} are in use")
            return found
        asked = str(ip_address(asked))
        why = register.claim(network.id, asked)
        if why == "is taken":
            raise AlreadyExists(action, f"address {asked} of {where} is taken")
        if why:
            raise InvalidField(action, f"ipv{version}", f"{asked} {why}")
        return asked

    def _mac(
        self, network: Network, asked: str, address: str, taken: set[str], action: str
    ) -> str:
        taken = {*taken, bridges.mac(network.bridge).hex(":")}
        if asked:
            if asked in taken:
                raise AlreadyExists(action, f"MAC {asked} of network '{network.name}' is taken")
            return asked
        # Made of the address, so that a neighbour's memory of who had it before does no harm.
        tail = ip_address(address).packed[-4:].hex(":")
        return next(
            mac for second in range(256) if (mac := f"02:{second:02x}:{tail}") not in taken
        )
