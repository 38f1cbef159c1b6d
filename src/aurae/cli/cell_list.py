"""`aer cell list`: lists cells."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.cell_calls import call
from aurae.cli.cell_limits import pair
from aurae.cli.cells import flat, row
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.cli.table import table
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellGraphNode, CellServiceListRequest

ARGUMENTS = (
    Argument(
        ("-l", "--label"),
        "Only cells with this label, and the cells above them. Repeatable.",
        "KEY=VALUE",
        pair,
        "append",
    ),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List cells, each below the one that it is in."""
    nodes = asyncio.run(cells_of(options))
    show(
        options,
        lambda: [plain(node) for node in nodes],
        lambda: table(
            ("NAME", "STATUS", "CPU", "MEMORY", "PIDS", "WORKLOADS", "AGE"),
            [row(node) for node in flat(nodes)],
        ),
    )
    return 0


async def cells_of(options: argparse.Namespace) -> list[CellGraphNode]:
    """Ask for the trees of all cells that have the labels of `options`."""
    request = CellServiceListRequest(labels=dict(options.label))
    async with connect(options) as channel:
        reply = await call("list cells", CellServiceStub(channel).List, request, limit(options))
        return list(reply.cells)
