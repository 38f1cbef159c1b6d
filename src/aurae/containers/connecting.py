"""Networks and ports of containers that are there: changed while they run, and kept for later starts.

Theory. What is asked of a container that is kept stands in its specification, and what it has got (addresses,
ports of the host) with its networks under the key of its root. A change is made there first, then in the kernel
if it runs, then in the specification: whatever fails takes back what was before it.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aurae.containers.attending import Running, first_process
from aurae.containers.networking import path_of
from aurae.linux import namespaces
from aurae.model import container as model
from aurae.model.network import DEFAULT
from aurae.model.refusal import (
    AlreadyExists,
    Denied,
    FailedPrecondition,
    InvalidField,
    NotFound,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from aurae.model.container import Container
    from aurae.model.network import Attachment, Endpoint, Network, PublishedPort
    from aurae.networks.all_networks import AllNetworks
    from aurae.services.found import Found
    from aurae.services.services import Services
    from aurae.supervise.tasks import OwnedTasks

T = TypeVar("T")


class Connecting:
    """Connects containers, and publishes their ports. Methods raise Refusal, StateFailed and OSError.

    Whoever asks for a change and leaves alters nothing: it goes on.
    """

    def __init__(
        self,
        networks: AllNetworks,
        services: Services,
        tasks: OwnedTasks,
    ) -> None:
        """The rooms have taken over what there is."""
        self._networks = networks
        self._services = services
        self._tasks = tasks
        self._lock = asyncio.Lock()

    async def connect(self, found: Found, attachment: Attachment) -> Endpoint | None:
        """Connect a container to one more network; returns what it has there, None while it is down."""
        action = f"connect {found.full_name} to {attachment.network}"
        return await self._changing(partial(self._connect, found, attachment, action))

    async def disconnect(self, found: Found, network: str) -> None:
        """Take a container off a network."""
        action = f"disconnect {found.full_name} from {network}"
        await self._changing(partial(self._disconnect, found, network, action))

    async def publish(self, found: Found, port: PublishedPort) -> PublishedPort:
        """Publish a port of a container; returns it with the host's port."""
        action = f"publish port {port.port} of {found.full_name}"
        return await self._changing(partial(self._publish, found, port, action))

    async def unpublish(self, found: Found, port: PublishedPort) -> list[PublishedPort]:
        """End the publication of a port; returns what is published no more."""
        action = f"unpublish port {port.port} of {found.full_name}"
        return await self._changing(partial(self._unpublish, found, port, action))

    # Inside.

    async def _changing(self, change: Callable[[], Coroutine[None, None, T]]) -> T:
        """Make one change after the other, whoever leaves."""

        async def alone() -> T:
            async with self._lock:
                return await change()

        return await self._tasks.finish(alone())

    async def _connect(self, found: Found, attachment: Attachment, action: str) -> Endpoint | None:
        owner, container = self._changeable(found, action)
        network = self.network(attachment.network, owner, action)
        if network.owner not in ("", owner):
            raise Denied(action, f"network {network.name} is not that of the container's owner")
        asked = self._asked(container, owner)
        if self._endpoint(found.key, network) is not None or network.name in asked:
            raise AlreadyExists(action, "it is on that network already")
        async with AsyncExitStack() as undoing:
            made = None
            if found.pid is not None or self._networks.endpoints(found.key):
                whole = replace(attachment, network=network.name)
                made = await self._networks.attach(
                    found.key, owner, found.full_name, whole, action
                )
                undoing.push_async_callback(self._networks.detach, found.key, network, action)
                await self._link(found, action)
            if container is not None:
                networks = (*container.attachments, attachment)
                await self._keep(found, replace(container, networks=networks), action)
            undoing.pop_all()
        return made if found.pid is not None else None

    async def _disconnect(self, found: Found, name: str, action: str) -> None:
        owner, container = self._changeable(found, action)
        network = self.network(name, owner, action)
        asked = self._asked(container, owner)
        is_there = self._endpoint(found.key, network) is not None
        if not is_there and network.name not in asked:
            raise NotFound(action, "it is not on that network")
        if is_there:
            await self._networks.detach(found.key, network, action)
        if container is not None and network.name in asked:
            kept = tuple(one for one in container.attachments if one is not asked[network.name])
            if not kept and container.ports:
                raise FailedPrecondition(action, "it publishes ports: end that first")
            await self._keep(found, replace(container, networks=kept), action)

    async def _publish(self, found: Found, port: PublishedPort, action: str) -> PublishedPort:
        _, container = self._changeable(found, action)
        endpoints = self._networks.endpoints(found.key)
        if not endpoints and (container is None or found.pid is not None):
            raise FailedPrecondition(action, "it is on no network: connect it to one first")
        async with AsyncExitStack() as undoing:
            made = port
            if endpoints:
                made = await self._networks.publish(found.key, port, action)
                undoing.push_async_callback(self._networks.unpublish, found.key, made, action)
            if container is not None:
                await self._keep(found, replace(container, ports=(*container.ports, made)), action)
            undoing.pop_all()
        return made

    async def _unpublish(
        self, found: Found, port: PublishedPort, action: str
    ) -> list[PublishedPort]:
        _, container = self._changeable(found, action)
        published = [one for each in self._networks.endpoints(found.key) for one in each.ports]
        gone = [one for one in published if _is_meant(one, port)]
        kept = container.ports if container is not None else ()
        dropped = [one for one in kept if _is_meant(one, port)]
        # One that was asked for without a number of the host is published by some number.
        dropped += [one for one in kept if not one.host_port and _is_among(one, gone)]
        if not gone and not dropped:
            raise NotFound(action, "it is not published")
        if container is not None and dropped:
            ports = tuple(one for one in kept if one not in dropped)
            # Without ports it would not be on the network that it is on for their sake.
            networks = container.attachments
            await self._keep(found, replace(container, networks=networks, ports=ports), action)
        for one in gone:
            await self._networks.unpublish(found.key, one, action)
        return gone or dropped

    def network(self, name: str, owner: str, action: str) -> Network:
        """Return a network; `default` is another one for each owner."""
        if name != DEFAULT:
            return self._networks.get(name, action)
        found = self._networks.default_of(owner)
        if found is None:
            raise NotFound(action, f"network '{name}' not found")
        return found

    def _changeable(self, found: Found, action: str) -> tuple[str, Container | None]:
        """Return the owner of a container, and what was asked of it if it is kept."""
        if found.life is None:
            assert found.run is not None
            return found.run.owner, None
        container = found.life.record.spec.container
        assert container is not None
        if container.network is not model.Network.OWN or container.network_of:
            raise FailedPrecondition(action, "it has no network of its own")
        return found.life.record.owner, container

    def _asked(self, container: Container | None, owner: str) -> dict[str, Attachment]:
        """Return the attachments that are asked of a container that is kept, by the networks' own names."""
        found = {}
        for one in container.attachments if container is not None else ():
            with suppress(NotFound):
                found[self.network(one.network, owner, "").name] = one
        return found

    def _endpoint(self, key: str, network: Network) -> Endpoint | None:
        endpoints = self._networks.endpoints(key)
        return next((one for one in endpoints if one.network_id == network.id), None)

    async def _link(self, found: Found, action: str) -> None:
        """Make the links of a container that runs."""
        if found.run is None or found.pid is None:
            return
        running = Running(found.pid, found.run.leaf)
        with first_process(action, running) as fds:
            fd = namespaces.of(fds[0], namespaces.CLONE_NEWNET)
            try:
                if os.fstat(fd).st_ino == os.stat("/proc/self/ns/net").st_ino:
                    raise FailedPrecondition(action, "it has no network of its own")
                await self._networks.connect(found.key, fd, action, path_of(fds[0]))
            finally:
                os.close(fd)

    async def _keep(self, found: Found, container: Container, action: str) -> None:
        """Write what is asked of a container for its later starts."""
        assert found.life is not None
        spec = replace(found.life.record.spec, container=container)
        try:
            await self._services.edit(found.full_name, spec, pending=False)
        except InvalidField as error:
            raise InvalidField(action, error.field, error.why) from None


def _is_meant(published: PublishedPort, asked: PublishedPort) -> bool:
    """Say whether a port is one of those that are to be published no more."""
    return (
        published.port == asked.port
        and published.protocol is asked.protocol
        and asked.host_port in (0, published.host_port)
        and asked.host_address in ("", published.host_address)
    )


def _is_among(asked: PublishedPort, gone: Sequence[PublishedPort]) -> bool:
    """Say whether a port without a number of the host is one of those, which have one."""
    return any(replace(one, host_port=0) == asked for one in gone)
