"""`aer ps`: lists workloads."""

import argparse
import asyncio
import shlex

from aurae.cli.arguments import COMMON, LIMIT, Argument
from aurae.cli.document import plain
from aurae.cli.output import show
from aurae.cli.phases import standing
from aurae.cli.session import connect, limit
from aurae.cli.table import age, table
from aurae.cli.workloads import since
from aurae.client.calls import call
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import ListRequest, Workload

ARGUMENTS = (
    Argument(("-a", "--all"), "Show the workloads that have ended, too."),
    Argument(("--cell",), "Show only workloads in this cell and below it.", "CELL"),
    LIMIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """List workloads, oldest first."""
    workloads = asyncio.run(workloads_of(options))
    show(options, lambda: [plain(workload) for workload in workloads], lambda: _table(workloads))
    return 0


async def workloads_of(options: argparse.Namespace) -> list[Workload]:
    """Ask for workloads, with `options.all` for the ended ones too, below `options.cell`."""
    request = ListRequest(all=options.all, cell=options.cell or "")
    async with connect(options) as channel:
        return await list_workloads(RuntimeServiceStub(channel), request, limit(options))


async def list_workloads(
    stub: RuntimeServiceStub, request: ListRequest, limit: float
) -> list[Workload]:
    """Ask for workloads until the last page; `limit` in seconds is for each of them."""
    workloads: list[Workload] = []
    while True:
        reply = await call(stub.List, request, limit)
        workloads += reply.workloads
        if not reply.next_page_token:
            return workloads
        request.page_token = reply.next_page_token


def _table(workloads: list[Workload]) -> str:
    return table(
        ("NAME", "CELL", "ID", "STATUS", "PID", "CREATED", "COMMAND"),
        [
            (
                workload.name,
                workload.cell or "/",
                str(workload.id),
                standing(workload),
                str(workload.pid or "-"),
                f"{age(since(workload.created_at))} ago",
                shlex.join(workload.argv),
            )
            for workload in workloads
        ],
    )
