"""`aer tree`: shows cells and workloads as a tree, with limits and usage."""

import argparse
import asyncio
import shlex
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_calls import call
from aurae.cli.cell_stats import all_stats
from aurae.cli.cells import flat, quota_text, status
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.ps import list_workloads
from aurae.cli.session import connect, limit
from aurae.cli.table import STATUS_COLOURS, coloured, printable
from aurae.cli.units import count_text, seconds_text, used_text
from aurae.cli.workloads import status as workload_status
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellGraphNode, CellServiceListRequest, CellServiceStatsResponse
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ListRequest, Workload

if TYPE_CHECKING:
    from aurae.cli.document import Plain

ARGUMENTS = (
    Argument(
        ("cell",), "Only this cell and those below it; the node when not given.", "CELL", many="?"
    ),
    LIMIT,
    *COMMON,
)
NODE = "/"
BRANCH, LAST, TRUNK, NOTHING = "├─ ", "└─ ", "│  ", "   "


class Found(NamedTuple):
    """All that the tree shows: cells, and by the path of a cell its usage and its workloads."""

    cells: list[CellGraphNode]
    usage: dict[str, CellServiceStatsResponse]
    workloads: dict[str, list[Workload]]


def run(options: argparse.Namespace) -> int:
    """Show the tree of the node or of one cell; with `-o json` each with its usage."""
    found = asyncio.run(_ask(options))
    root = (options.cell or "").strip("/")
    if root:
        top = next((node for node in flat(found.cells) if node.cell.name == root), None)
        if top is None:
            print(f"aer: cannot show {printable(root)}: cell not found", file=sys.stderr)
            return 1
        show(options, lambda: _document(top, found), lambda: "".join(_cell(top, found, "")))
    else:
        show(options, lambda: _node_document(found), lambda: "".join(_node(found)))
    return 0


async def _ask(options: argparse.Namespace) -> Found:
    async with connect(options) as channel:
        cells = CellServiceStub(channel)
        listed = await call("list cells", cells.List, CellServiceListRequest(), limit(options))
        runtime = RuntimeServiceStub(channel)
        workloads = await list_workloads(runtime, ListRequest(), limit(options))
        names = ["", *(node.cell.name for node in flat(listed.cells))]
        usage = await all_stats(cells, names, limit(options))
    by_cell: dict[str, list[Workload]] = {}
    for workload in workloads:
        by_cell.setdefault(workload.cell or NODE, []).append(workload)
    return Found(
        list(listed.cells),
        {reply.cell_name.strip("/") or NODE: reply for reply in usage},
        by_cell,
    )


def _node_document(found: Found) -> "dict[str, Plain]":
    return {
        "name": NODE,
        "cell": None,
        "state": None,
        **_inside(NODE, found),
        "children": [_document(node, found) for node in found.cells],
    }


def _document(node: CellGraphNode, found: Found) -> "dict[str, Plain]":
    return {
        "name": node.cell.name,
        "cell": plain(node.cell),
        "state": plain(node.state),
        **_inside(node.cell.name, found),
        "children": [_document(child, found) for child in node.children],
    }


def _inside(name: str, found: Found) -> "dict[str, Plain]":
    usage = found.usage.get(name)
    return {
        "stats": None if usage is None else plain(usage),
        "workloads": [plain(workload) for workload in found.workloads.get(name, [])],
    }


def _node(found: Found) -> Iterator[str]:
    usage = found.usage.get(NODE)
    yield _line("", NODE, "bold", "" if usage is None else _usage(usage, CellGraphNode()))
    yield from _below(NODE, found.cells, found, "")


def _cell(node: CellGraphNode, found: Found, lead: str, below: str = "") -> Iterator[str]:
    """Yield the lines of a cell; `lead` stands before its own, `below` before those under it."""
    word = status(node.state)
    usage = found.usage.get(node.cell.name)
    name = node.cell.name.rpartition("/")[2] if lead else node.cell.name
    parts = ["" if usage is None else _usage(usage, node), "" if word == "allocated" else word]
    text = ", ".join(part for part in parts if part)
    colour = "bold" if word == "allocated" else STATUS_COLOURS.get(word)
    yield _line(lead, name, colour, text)
    yield from _below(node.cell.name, list(node.children), found, below)


def _below(name: str, children: list[CellGraphNode], found: Found, lead: str) -> Iterator[str]:
    workloads = found.workloads.get(name, [])
    left = len(workloads) + len(children)
    for workload in workloads:
        left -= 1
        word = workload_status(workload)
        shown = "" if word == "running" else f"{word} "
        text = f"{shown}{workload.pid or '-'} {shlex.join(workload.argv)}"
        yield _line(lead + (BRANCH if left else LAST), workload.name, None, text)
    for child in children:
        left -= 1
        yield from _cell(
            child, found, lead + (BRANCH if left else LAST), lead + (TRUNK if left else NOTHING)
        )


def _usage(reply: CellServiceStatsResponse, node: CellGraphNode) -> str:
    """Write usage against the limits that the kernel has: `memory 12.3/64.0 MiB, pids 3/32`."""
    state = node.state
    most_memory = state.memory.max if state.memory.HasField("max") else None
    most_pids = state.pids.max if state.pids.HasField("max") else None
    quota = quota_text(state.cpu)
    parts = (
        f"memory {used_text(reply.memory.current, most_memory)}"
        if reply.HasField("memory")
        else "",
        f"pids {count_text(reply.pids.current, most_pids)}"
        if reply.HasField("pids")
        else f"{reply.processes} process{'' if reply.processes == 1 else 'es'}",
        f"cpu {seconds_text(reply.cpu.usage_usec)}" + (f" of {quota} CPUs" if quota else ""),
    )
    return ", ".join(part for part in parts if part)


def _line(lead: str, name: str, colour: str | None, text: str) -> str:
    """Lay out a line; at a terminal it is cut at its width."""
    name, text = printable(name), printable(text)
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    left = room - len(lead) - len(name) - 2
    if room and len(text) > max(left, 8):
        text = text[: max(left, 8) - 1] + "…"
    return f"{lead}{coloured(name, colour)}  {text}".rstrip() + "\n"
