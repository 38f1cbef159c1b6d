"""`aer cell get`: shows one cell."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.cell_calls import CELL, call, shown
from aurae.cli.cells import details
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.cli.table import listing
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellGraphNode, CellServiceGetRequest

ARGUMENTS = (CELL, LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show a cell with its limits, as they are and where it differs as they were asked for."""
    node = asyncio.run(_get(options))
    show(options, lambda: plain(node), lambda: listing(details(node)))
    return 0


async def _get(options: argparse.Namespace) -> CellGraphNode:
    request = CellServiceGetRequest(cell_name=options.cell)
    async with connect(options) as channel:
        stub = CellServiceStub(channel)
        doing = f"get {shown(options.cell)}"
        return (await call(doing, stub.Get, request, limit(options))).cell
