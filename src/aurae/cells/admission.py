"""What is set aside for cells must be there: arithmetic of guarantees. Pure.

`memory.min` is memory that the kernel does not take back. `cpu.reserved` is a share that is granted
once: the kernel knows no reservation of CPUs, so it becomes a weight, 100 for each CPU. As the sum is
bounded, that weight is worth the CPUs against siblings that reserve as well; one that reserves
nothing has the kernel's weight of 100, that of one CPU, unless it is given another.

The sum over the cells right below one may not be more than that one has itself, or for the top cells,
than the machine has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.cell_limits import needs
from aurae.model.refusal import Exhausted, FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.cell import CellSpec, Limits


@dataclass(frozen=True, slots=True)
class Guarantees:
    """Bytes of memory and thousandths of CPUs; what is promised, or what can be."""

    memory: int = 0
    cpu: int = 0


NOTHING = Guarantees()


def guarantees(limits: Limits) -> Guarantees:
    """Return what these limits set aside."""
    memory = limits.memory.min if limits.memory is not None else None
    cpu = limits.cpu.reserved if limits.cpu is not None else None
    return Guarantees(memory or 0, cpu or 0)


def total(specs: Iterable[CellSpec]) -> Guarantees:
    """Return what is set aside for all of these."""
    found = [guarantees(spec.limits) for spec in specs]
    return Guarantees(sum(item.memory for item in found), sum(item.cpu for item in found))


def check_room(
    action: str,
    spec: CellSpec,
    siblings: Iterable[CellSpec],
    holds: Guarantees,
    whose: str,
    had: Guarantees = NOTHING,
) -> None:
    """Exhausted when `whose`, such as "cell 'a'", holds less than is asked beside the siblings.

    What the cell `had` before is not judged again: the machine may have shrunk since.
    """
    asked, taken = guarantees(spec.limits), total(siblings)
    if asked.memory > had.memory:
        _fit(action, "memory.min", asked.memory, holds.memory - taken.memory, f"bytes, {whose}")
    if asked.cpu > had.cpu:
        _fit(action, "cpu.reserved", asked.cpu, holds.cpu - taken.cpu, f"thousandths, {whose}")


def check_kept(action: str, spec: CellSpec, children: Iterable[CellSpec]) -> None:
    """Exhausted when a cell would hold less than is set aside for those below it."""
    holds, taken = guarantees(spec.limits), total(children)
    for name, has, given in (
        ("memory.min", holds.memory, taken.memory),
        ("cpu.reserved", holds.cpu, taken.cpu),
    ):
        if has < given:
            raise Exhausted(action, f"{name}: {given} are set aside for the cells below it")


def check_controllers(action: str, limits: Limits, available: frozenset[str]) -> None:
    """FailedPrecondition when a limit is asked that this machine cannot enforce."""
    for controller, name in needs(limits).items():
        if controller not in available:
            why = (
                f"{name} needs the {controller} controller, which this machine's cgroup v2 has not"
            )
            raise FailedPrecondition(action, why)


def _fit(action: str, name: str, asked: int, left: int, what: str) -> None:
    if asked > max(left, 0):
        raise Exhausted(action, f"{name}: asked for {asked} {what} has {max(left, 0)} left")
