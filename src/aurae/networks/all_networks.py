"""All networks of a node: those of our own, and those of CNI plug-ins. A workload is on networks of one of the two kinds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aurae.model.network import DEFAULT, Driver
from aurae.model.refusal import AlreadyExists, FailedPrecondition, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from aurae.model.network import (
        Attachment,
        Endpoint,
        Network,
        NetworkSpec,
        PublishedPort,
        Rates,
    )
    from aurae.networks.cni_networks import CniNetworks
    from aurae.networks.doors import Answer
    from aurae.networks.networks import Networks
    from aurae.networks.taps import Tap

STAYS = "is of CNI plug-ins: that is changed by the next start"


class AllNetworks:
    """The front of both. Methods raise Refusal, StateFailed, OSError; what they mean stands with `Networks`."""

    def __init__(self, own: Networks, cni: CniNetworks) -> None:
        """Nothing is opened yet."""
        self._own = own
        self._cni = cni

    async def open(self) -> None:
        """Read what the state knows, and hold the ports that are published."""
        await self._own.open()
        await self._cni.open()

    async def adopt(self, keys: AbstractSet[str]) -> None:
        """Release what none of these keys leads to, take over the rest, and put it right."""
        await self._own.adopt(keys)
        await self._cni.adopt(keys)

    async def watch(self) -> None:
        """Repair what others do to us, and answer for names, until cancelled."""
        await self._own.watch()

    def answer_metadata(self, answer: Answer) -> None:
        """Have somebody converse with virtual machines that ask for metadata: an endpoint, and its connection."""
        self._own.answer_metadata(answer)

    async def save_all(self) -> None:
        """Write everything again: the state was begun anew."""
        await self._own.save_all()
        await self._cni.save_all()

    async def create(self, spec: NetworkSpec, owner: str, action: str) -> Network:
        """Make a network of our own."""
        if self._cni.find(spec.name) is not None:
            raise AlreadyExists(action, f"network '{spec.name}' already exists, of CNI plug-ins")
        return await self._own.create(spec, owner, action)

    async def delete(self, name: str, caller: str, action: str) -> None:
        """Delete a network of our own that nobody is on."""
        if self.get(name, action).spec.driver is Driver.CNI:
            why = f"network '{name}' is there for as long as its CNI configuration is"
            raise FailedPrecondition(action, why)
        await self._own.delete(name, caller, action)

    def get(self, name: str, action: str) -> Network:
        """Return a network; one of our own hides one of plug-ins."""
        try:
            return self._own.get(name, action)
        except NotFound:
            found = self._cni.find(name)
            if found is None:
                raise
            return found

    def everything(self) -> list[Network]:
        """Return all networks, by name."""
        own = {network.name: network for network in self._own.list()}
        found = {network.name: network for network in self._cni.everything()} | own
        return [found[name] for name in sorted(found)]

    def default_of(self, owner: str) -> Network | None:
        """Return the network `default` of an owner; None when it has none."""
        return self._own.default_of(owner)

    def members(self, network: Network) -> Sequence[Endpoint]:
        """Return who is on a network, by name."""
        of_cni = network.spec.driver is Driver.CNI
        return self._cni.members(network) if of_cni else self._own.members(network)

    def endpoints(self, key: str) -> tuple[Endpoint, ...]:
        """Return what a workload has, by interface."""
        return self._own.endpoints(key) or self._cni.endpoints(key)

    def network_of(self, endpoint: Endpoint) -> Network:
        """Return the network that an endpoint is on."""
        if endpoint.network_id:
            return self._own.network_of(endpoint)
        return self._cni.network_of(endpoint)

    async def reserve(
        self,
        key: str,
        owner: str,
        name: str,
        attachments: Sequence[Attachment],
        ports: Sequence[PublishedPort],
        action: str,
    ) -> tuple[Endpoint, ...]:
        """Give a workload addresses and ports. All of it or nothing."""
        of_cni = {self._is_of_cni(one.network, action) for one in attachments}
        if len(of_cni) > 1:
            why = "networks of CNI plug-ins go together with no others"
            raise FailedPrecondition(action, why)
        if of_cni == {True}:
            await self._own.release(key)
            return await self._cni.reserve(key, owner, name, attachments, ports, action)
        await self._cni.release(key)
        return await self._own.reserve(key, owner, name, attachments, ports, action)

    async def connect(self, key: str, namespace: int, action: str, path: str = "") -> None:
        """Link a workload, whose network namespace has this descriptor and, for as long as it is there, this path."""
        await self._own.connect(key, namespace, action)
        if self._cni.endpoints(key):
            here = path or f"/proc/{os.getpid()}/fd/{namespace}"
            await self._cni.connect(key, here, action)

    async def connect_taps(self, key: str, action: str) -> Sequence[Tap]:
        """Make taps for a virtual machine, in the order of its endpoints; see `Networks.connect_taps`."""
        if self._cni.endpoints(key):
            why = "a virtual machine is on no network of CNI plug-ins: those make no taps"
            raise FailedPrecondition(action, why)
        return await self._own.connect_taps(key, action)

    async def disconnect(self, key: str) -> None:
        """Take a workload's links away; its ports, and addresses of our own, stay its own."""
        await self._own.disconnect(key)
        await self._cni.disconnect(key)

    async def release(self, key: str) -> None:
        """Take away all that a workload has; nothing is no error."""
        await self._own.release(key)
        await self._cni.release(key)

    async def attach(
        self, key: str, owner: str, name: str, attachment: Attachment, action: str
    ) -> Endpoint:
        """Reserve what one more network asks for, beside what a workload has."""
        if self._cni.endpoints(key) or self._is_of_cni(attachment.network, action):
            raise FailedPrecondition(action, f"network '{attachment.network}' {STAYS}")
        return await self._own.attach(key, owner, name, attachment, action)

    async def detach(self, key: str, network: Network, action: str) -> None:
        """Take a workload off one network; not being on it is no error."""
        if network.spec.driver is Driver.CNI:
            raise FailedPrecondition(action, f"network '{network.name}' {STAYS}")
        await self._own.detach(key, network, action)

    async def set_rates(
        self, key: str, network: Network, rates: Rates | None, action: str
    ) -> None:
        """Change how fast a virtual machine sends and receives on a network; of a container, while it is down."""
        self._check_own(key, action)
        await self._own.set_rates(key, network, rates, action)

    async def publish(self, key: str, port: PublishedPort, action: str) -> PublishedPort:
        """Have one more port of the host lead to a workload; returns it with its number."""
        self._check_own(key, action)
        return await self._own.publish(key, port, action)

    async def unpublish(self, key: str, port: PublishedPort, action: str) -> bool:
        """Have a port lead there no more; says whether it did."""
        self._check_own(key, action)
        return await self._own.unpublish(key, port)

    async def balance(
        self, key: str, ports: Sequence[PublishedPort], targets: Sequence[str], action: str
    ) -> None:
        """Have ports of the host lead to these workloads in turn."""
        for target in targets:
            self._check_own(target, action)
        await self._own.balance(key, ports, targets, action)

    async def unbalance(self, key: str) -> None:
        """Give the ports of `key` back."""
        await self._own.unbalance(key)

    async def reconcile(self) -> list[str]:
        """Put right what somebody has done; returns what that was."""
        return [*await self._own.reconcile(), *await self._cni.reconcile()]

    def _is_of_cni(self, name: str, action: str) -> bool:
        if name == DEFAULT:
            return False
        return self.get(name, action).spec.driver is Driver.CNI

    def _check_own(self, key: str, action: str) -> None:
        for endpoint in self._cni.endpoints(key):
            name = self._cni.network_of(endpoint).name
            raise FailedPrecondition(action, f"network '{name}' {STAYS}")
