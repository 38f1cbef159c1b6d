"""Networks of a container's start: addresses before its plan is made, links while its child gets ready."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, NamedTuple

from aurae.linux import namespaces, pidfd

if TYPE_CHECKING:
    from aurae.model.container import Container
    from aurae.networks.all_networks import AllNetworks


class Networked(NamedTuple):
    """What a container's networks say to it: its own addresses, and who resolves names for it.

    `has_some` says whether it is to be connected at all.
    """

    has_some: bool = False
    addresses: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()


def path_of(child: int) -> str:
    """Return the path of the network namespace of a process that a pidfd is of; ProcessLookupError when it has ended."""
    found = pidfd.pids(child)
    if not found:
        raise ProcessLookupError(errno.ESRCH, "the process has ended")
    return f"/proc/{found[0]}/ns/net"


class Networking:
    """Networks, as starts of containers need them. Methods raise Refusal, StateFailed and OSError."""

    def __init__(self, networks: AllNetworks) -> None:
        """`networks` is opened and taken over by somebody else."""
        self._networks = networks

    async def reserve(
        self, key: str, owner: str, name: str, container: Container, action: str
    ) -> Networked:
        """Keep addresses and ports for a container; those that it had under this key it has again."""
        if not container.attachments and not self._networks.endpoints(key):
            return Networked()
        # Of an earlier run of the same container, whose end nobody saw.
        await self._networks.disconnect(key)
        endpoints = await self._networks.reserve(
            key, owner, name, container.attachments, container.ports, action
        )
        return self.told(key)._replace(has_some=bool(endpoints))

    def told(self, key: str) -> Networked:
        """Return what networks say to a container that has this, which is not to be connected."""
        endpoints = self._networks.endpoints(key)
        on = [self._networks.network_of(one) for one in endpoints]
        return Networked(
            addresses=tuple(address for one in endpoints for address in one.addresses),
            servers=tuple(gateway for one in on if one.spec.names for gateway in one.gateways),
        )

    async def connect(self, key: str, child: int, action: str) -> None:
        """Make the links of a container whose first process a pidfd is of."""
        fd = namespaces.of(child, namespaces.CLONE_NEWNET)
        try:
            await self._networks.connect(key, fd, action, path_of(child))
        finally:
            os.close(fd)

    async def disconnect(self, key: str) -> None:
        """Take links and rules away; addresses and ports stay reserved."""
        await self._networks.disconnect(key)

    async def release(self, key: str) -> None:
        """Give back what is reserved under a key; nothing is no error."""
        await self._networks.release(key)
