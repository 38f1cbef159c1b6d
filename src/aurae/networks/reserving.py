"""Addresses and ports for workloads: decided in memory at once, on disk before anything is linked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from ipaddress import ip_address
from itertools import count
from typing import TYPE_CHECKING

from aurae.model.network import DEFAULT
from aurae.model.network_rules import check_attachments, check_ports
from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField
from aurae.networks.choosing import Choosing
from aurae.networks.publishing import target, with_ports
from aurae.state import networks as rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from aurae.model.network import Attachment, Endpoint, Network, PublishedPort
    from aurae.networks.creating import Creating
    from aurae.networks.means import Means
    from aurae.networks.register import Hold


class Reserving:
    """Gives workloads their endpoints. Methods raise Refusal and StateFailed.

    The lock of a hold is the caller's.
    """

    def __init__(self, means: Means, creating: Creating) -> None:
        """`means` are the room's."""
        self._means = means
        self._creating = creating
        self._choosing = Choosing(means)

    async def reserve(
        self,
        hold: Hold,
        name: str,
        attachments: Sequence[Attachment],
        ports: Sequence[PublishedPort],
        action: str,
    ) -> tuple[Endpoint, ...]:
        """Have a hold be what is asked; all of it or nothing.

        What it has already and is asked again stays as it is; an endpoint that was linked before, and
        is no more, has the same addresses and another link. What is linked and asked no more stays.
        """
        try:
            check_attachments(attachments)
            check_ports(ports)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        networks = [await self._network(item, hold.owner, action) for item in attachments]
        register = self._means.register
        made: list[Endpoint] = []
        dropped: list[Endpoint] = []
        try:
            endpoints = self._endpoints(
                hold, name, attachments, networks, made, dropped, action
            )  # fmt: skip
            before = [port for item in hold.endpoints for port in item.ports]
            endpoints = with_ports(self._means, before, endpoints, ports, action)
        except BaseException:
            for item in made:
                register.give_back(item.network_id, item.addresses)
            for item in dropped:
                register.claim_again(item)
            raise
        self._take_over(hold, endpoints, dropped)
        return hold.endpoints

    async def settled(self, hold: Hold) -> None:
        """Return when a hold is on disk. Raises StateFailed."""
        written = hold.written
        if written is not None:
            if not written.done():
                self._means.store.hasten()
            await written
            if hold.written is written:
                hold.written = None

    def release(self, hold: Hold) -> None:
        """Give back all that a hold has; the rows go with the next commit."""
        means, endpoints = self._means, hold.endpoints
        means.register.holds.pop(hold.key, None)
        hold.endpoints = ()
        for endpoint in endpoints:
            means.host_ports.let_go(endpoint.leading)
            means.register.give_back(endpoint.network_id, endpoint.addresses)
        means.store.write_soon(partial(rows.delete_endpoints, endpoints=endpoints))

    async def drop(self, hold: Hold, endpoint: Endpoint) -> None:
        """Give one endpoint back that is not linked and has no ports; the others stay as they are."""
        self._means.register.give_back(endpoint.network_id, endpoint.addresses)
        hold.endpoints = tuple(item for item in hold.endpoints if item.id != endpoint.id)
        hold.spent.discard(endpoint.id)
        if not hold.endpoints:
            self._means.register.holds.pop(hold.key, None)
        self._write(hold, [endpoint])
        await self.settled(hold)

    def publish(
        self, hold: Hold, port: PublishedPort, action: str
    ) -> tuple[Endpoint, PublishedPort]:
        """Have one more port lead to a hold; returns where it leads, and it with its number."""
        goal = target(self._means, hold.endpoints, action)
        try:
            check_ports((*goal.ports, port))
        except BadValue as error:
            raise InvalidField(action, error.field.partition(".")[2], error.why) from None
        chosen = self._means.host_ports.hold(port, action)
        changed = replace(goal, ports=(*goal.ports, chosen))
        self._replace(hold, changed)
        return changed, chosen

    def unpublish(self, hold: Hold, port: PublishedPort) -> Endpoint | None:
        """Have a port lead there no more; returns whose it was, None when it was nobody's."""
        for endpoint in hold.endpoints:
            if port in endpoint.ports:
                self._means.host_ports.let_go([port])
                rest = tuple(one for one in endpoint.ports if one != port)
                self._replace(hold, replace(endpoint, ports=rest))
                return endpoint
        return None

    def share(
        self, hold: Hold, ports: Sequence[PublishedPort], action: str
    ) -> tuple[Endpoint, Endpoint]:
        """Have just these ports lead to a hold among others; returns where, as it was and as it is.

        They are held for who shares them out already.
        """
        goal = target(self._means, hold.endpoints, action)
        changed = replace(goal, shared=tuple(ports))
        if changed != goal:
            for port in set(changed.shared) - set(goal.shared):
                self._means.host_ports.share(port, action)
            self._means.host_ports.let_go(tuple(set(goal.shared) - set(changed.shared)))
            self._replace(hold, changed)
        return goal, changed

    def renew(self, hold: Hold) -> None:
        """Name links anew that have been there: the kernel may still be removing those."""
        if hold.spent:
            hold.endpoints = self._renewed(hold, hold.endpoints)
            self._write(hold, ())

    def have(self, hold: Hold, endpoints: tuple[Endpoint, ...]) -> None:
        """Have a hold's endpoints be these, which have what they had; on disk soon."""
        if endpoints != hold.endpoints:
            hold.endpoints = endpoints
            self._write(hold, ())

    async def _network(self, attachment: Attachment, owner: str, action: str) -> Network:
        if attachment.network != DEFAULT:
            return self._creating.usable(attachment.network, owner, action)
        found = self._creating.default_of(owner)
        if found is None or found.id in self._means.register.leaving:
            found = await self._creating.default(owner, action)
        return found

    def _endpoints(
        self,
        hold: Hold,
        name: str,
        attachments: Sequence[Attachment],
        networks: Sequence[Network],
        made: list[Endpoint],
        dropped: list[Endpoint],
        action: str,
    ) -> tuple[Endpoint, ...]:
        """Return what the hold is to have; `made` and `dropped` are told what has changed so far."""
        known = {item.network_id: item for item in hold.endpoints}
        found = []
        for attachment, network in zip(attachments, networks, strict=True):
            register = self._means.register
            if network.id not in register.networks or network.id in register.leaving:
                raise FailedPrecondition(action, f"network '{network.name}' has been deleted")
            endpoint = known.pop(network.id, None)
            if endpoint is not None and not _fits(endpoint, attachment):
                if endpoint.id in hold.linked:
                    why = f"its address on network '{network.name}' stays while it is connected"
                    raise FailedPrecondition(action, why)
                self._drop(endpoint, dropped)
                endpoint = None
            if endpoint is None:
                endpoint = self._choosing.new(hold, name, attachment, network, action)
                made.append(endpoint)
            elif endpoint.id not in hold.linked:
                endpoint = replace(endpoint, rates=attachment.rates, name=name)
            found.append(replace(endpoint, aliases=attachment.aliases))
        for endpoint in known.values():
            if endpoint.id in hold.linked:
                found.append(endpoint)
            else:
                self._drop(endpoint, dropped)
        return _numbered(found, hold.linked)

    def _drop(self, endpoint: Endpoint, dropped: list[Endpoint]) -> None:
        self._means.register.give_back(endpoint.network_id, endpoint.addresses)
        dropped.append(endpoint)

    def _take_over(
        self, hold: Hold, endpoints: tuple[Endpoint, ...], dropped: Sequence[Endpoint]
    ) -> None:
        """Have a hold be this, in memory now and on disk soon."""
        ports = {port for item in endpoints for port in item.ports}
        before = {port for item in hold.endpoints for port in item.ports}
        self._means.host_ports.let_go(tuple(before - ports))
        endpoints = self._renewed(hold, endpoints)
        if endpoints != hold.endpoints:
            hold.endpoints = endpoints
            self._write(hold, dropped)
        if endpoints:
            self._means.register.holds[hold.key] = hold

    def _renewed(self, hold: Hold, endpoints: Sequence[Endpoint]) -> tuple[Endpoint, ...]:
        spent, hold.spent = hold.spent, set()
        return tuple(
            replace(item, host_interface=self._choosing.link_name()) if item.id in spent else item
            for item in endpoints
        )

    def _replace(self, hold: Hold, changed: Endpoint) -> None:
        hold.endpoints = tuple(
            changed if item.id == changed.id else item for item in hold.endpoints
        )
        self._write(hold, ())

    def _write(self, hold: Hold, gone: Sequence[Endpoint]) -> None:
        endpoints = hold.endpoints

        def change(connection: sqlite3.Connection) -> None:
            if gone:
                rows.delete_endpoints(connection, gone)
            rows.save_endpoints(connection, endpoints)

        hold.written = self._means.store.write_beside(change)


def _fits(endpoint: Endpoint, attachment: Attachment) -> bool:
    addresses = [text for text in (attachment.ipv4, attachment.ipv6) if text]
    return attachment.mac.lower() in ("", endpoint.mac) and all(
        str(ip_address(text)) in endpoint.addresses for text in addresses
    )


def _numbered(endpoints: Sequence[Endpoint], linked: set[int]) -> tuple[Endpoint, ...]:
    """Name interfaces eth0, eth1, ... in order; those that are linked have their names already."""
    taken = {item.index for item in endpoints if item.id in linked}
    free = (index for index in count() if index not in taken)
    found = []
    for item in endpoints:
        if item.id not in linked:
            index = next(free)
            item = replace(item, index=index, interface=f"eth{index}")  # noqa: PLW2901  # as it will be
        found.append(item)
    return tuple(sorted(found, key=lambda item: item.index))
