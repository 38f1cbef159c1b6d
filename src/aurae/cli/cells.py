"""How cells are shown."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from aurae.cli.cell_limits import LIMITS
from aurae.cli.document import enum_name, moment
from aurae.cli.table import age
from aurae.cli.units import bytes_text, cpus_text
from aurae.cli.workloads import since
from aurae.config.values import duration_text
from aurae.proto import cells_pb2
from aurae.proto.cells_pb2 import CellGraphNode

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from aurae.proto.cells_pb2 import Cell, CellState, CpuController

DEFAULT_WEIGHT = 100
"""What the kernel gives a cell for which nothing else was asked."""


def flat(nodes: Iterable[CellGraphNode]) -> Iterator[CellGraphNode]:
    """Yield trees of cells as a list, each cell before those below it."""
    for node in nodes:
        yield node
        yield from flat(node.children)


def status(state: "CellState") -> str:
    """Return the status in words: `allocated`, `frozen` or `freeing`."""
    if state.frozen and state.status == cells_pb2.CELL_STATUS_ALLOCATED:
        return "frozen"
    return enum_name(cells_pb2.CellStatus.DESCRIPTOR, state.status)


def row(node: CellGraphNode) -> tuple[str, ...]:
    """Return the cells of a table for one cell of the machine; `-` is no limit."""
    state = node.state
    return (
        node.cell.name,
        status(state),
        cpu_text(node) or "-",
        bytes_text(state.memory.max) if state.memory.HasField("max") else "-",
        str(state.pids.max) if state.pids.HasField("max") else "-",
        str(len(state.workloads)),
        age(since(state.created_at)) if state.HasField("created_at") else "-",
    )


def cpu_text(node: CellGraphNode) -> str:
    """Return what a cell may use of the CPUs in few words: `0.5 CPUs, weight 200`; empty for all."""
    cpu = node.state.cpu
    quota = quota_text(cpu)
    reserved = node.cell.cpu.reserved
    parts = [
        f"{quota} CPUs" if quota else "",
        f"{cpus_text(reserved, 1000)} reserved" if reserved else "",
        "idle" if cpu.idle else "",
        f"weight {cpu.weight}"
        if cpu.HasField("weight")
        and cpu.weight != DEFAULT_WEIGHT
        and not reserved
        and not cpu.idle
        else "",
    ]
    return ", ".join(part for part in parts if part)


def quota_text(cpu: "CpuController") -> str:
    """Return how many CPUs' time a cell may use, such as `0.5`; empty without a quota."""
    return cpus_text(cpu.max, cpu.period) if cpu.max else ""


def details(node: CellGraphNode) -> list[tuple[str, str]]:
    """Return what is known of a cell, names and values."""
    cell, state = node.cell, node.state
    own = [
        what
        for what, has in (("processes", cell.isolate_process), ("network", cell.isolate_network))
        if has
    ]
    effective = (("cpus", state.effective_cpus), ("mems", state.effective_mems))
    return [
        ("name", cell.name),
        ("status", status(state)),
        *([("created", moment(state.created_at))] if state.HasField("created_at") else []),
        ("owner", state.owner),
        ("cgroup", state.cgroup),
        *([("isolated", ", ".join(own))] if own else []),
        *_limits(cell, state),
        *((f"effective {what}", text) for what, text in effective if text),
        *((f"label {key}", cell.labels[key]) for key in sorted(cell.labels)),
        *((f"annotation {key}", cell.annotations[key]) for key in sorted(cell.annotations)),
        ("workloads", ", ".join(state.workloads)),
        ("cells", ", ".join(child.cell.name for child in node.children)),
    ]


def _limits(cell: "Cell", state: "CellState") -> Iterator[tuple[str, str]]:
    """Yield each limit as the kernel has it, and what was asked for where that differs."""
    for field, _ in LIMITS:
        group, _, name = field.partition(".")
        now = _text(field, getattr(state, group), name)
        asked = _text(field, getattr(cell, group), name)
        if now and asked and now != asked:
            yield field, f"{now} (asked for {asked})"
        elif now or asked:
            yield field, now or asked
    for device in state.io.devices or cell.io.devices:
        yield f"io {device.device}", _device_text(device)


def _text(field: str, controller: "Message", name: str) -> str:
    """Return a limit for people; empty when it is not set."""
    if not controller.HasField(name):
        return ""
    value = getattr(controller, name)
    if field == "cpu.max":
        return duration_text(value / 1e6) if value else "no limit"
    if field in {"cpu.period", "cpu.burst"}:
        return duration_text(value / 1e6)
    if field == "cpu.reserved":
        return f"{cpus_text(value, 1000)} CPUs"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return bytes_text(value) if field.startswith("memory.") else str(value)


# What a device is limited in, and how that is written.
_DEVICE_TEXTS = (
    ("weight", "weight {}", str),
    ("read_bps", "read {}/s", bytes_text),
    ("write_bps", "write {}/s", bytes_text),
    ("read_iops", "read {} operations/s", str),
    ("write_iops", "write {} operations/s", str),
)


def _device_text(device: "Message") -> str:
    """Return the limits of an IoDevice for people."""
    return ", ".join(
        text.format(write(getattr(device, name)))
        for name, text, write in _DEVICE_TEXTS
        if device.HasField(name)
    )
