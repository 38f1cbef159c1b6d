"""A node with pods, rollouts and networks on a real init, whose server dies at any step that it makes (`celled`).

It is to be in a network namespace of the test's own (`netspace.moved`).
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from typing_extensions import override

from aurae.containers.containers import Containers
from aurae.containers.networking import Networking
from aurae.model.pod import Pod
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
from aurae.pods.connecting import Connecting, key_of
from aurae.pods.found import missing
from aurae.pods.means import Means as PodMeans
from aurae.pods.pods import Pods
from aurae.pods.rollouts import Rollouts
from aurae.state import networks as network_rows
from aurae.state import pods as rows
from aurae.state import rollouts as rollout_rows
from aurae.supervise.means import Limits
from tests.support.celled import living_world
from tests.support.contained import ContainerWorld
from tests.support.networked_mortal import EFFECTS
from tests.support.supervised import OWNER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from aurae.model.rollout import Rollout
    from aurae.model.workload import WorkloadSpec


class PodWorld(ContainerWorld):
    """One node with pods."""

    networks: AllNetworks
    pods: Pods
    rollouts: Rollouts

    def member(self, name: str, *more: str) -> WorkloadSpec:
        """Return a container of a pod."""
        spec = self.box(name, *more)
        assert spec.executable is not None
        return replace(spec, executable=replace(spec.executable, stop_timeout=0.3))

    def pod(self, name: str, *members: str, **more: Any) -> Pod:
        """Return what a pod with these containers is asked to be."""
        return Pod(name, containers=tuple(self.member(one) for one in members), **more)

    def picture_of_pods(self) -> dict[str, str]:
        """Return pods with how they stand."""
        return {one.record.name: one.state.value for one in self.pods.everything("/", {})}

    async def apply(self, rollout: Rollout) -> None:
        """Make a rollout, or change it; returns when all is as asked."""
        await self.rollouts.apply(rollout, OWNER, wait=True)

    @override
    async def clear(self) -> None:
        for one in self.rollouts.everything("/", {}):
            await self.rollouts.delete(one.record.name)
        for name in self.picture_of_pods():
            await self.pods.delete(name, force=True)
        for network in self.networks.everything():
            await self.networks.delete(network.name, OWNER, "delete")
        await super().clear()
        assert not self.standing()

    @override
    async def _open_more(self) -> None:
        folder = self.process.folder
        tag, tasks, store = naming.tag(folder), self.means.tasks, self.store
        self._rules = Rules(tag)
        choices = Choices(tag=tag, pool_ipv4="10.88.0.0/13", pool_ipv6="fd88:1:2::/48")
        self._network_means = NetworkMeans(store, tasks, self._rules, choices)
        self._own = Networks(self._network_means)
        programs = Programs(
            self.init, self.means.leaves, tasks.begin, self.means.register.next_id, [], 5.0
        )
        plugins = Cni(CniFiles(folder / "cni"), programs, tag)
        cni = CniNetworks(plugins, store, tasks, self._network_means.host_ports)
        self.networks = AllNetworks(self._own, cni)
        parts = {"kernel": self._network_means.kernel, "rules": self._rules}
        for part, owner in parts.items():
            for name in EFFECTS[part]:
                setattr(owner, name, self._life.mortal(getattr(owner, name)))
        (folder / "cni").mkdir(exist_ok=True)
        await self.networks.open()
        next_id = self.means.register.next_id
        leaves = self.means.leaves
        self.pods = Pods(
            PodMeans(
                cells=self.cells,
                services=self.services,
                containers=Containers(self.services, self.supervisor, leaves, tasks, next_id),
                connecting=Connecting(Networking(self.networks), self.networks, self.init),
                store=store,
                tasks=tasks,
                next_id=next_id,
                first_id=self.preparer.first_id,
            )
        )
        self.rollouts = Rollouts(self.pods, self.networks, store, tasks, next_id)
        await self.pods.open()

    @override
    async def _adopt_more(self) -> None:
        await self.pods.adopt()
        await self.rollouts.adopt()
        await super()._adopt_more()
        await self.networks.adopt(self.pods.keys())

    @override
    def _go_on_more(self) -> None:
        self.pods.go_on()
        self.rollouts.go_on()

    @override
    def _let_go(self) -> None:
        super()._let_go()
        kernel = self._network_means.kernel
        if kernel._timer is not None:
            kernel._timer.cancel()
        kernel._leaving.clear()
        kernel._end()
        self._own._watching.close()
        self._network_means.host_ports.close()
        self._rules.close()

    @override
    async def _disagreements(self) -> list[str]:
        found = self.pods.everything("/", {})
        known = await self.store.read(network_rows.everything)
        register = self._network_means.register
        linked = sorted(item.id for _, item in register.linked())
        endpoints = [item for hold in register.holds.values() for item in hold.endpoints]
        keys = {key_of(one.record) for one in found}
        links = await self._links()
        going = [name for name, one in self.rollouts._all.items() if one.record.going]
        pairs: dict[str, tuple[object, object]] = {
            "pods and rows": (
                sorted(self.pods._means.register, key=lambda one: one.id),
                await self.store.read(rows.everything),
            ),
            "pods that are half made or on their way out": (
                [one.name for one in self.pods._means.register if one.stage.value != "MADE"], []
            ),
            "pods and cells": (
                sorted((one.record.name, one.record.cell) for one in found),
                sorted((cell.name, cell.id) for cell in self.standing()),
            ),
            "containers that are missing": ([missing(one) for one in found if missing(one)], []),
            "services of no pod": (
                {life.record.cell for life in self.services.lives("/")} - set(self.picture_of_pods()),
                set(),
            ),
            "addresses and pods": (set(register.holds) - keys, set()),
            "endpoints and rows": (
                sorted(item.id for item in endpoints), sorted(known.endpoints)
            ),
            "endpoints that are linked": (linked, sorted(item.id for item in endpoints)),
            "links": (
                links,
                {network.bridge for network in register.networks.values()}
                | {item.host_interface for item in endpoints},
            ),
            "rollouts and rows": (
                sorted(one.record.id for one in self.rollouts.everything("/", {})),
                sorted(one.id for one in await self.store.read(rollout_rows.everything)),
            ),
            "rollouts on their way out": (going, []),
        }  # fmt: skip
        different = [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]
        return [*await super()._disagreements(), *different]

    async def _links(self) -> set[str]:

        prefix = naming.prefix(self._network_means.choices.tag)
        sight = await self._network_means.kernel.run(look)
        return {name for name in sight.links if name.startswith(prefix)}


@contextlib.asynccontextmanager
async def pod_world() -> AsyncIterator[PodWorld]:
    """Begin a node with pods, and clear it away at the end."""
    async with living_world(PodWorld, Limits()) as node:
        await node.have_image()
        yield node
