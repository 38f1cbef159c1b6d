"""The room of networks over a real kernel, in a network namespace of the test's own."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from typing_extensions import override

from aurae.model.network import Endpoint, Network, PublishedPort
from aurae.networks import naming
from aurae.networks.bridges import Sight, look
from aurae.networks.means import Choices, Means, Standing
from aurae.networks.networks import Networks
from aurae.networks.rules import Rules
from aurae.state.store import Store
from aurae.supervise.tasks import OwnedTasks
from tests.support.netspace import new_namespace

LIMIT, STEP = 15.0, 0.02
OWNER = "spiffe://test/user/a"
OTHER = "spiffe://test/user/b"


class Remembering(Rules):
    """The rules, which also remember whom they let speak, and can be made to refuse."""

    def __init__(self, daemon: str) -> None:
        super().__init__(daemon)
        self.endpoints: dict[int, Endpoint] = {}
        self.networks: dict[int, Network] = {}
        self.refusal: Exception | None = None

    @override
    async def apply(self, standing: Standing) -> None:
        await super().apply(standing)
        self.networks = dict(standing.networks)
        self.endpoints = {item.id: item for item in standing.endpoints}

    @override
    async def add_network(self, network: Network) -> None:
        self._check()
        await super().add_network(network)
        self.networks[network.id] = network

    @override
    async def remove_network(self, network: Network) -> None:
        await super().remove_network(network)
        self.networks.pop(network.id, None)

    @override
    async def add_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        self._check()
        await super().add_endpoint(network, endpoint)
        self.endpoints[endpoint.id] = endpoint

    @override
    async def remove_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        await super().remove_endpoint(network, endpoint)
        self.endpoints.pop(endpoint.id, None)

    @override
    async def add_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        self._check()
        await super().add_port(network, endpoint, port)
        self.endpoints[endpoint.id] = endpoint

    def _check(self) -> None:
        if self.refusal is not None:
            raise self.refusal


class Node:
    """One server's networks; `restart` has the next server take over."""

    def __init__(self, folder: Path, **choices: object) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.choices = Choices(
            **{
                "tag": naming.tag(folder),
                "pool_ipv4": "10.88.0.0/13",
                "pool_ipv6": "fd88:1:2::/48",
                **choices,
            }  # type: ignore[arg-type]
        )
        self.rules = Remembering(self.choices.tag)
        self.spaces: dict[str, int] = {}

    async def begin(self) -> None:
        self.rules = Remembering(self.choices.tag)
        self._group = asyncio.TaskGroup()
        await self._group.__aenter__()
        self.store = await Store.open(self.folder)
        self.means = Means(self.store, OwnedTasks(self._group), self.rules, self.choices)
        self.networks = Networks(self.means)
        await self.networks.open()

    async def end(self) -> None:
        await self.networks.close()
        await self.store.close()
        await self._group.__aexit__(None, None, None)
        self.rules.close()

    async def restart(self, keys: Iterable[str] = ()) -> None:
        await self.end()
        await self.begin()
        await self.networks.adopt(set(keys))

    def space(self, key: str) -> int:
        """Return the network namespace of a workload, made when it is asked for."""
        if key not in self.spaces:
            self.spaces[key] = new_namespace()
        return self.spaces[key]

    def leave(self, key: str) -> None:
        """Have a workload's namespace end."""
        os.close(self.spaces.pop(key))

    def close_spaces(self) -> None:
        """Have all workloads' namespaces end."""
        for key in list(self.spaces):
            self.leave(key)

    async def sight(self) -> Sight:
        """Return what links and addresses there are."""
        return await self.means.kernel.run(look)

    async def ours(self) -> set[str]:
        """Return the names of this daemon's links."""
        prefix = naming.prefix(self.choices.tag)
        return {name for name in (await self.sight()).links if name.startswith(prefix)}

    async def agreed(self, links: set[str]) -> None:
        """Return when these are this daemon's links."""
        async with asyncio.timeout(LIMIT):
            while await self.ours() != links:  # noqa: ASYNC110  # nobody tells us
                await asyncio.sleep(STEP)


@contextlib.asynccontextmanager
async def node(folder: Path, **choices: object) -> AsyncIterator[Node]:
    """Give a node whose networks are adopted."""
    made = Node(folder, **choices)
    await made.begin()
    await made.networks.adopt(set())
    try:
        yield made
    finally:
        made.close_spaces()
        await made.end()


def kernel_setting(path: str) -> str:
    """Return what a setting below /proc/sys/net is."""
    return Path("/proc/sys/net", path).read_text().strip()
