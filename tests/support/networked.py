"""The room of networks over a real kernel, in a network namespace of the test's own."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from aurae.model.network import Endpoint, Network, PublishedPort
from aurae.networks import naming
from aurae.networks.bridges import Sight, look
from aurae.networks.means import Choices, Means, Rules, Standing
from aurae.networks.networks import Networks
from aurae.state.store import Store
from aurae.supervise.tasks import OwnedTasks
from tests.support.netspace import new_namespace

LIMIT, STEP = 20.0, 0.02
OWNER = "spiffe://test/user/a"
OTHER = "spiffe://test/user/b"


class NoRules:
    """Rules of a kernel that has none: what was asked is remembered, as the kernel would."""

    def __init__(self) -> None:
        self.endpoints: dict[int, Endpoint] = {}
        self.networks: dict[int, Network] = {}
        self.whole = True
        self.refusal: Exception | None = None

    async def apply(self, standing: Standing) -> None:
        self.networks = dict(standing.networks)
        self.endpoints = {item.id: item for item in standing.endpoints}
        self.whole = True

    async def add_network(self, network: Network) -> None:
        self._check()
        self.networks[network.id] = network

    async def remove_network(self, network: Network) -> None:
        self.networks.pop(network.id, None)

    async def add_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        self._check()
        self.endpoints[endpoint.id] = endpoint

    async def remove_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        self.endpoints.pop(endpoint.id, None)

    async def add_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        self._check()
        self.endpoints[endpoint.id] = endpoint

    async def remove_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        pass

    async def is_whole(self) -> bool:
        return self.whole

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
        self.rules = NoRules()
        self.spaces: dict[str, int] = {}

    async def begin(self) -> None:
        self._group = asyncio.TaskGroup()
        await self._group.__aenter__()
        self.store = await Store.open(self.folder)
        rules: Rules = self.rules
        self.means = Means(self.store, OwnedTasks(self._group), rules, self.choices)
        self.networks = Networks(self.means)
        await self.networks.open()

    async def end(self) -> None:
        await self.networks.close()
        await self.store.close()
        await self._group.__aexit__(None, None, None)

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
        for fd in made.spaces.values():
            os.close(fd)
        await made.end()
