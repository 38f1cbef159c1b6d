"""`aer cell update`: changes limits, labels and annotations of a cell while it runs."""

import argparse
import asyncio
import sys

from aurae.cli import cell_limits
from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_calls import CELL, call, shown
from aurae.cli.cells import details
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.cli.table import listing
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellGraphNode, CellServiceUpdateRequest

ARGUMENTS = (
    CELL,
    *cell_limits.ARGUMENTS,
    Argument(
        ("--clear",),
        "Take back a limit, label or annotation, such as memory.max, io.devices, labels.tier or "
        "annotations. Repeatable.",
        "FIELD",
        many="append",
    ),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Change a cell, all of it or nothing, and show it."""
    request = CellServiceUpdateRequest(clear=options.clear)
    cell_limits.fill(request.cell, options)
    if not (request.clear or request.cell.ByteSize()):
        why = "there is nothing to change (see `aer cell update --help`)"
        print(f"aer cell update: {why}", file=sys.stderr)
        return 2
    request.cell.name = options.cell
    node = asyncio.run(_update(options, request))
    show(options, lambda: plain(node), lambda: listing(details(node)))
    return 0


async def _update(options: argparse.Namespace, request: CellServiceUpdateRequest) -> CellGraphNode:
    async with connect(options) as channel:
        stub = CellServiceStub(channel)
        doing = f"update {shown(options.cell)}"
        return (await call(doing, stub.Update, request, limit(options))).cell
