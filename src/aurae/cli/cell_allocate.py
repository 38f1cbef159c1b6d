"""`aer cell allocate`: makes a cell."""

import argparse
import asyncio

from aurae.cli import cell_limits
from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.assigning import assign
from aurae.cli.cell_calls import CELL, call, shown
from aurae.cli.document import plain
from aurae.cli.network_words import attachment, port
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import CellServiceAllocateRequest, CellServiceAllocateResponse

ARGUMENTS = (
    CELL,
    *cell_limits.ARGUMENTS,
    Argument(
        ("--isolate-process", "--cell-isolate-process"),
        "Give the cell process IDs, mounts, IPC and a host name of its own.",
    ),
    Argument(
        ("--isolate-network", "--cell-isolate-network"), "Give the cell a network of its own."
    ),
    Argument(
        ("--network",),
        "Connect the cell's own network to this one, as in NET:ip=10.1.0.9,mac=...,alias=db; repeatable.",
        "NETWORK",
        attachment,
        "append",
    ),
    Argument(
        ("-p", "--publish"),
        "Lead this port of the host to one of the cell: 80, 8080:80, 127.0.0.1:53:53/udp. "
        "Without --network it is on your network `default`. Repeatable.",
        "[[ADDRESS:][HOST-PORT]:]PORT[/udp]",
        port,
        "append",
    ),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Make a cell, and print its name."""
    reply = asyncio.run(_allocate(options))
    show(options, lambda: plain(reply), lambda: f"{reply.cell_name}\n")
    return 0


async def _allocate(options: argparse.Namespace) -> CellServiceAllocateResponse:
    request = CellServiceAllocateRequest()
    request.cell.name = options.cell
    request.cell.isolate_process = options.isolate_process
    request.cell.isolate_network = options.isolate_network
    if options.network:
        assign(request.cell, "networks", options.network)
    if options.publish:
        assign(request.cell, "ports", options.publish)
    cell_limits.fill(request.cell, options)
    async with connect(options) as channel:
        stub = CellServiceStub(channel)
        doing = f"allocate {shown(options.cell)}"
        return await call(doing, stub.Allocate, request, limit(options))
