"""The front of the room: networks, and what workloads have of them."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.network import Attachment
from aurae.model.network_rules import check_rates
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Refusal,
)
from aurae.networks.balancing import Balancing
from aurae.networks.connecting import Connecting
from aurae.networks.creating import Creating
from aurae.networks.dns import Names
from aurae.networks.doors import Doors
from aurae.networks.forwarding import Forwarding
from aurae.networks.reconciling import Reconciling
from aurae.networks.register import Hold
from aurae.networks.relays import Relays
from aurae.networks.reserving import Reserving
from aurae.networks.ruling import Ruling
from aurae.networks.taps import close
from aurae.networks.watching import Watching
from aurae.state import networks as rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from aurae.model.network import (
        Endpoint,
        Network,
        NetworkSpec,
        PublishedPort,
        Rates,
    )
    from aurae.networks.doors import Answer
    from aurae.networks.means import Means
    from aurae.networks.taps import Tap, Taps

_log = logging.getLogger("aurae.networks")


class Networks:
    """All networks of this node. Methods raise Refusal, StateFailed, OSError.

    Whoever asks for a change and leaves alters nothing: it goes on.
    """

    def __init__(self, means: Means) -> None:
        """Call `open` and `adopt` before anything else."""
        self._means = means
        ruling = Ruling(means)
        forwarding = Forwarding(means)
        self._ruling, self._forwarding = ruling, forwarding
        self._doors = Doors(means, ruling)
        self._reconciling = Reconciling(means, ruling, forwarding, self._doors)
        self._creating = Creating(means, ruling, forwarding)
        self._reserving = Reserving(means, self._creating)
        self._connecting = Connecting(means, ruling, self._reserving, self._doors, self.reconcile)
        self._watching = Watching(means, self.reconcile, self._reconciling.lose)
        self._names = Names(means.register, means.choices.resolv_conf)
        ruling.tell(self._names.changed)
        self._relays = Relays(means.register, means.host_ports)
        ruling.tell(self._relays.changed)
        self._balancing = Balancing(means, ruling, self._reserving)
        self._unheld: list[str] = []

    async def open(self) -> None:
        """Read what the state knows, and hold the ports that are published."""
        known = await self._means.store.read(rows.everything)
        self._means.register.load(known)
        self._forwarding.load(known.forwarding)
        for endpoint in known.endpoints.values():
            action = f"publish a port of {endpoint.name}"
            for port in endpoint.ports:
                self._hold(self._means.host_ports.hold, port, action)
            for port in endpoint.shared:
                self._hold(self._means.host_ports.share, port, action)

    async def adopt(self, keys: AbstractSet[str]) -> None:
        """Release what none of these keys leads to, take over the rest, and put it right."""
        await self._reconciling.adopt(keys)
        if self._means.register.networks:
            self._watching.begin()

    async def watch(self) -> None:
        """Repair what others do to us, and answer for names, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watching.watch())
            group.create_task(self._names.serve())
            group.create_task(self._relays.serve())
            group.create_task(self._doors.serve())

    async def close(self) -> None:
        """Let go of sockets and threads; networks and links stay."""
        self._watching.close()
        self._doors.close()
        await self._means.kernel.close()
        self._means.host_ports.close()

    def answer_metadata(self, answer: Answer) -> None:
        """Have somebody converse with virtual machines that ask for metadata: an endpoint, and its connection."""
        self._doors.answer_by(answer)

    async def create(
        self, spec: NetworkSpec, owner: str, action: str = "create the network"
    ) -> Network:
        """Make a network for a SPIFFE ID; its bridge stands when this returns."""
        found = await self._means.tasks.finish(self._creating.create(spec, owner, action))
        self._watching.begin()
        return found

    async def delete(self, name: str, caller: str, action: str = "delete the network") -> None:
        """Delete a network that nobody is on."""
        await self._means.tasks.finish(self._creating.delete(name, caller, action))

    def get(self, name: str, action: str = "get the network") -> Network:
        """Return a network."""
        network = self._means.register.named(name)
        if network is None:
            raise NotFound(action, f"network '{name}' not found")
        return network

    def list(self) -> Sequence[Network]:
        """Return all networks, by name."""
        return sorted(self._means.register.networks.values(), key=lambda item: item.name)

    def members(self, network: Network) -> Sequence[Endpoint]:
        """Return who is on a network, by name."""
        return sorted(
            self._means.register.members(network.id), key=lambda item: (item.name, item.id)
        )

    async def reserve(
        self,
        key: str,
        owner: str,
        name: str,
        attachments: Sequence[Attachment],
        ports: Sequence[PublishedPort],
        action: str,
    ) -> tuple[Endpoint, ...]:
        """Give a workload addresses and ports: nobody else gets them from now on, and a restart of ours
        changes nothing when `connect` has returned.

        What `key` has already and is asked again stays as it is. `default` is the owner's network of that
        name, made if need be. All of it or nothing.
        """
        return await self._means.tasks.finish(
            self._reserve(key, owner, name, attachments, ports, action)
        )

    async def connect(self, key: str, namespace: int, action: str = "connect") -> None:
        """Link a workload's endpoints into its network namespace, whose descriptor stays the caller's.

        What is linked stays so. All of it or nothing.
        """
        hold = self._means.register.holds.get(key)
        if hold is not None:
            await self._means.tasks.finish(self._connect(hold, namespace, action))

    async def connect_taps(self, key: str, action: str = "connect") -> Sequence[Tap]:
        """Make a tap for each of a virtual machine's endpoints, in their order; their descriptors are the caller's.

        All of it or nothing; nothing of it may be linked. A tap goes when its descriptor is closed everywhere.
        """
        hold = self._means.register.holds.get(key)
        if hold is None:
            return []
        found: Taps = []
        left = False

        async def connect() -> None:
            async with hold.lock:
                found.extend(await self._connecting.connect_taps(hold, action))
                if left:
                    close(found)
                    await self._connecting.disconnect(hold)

        try:
            await self._means.tasks.finish(connect())
        except BaseException:
            left = True
            close(found)
            raise
        return found

    async def disconnect(self, key: str) -> None:
        """Take a workload's links and rules away; its addresses and ports stay its own."""
        hold = self._means.register.holds.get(key)
        if hold is not None:
            await self._means.tasks.finish(self._disconnect(hold))

    async def release(self, key: str) -> None:
        """Take away all that a workload has; nothing is no error."""
        hold = self._means.register.holds.get(key)
        if hold is not None:
            await self._means.tasks.finish(self._release(hold))

    def endpoints(self, key: str) -> tuple[Endpoint, ...]:
        """Return what a workload has, by interface."""
        hold = self._means.register.holds.get(key)
        return () if hold is None else hold.endpoints

    def network_of(self, endpoint: Endpoint) -> Network:
        """Return the network that an endpoint is on."""
        return self._means.register.networks[endpoint.network_id]

    def default_of(self, owner: str) -> Network | None:
        """Return the network `default` of an owner; None when it has none."""
        return self._creating.default_of(owner)

    async def attach(
        self, key: str, owner: str, name: str, attachment: Attachment, action: str
    ) -> Endpoint:
        """Reserve what one more network asks for, beside what a workload has; `connect` links it."""
        return await self._means.tasks.finish(self._attach(key, owner, name, attachment, action))

    async def detach(self, key: str, network: Network, action: str) -> None:
        """Take a workload off one network; not being on it is no error.

        FailedPrecondition while ports lead to it by that network.
        """
        await self._means.tasks.finish(self._detach(key, network, action))

    async def set_rates(
        self, key: str, network: Network, rates: Rates | None, action: str
    ) -> None:
        """Change how fast a virtual machine sends and receives on a network; of a container, while it is down."""
        await self._means.tasks.finish(self._set_rates(key, network, rates, action))

    async def publish(
        self, key: str, port: PublishedPort, action: str = "publish the port"
    ) -> PublishedPort:
        """Have one more port of the host lead to a workload; returns it with its number."""
        return await self._means.tasks.finish(self._publish(key, port, action))

    async def unpublish(self, key: str, port: PublishedPort) -> bool:
        """Have a port, as `publish` returned it, lead there no more; says whether it did."""
        return await self._means.tasks.finish(self._unpublish(key, port))

    async def balance(
        self, key: str, ports: Sequence[PublishedPort], targets: Sequence[str], action: str
    ) -> None:
        """Have ports of the host lead to these holds in turn, and to no others that `key` had before.

        They are on disk, and held for `key` until `unbalance`.
        """
        await self._means.tasks.finish(self._balancing.balance(key, ports, targets, action))

    async def unbalance(self, key: str) -> None:
        """Give the ports of `key` back."""
        await self._means.tasks.finish(self._balancing.unbalance(key))

    async def reconcile(self) -> Sequence[str]:
        """Put right what somebody has done to links, addresses and rules; returns what that was."""
        return await self._reconciling.reconcile()

    def problems(self) -> Sequence[str]:
        """Return what people should know."""
        return [*self._unheld, *self._reconciling.problems]

    async def save_all(self) -> None:
        """Write everything again: the state was begun anew."""
        register = self._means.register
        known = rows.Rows(
            networks=dict(register.networks),
            endpoints={
                item.id: item for hold in register.holds.values() for item in hold.endpoints
            },
            forwarding=dict(self._forwarding.before),
        )
        await self._means.store.write(partial(rows.save_all, rows=known))

    def _hold(
        self, hold: Callable[[PublishedPort, str], object], port: PublishedPort, action: str
    ) -> None:
        try:
            hold(port, action)
        except Refusal as error:
            _log.error("%s", error)
            self._unheld.append(str(error))

    async def _reserve(
        self,
        key: str,
        owner: str,
        name: str,
        attachments: Sequence[Attachment],
        ports: Sequence[PublishedPort],
        action: str,
    ) -> tuple[Endpoint, ...]:
        holds = self._means.register.holds
        hold = holds.setdefault(key, Hold(key, owner))
        async with hold.lock:
            if hold.owner != owner:
                raise AlreadyExists(action, f"the addresses of '{key}' are somebody else's")
            # Whoever had the lock may have released it.
            holds.setdefault(key, hold)
            try:
                found = await self._reserving.reserve(hold, name, attachments, ports, action)
            finally:
                if not hold.endpoints and holds.get(key) is hold:
                    del holds[key]
        if found:
            self._watching.begin()
        return found

    async def _attach(
        self, key: str, owner: str, name: str, attachment: Attachment, action: str
    ) -> Endpoint:
        endpoints = self.endpoints(key)
        self._check_fixed(key, endpoints, action)
        attachments = [*(self._attachment(one) for one in endpoints), attachment]
        ports = [port for one in endpoints for port in one.ports]
        found = await self._reserve(key, owner, name, attachments, ports, action)
        known = {one.id for one in endpoints}
        return next(one for one in found if one.id not in known)

    async def _detach(self, key: str, network: Network, action: str) -> None:
        hold = self._means.register.holds.get(key)
        if hold is None:
            return
        async with hold.lock:
            gone = [one for one in hold.endpoints if one.network_id == network.id]
            if not gone:
                return
            self._check_fixed(key, gone, action)
            if gone[0].ports:
                why = f"ports are published by network '{network.name}': end that first"
                raise FailedPrecondition(action, why)
            await self._connecting.disconnect(hold, {gone[0].id})
            await self._reserving.drop(hold, gone[0])

    async def _set_rates(
        self, key: str, network: Network, rates: Rates | None, action: str
    ) -> None:
        try:
            if rates is not None:
                check_rates(rates, "rates")
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        hold = self._means.register.holds.get(key)
        found = [one.id for one in self.endpoints(key) if one.network_id == network.id]
        if hold is None or not found:
            raise NotFound(action, f"it is not on network '{network.name}'")
        async with hold.lock:
            await self._connecting.set_rates(hold, found[0], rates, action)

    def _check_fixed(self, key: str, endpoints: Sequence[Endpoint], action: str) -> None:
        """Refuse a change of what a virtual machine is linked by: its cards are those that it began with."""
        linked = self._means.register.holds[key].linked if endpoints else set()
        if any(one.is_tap and one.id in linked for one in endpoints):
            raise FailedPrecondition(action, "a virtual machine's networks stay while it runs")

    def _attachment(self, endpoint: Endpoint) -> Attachment:
        """Return what an endpoint would be asked by, to stay as it is."""
        return Attachment(
            self.network_of(endpoint).name,
            endpoint.aliases,
            endpoint.ipv4,
            endpoint.ipv6,
            endpoint.mac,
            endpoint.rates,
        )

    async def _connect(self, hold: Hold, namespace: int, action: str) -> None:
        async with hold.lock:
            await self._connecting.connect(hold, namespace, action)

    async def _disconnect(self, hold: Hold) -> None:
        async with hold.lock:
            await self._connecting.disconnect(hold)

    async def _release(self, hold: Hold) -> None:
        async with hold.lock:
            try:
                await self._connecting.disconnect(hold)
            finally:
                self._reserving.release(hold)

    async def _publish(self, key: str, port: PublishedPort, action: str) -> PublishedPort:
        hold = self._means.register.holds.get(key)
        if hold is None or not hold.endpoints:
            raise NotFound(action, "the workload is on no network")
        async with hold.lock:
            endpoint, chosen = self._reserving.publish(hold, port, action)
            try:
                self._means.store.hasten()
                if endpoint.id in hold.linked:
                    await self._ruling.add_port(self.network_of(endpoint), endpoint, chosen)
                await self._reserving.settled(hold)
            except BaseException:
                self._reserving.unpublish(hold, chosen)
                with suppress(OSError, Refusal):
                    await self._ruling.remove_port(self.network_of(endpoint), endpoint, chosen)
                raise
        return chosen

    async def _unpublish(self, key: str, port: PublishedPort) -> bool:
        hold = self._means.register.holds.get(key)
        if hold is None:
            return False
        async with hold.lock:
            endpoint = self._reserving.unpublish(hold, port)
            if endpoint is None:
                return False
            self._means.store.hasten()
            if endpoint.id in hold.linked:
                await self._ruling.remove_port(self.network_of(endpoint), endpoint, port)
            await self._reserving.settled(hold)
        return True
