"""Workloads to write and compare in tests."""

from dataclasses import replace

from aurae.model.workload import Workload

BASE = Workload(
    id=1, name="web", argv=("web", "é"), owner="spiffe://x/y", boot="b", init=5, created_ns=10
)


def record(ident: int, name: str = "web") -> Workload:
    """Return a workload that begins to start."""
    return replace(BASE, id=ident, name=name)


def ended(ident: int, name: str = "web") -> Workload:
    """Return a workload that has run and exited with 0."""
    return record(ident, name).spawned(70 + ident, 20).exited(0, 30, 5)
