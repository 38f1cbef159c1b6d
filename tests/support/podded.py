"""Pods on a node of a real init: their cells, and containers in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aurae.model.cell import CellSpec
from aurae.model.container import Container, UserNamespace
from aurae.model.pod_namespaces import PodNamespaces
from aurae.model.session import SessionSpec
from tests.support.supervised import OWNER

if TYPE_CHECKING:
    from aurae.model.cell import Cell
    from aurae.model.workload import Workload, WorkloadSpec
    from tests.support.contained import ContainerWorld


async def make_pod(node: ContainerWorld, name: str = "pod", **pod: Any) -> Cell:
    """Make the cell of a pod with its owner's users."""
    first = await node.preparer._ids.of(OWNER, "test")
    spec = CellSpec(name, pod=PodNamespaces(**({"first_id": first} | pod)))
    return await node.cells.allocate(spec, OWNER)


def member(node: ContainerWorld, name: str, *more: str, **container: Any) -> WorkloadSpec:
    """Return what a container of a pod is asked to be."""
    spec = node.box(name, *more)
    assert spec.container is not None
    return replace(spec, container=replace(spec.container, **container))


async def begin(
    node: ContainerWorld, name: str, *more: str, cell: str = "pod", **how: Any
) -> Workload:
    """Start a container in a pod."""
    return await node.cells.start(cell, member(node, name, *more, **how), OWNER)


async def said(node: ContainerWorld, name: str, script: str, cell: str = "pod") -> str:
    """Run a script in a container of a pod and return what it wrote below /shared."""
    file = node.shared / f"said-{name}"
    spec = SessionSpec(("/bin/sh", "-c", f"({script}) >/shared/said-{name} 2>&1"), no_stdin=True)
    async with node.sessions.opened(cell, name, spec) as session:
        await session.exit
    return file.read_text()


HOST_USERS: dict[str, Any] = {"user_namespace": UserNamespace.HOST}
__all__ = ["HOST_USERS", "Container", "begin", "make_pod", "member", "said"]
