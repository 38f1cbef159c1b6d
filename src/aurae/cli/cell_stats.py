"""`aer cell stats`: shows what cells use."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.cell_calls import CELLS, call, shown
from aurae.cli.cells import flat
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.cli.table import table
from aurae.cli.units import bytes_text, seconds_text
from aurae.client.errors import CallError
from aurae.proto.cells_grpc import CellServiceStub
from aurae.proto.cells_pb2 import (
    CellServiceListRequest,
    CellServiceStatsRequest,
    CellServiceStatsResponse,
)

ARGUMENTS = (
    CELLS._replace(
        help="Paths of the cells; / is the node. The node and all cells when not given.", many="*"
    ),
    LIMIT,
    *COMMON,
)
HEADING = (
    "NAME", "CPU", "THROTTLED", "MEMORY", "PEAK", "SWAP", "PIDS", "READ", "WRITTEN", "OOM KILLS",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Show what cells have used, each with all below it."""
    found = asyncio.run(_stats(options))
    show(
        options,
        lambda: [plain(reply) for reply in found],
        lambda: table(HEADING, [_row(reply) for reply in found]),
    )
    return 0


async def _stats(options: argparse.Namespace) -> list[CellServiceStatsResponse]:
    async with connect(options) as channel:
        stub = CellServiceStub(channel)
        if options.cell:
            return [await stats(stub, name, limit(options)) for name in options.cell]
        nodes = (
            await call("list cells", stub.List, CellServiceListRequest(), limit(options))
        ).cells
        return await all_stats(
            stub, ["", *(node.cell.name for node in flat(nodes))], limit(options)
        )


async def all_stats(
    stub: CellServiceStub, names: list[str], limit: float
) -> list[CellServiceStatsResponse]:
    """Ask for the usage of cells that were there a moment ago; those that have gone are left out."""
    found = await asyncio.gather(
        *(stats(stub, name, limit) for name in names), return_exceptions=True
    )
    replies: list[CellServiceStatsResponse] = []
    for outcome in found:
        if isinstance(outcome, BaseException):
            if not (isinstance(outcome, CallError) and outcome.status == "NOT_FOUND"):
                raise outcome
        else:
            replies.append(outcome)
    return replies


async def stats(stub: CellServiceStub, name: str, limit: float) -> CellServiceStatsResponse:
    """Ask for the usage of one cell; of the node when the name is `/` or empty."""
    request = CellServiceStatsRequest(cell_name="" if name == "/" else name)
    return await call(f"get the usage of {shown(name)}", stub.Stats, request, limit)


def _row(reply: CellServiceStatsResponse) -> tuple[str, ...]:
    memory, has_memory = reply.memory, reply.HasField("memory")
    return (
        reply.cell_name or "/",
        seconds_text(reply.cpu.usage_usec),
        seconds_text(reply.cpu.throttled_usec),
        bytes_text(memory.current) if has_memory else "-",
        bytes_text(memory.peak) if has_memory else "-",
        bytes_text(memory.swap_current) if has_memory else "-",
        str(reply.pids.current) if reply.HasField("pids") else "-",
        bytes_text(sum(device.read_bytes for device in reply.io)) if reply.io else "-",
        bytes_text(sum(device.write_bytes for device in reply.io)) if reply.io else "-",
        str(memory.oom_kill_events) if has_memory else "-",
    )
