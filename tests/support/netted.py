"""A node with containers on networks, on a real init, whose server dies at any step that it makes (`contained`).

All of it is in a network namespace of its own: the thread that runs it, and init, which it starts.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace

from typing_extensions import override

from aurae.containers.networking import Networking
from aurae.model.network import Attachment, NetworkSpec, PublishedPort
from aurae.model.refusal import Refusal
from aurae.model.service import Restart, RestartPolicy, Service
from aurae.model.workload import Workload, WorkloadSpec
from aurae.networks import naming
from aurae.networks.all_networks import AllNetworks
from aurae.networks.bridges import look
from aurae.networks.cni import Cni
from aurae.networks.cni_files import CniFiles
from aurae.networks.cni_networks import CniNetworks
from aurae.networks.cni_program import Programs
from aurae.networks.means import Choices
from aurae.networks.means import Means as NetworkMeans
from aurae.networks.networks import Networks
from aurae.networks.rules import Rules
from aurae.server.containing import keys
from aurae.supervise.means import Limits, Means
from tests.support.celled import living_world
from tests.support.contained import SLEEP, ContainerWorld
from tests.support.netspace import namespaces, within
from tests.support.supervised import OWNER

ALWAYS = Restart(RestartPolicy.ALWAYS, delay=0.02)
PORT = PublishedPort(80, 8080)


class NetworkWorld(ContainerWorld):
    """One node with a network called `lan`."""

    own: Networks
    networks: AllNetworks
    _network_means: NetworkMeans

    async def have_network(self) -> None:
        """Have the network."""
        await self.networks.create(NetworkSpec("lan"), OWNER, "make lan")

    async def begin_on(self, name: str, *more: str) -> Workload:
        """Start a container on the network, with a port."""
        return await self.supervisor.start(self._on(self.box(name, *more)), OWNER)

    async def begin_kept(self, name: str) -> None:
        """Start a container on the network that is kept."""
        spec = self._on(self.spec(name, Service(restart=ALWAYS), SLEEP))
        await self.services.start_new("/", spec, OWNER, wait=True)

    def _on(self, spec: WorkloadSpec) -> WorkloadSpec:
        assert spec.container is not None
        container = replace(spec.container, networks=(Attachment("lan"),), ports=(PORT,))
        return replace(spec, container=container)

    @override
    def _equipped(self, means: Means) -> Means:
        made = super()._equipped(means)
        folder = self.process.folder
        tag = naming.tag(folder)
        choices = Choices(tag, "10.88.0.0/13", "fd88:1:2::/48")
        own = NetworkMeans(self.store, means.tasks, Rules(tag), choices)
        self._network_means = own
        programs = Programs(
            means.init, means.leaves, means.tasks.begin, means.register.next_id, [folder], 10
        )
        cni = Cni(CniFiles(folder / "net.d"), programs, tag)
        self.own = Networks(own)
        plugins = CniNetworks(cni, self.store, means.tasks, own.host_ports)
        self.networks = AllNetworks(self.own, plugins)
        self.preparer._networking = Networking(self.networks)
        return made

    @override
    async def _adopt(self) -> None:
        await self.networks.open()
        await super()._adopt()

    @override
    async def _adopt_more(self) -> None:
        await super()._adopt_more()
        await self.networks.adopt(keys(self.means, self.services))

    @override
    def _let_go(self) -> None:
        # As the kernel does when a server dies.
        self.close_networks()
        super()._let_go()

    def close_networks(self) -> None:
        """Close sockets and end threads."""
        means = self._network_means
        self.own._watching.close()
        if means.kernel._timer is not None:
            means.kernel._timer.cancel()
        means.kernel._end()
        means.host_ports.close()
        assert isinstance(means.rules, Rules)
        means.rules.close()

    @override
    async def clear(self) -> None:
        with contextlib.suppress(Refusal):
            await self.supervisor.stop("/", "once", 0)
        await super().clear()

    @override
    async def _disagreements(self) -> list[str]:
        register = self._network_means.register
        roots = {run.workload.root for run in self.means.register if not run.workload.ended}
        kept = {f"service-{life.record.id}" for life in self.services.lives("/")}
        sight = await self._network_means.kernel.run(look)
        prefix = naming.links(self._network_means.choices.tag)
        ours = {name for name in sight.links if name.startswith(prefix)}
        linked = {endpoint.host_interface for _, endpoint in register.linked()}
        held = {
            port
            for hold in register.holds.values()
            for one in hold.endpoints
            for port in one.ports
        }
        pairs: dict[str, tuple[object, object]] = {
            "links and endpoints": (ours, linked),
            "holds that nobody has": (set(register.holds) - roots - kept, set()),
            "what is linked and does not run": (
                {hold.key for hold, _ in register.linked()} - roots, set()
            ),
            "ports": (len(self._network_means.host_ports._held), len(held)),
            "rules": (await self.own._ruling.is_whole(), True),
        }  # fmt: skip
        found = [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]
        return [*await super()._disagreements(), *found]


@contextlib.asynccontextmanager
async def network_world() -> AsyncIterator[NetworkWorld]:
    """Begin a node with a network, and clear it away at the end."""
    async with living_world(NetworkWorld, Limits()) as node:
        await node.have_image()
        await node.have_network()
        yield node
    node.close_networks()


def apart(work: Coroutine[None, None, None]) -> None:
    """Run this in a network namespace of its own, by a thread that is in it with all that it starts."""
    with namespaces(1, up=True) as (namespace,):
        within(namespace, lambda: asyncio.run(work))
