"""`aer status`: shows the daemon's processes and problems."""

import argparse
import asyncio

from aurae.cli.arguments import COMMON, LIMIT
from aurae.cli.document import moment, plain
from aurae.cli.output import show
from aurae.cli.session import connect, limit
from aurae.cli.table import listing
from aurae.client.calls import call
from aurae.proto.system_grpc import SystemServiceStub
from aurae.proto.system_pb2 import StatusRequest, StatusResponse

ARGUMENTS = (LIMIT, *COMMON)


def run(options: argparse.Namespace) -> int:
    """Show the daemon's status."""
    reply = asyncio.run(_ask(options))
    show(options, lambda: plain(reply), lambda: listing(_pairs(reply)))
    return 0


async def _ask(options: argparse.Namespace) -> StatusResponse:
    async with connect(options) as channel:
        return await call(SystemServiceStub(channel).Status, StatusRequest(), limit(options))


def _pairs(reply: StatusResponse) -> list[tuple[str, str]]:
    return [
        ("version", reply.version),
        ("node", reply.node_name),
        ("started", moment(reply.started_at)),
        ("generation", str(reply.generation)),
        ("init", f"pid {reply.init_pid}"),
        ("server", f"pid {reply.server_pid}"),
        ("journal", f"pid {reply.journal_pid}"),
        ("running", str(reply.running)),
        ("lost exits", str(reply.lost_exits)),
        *(("problem", problem) for problem in reply.problems or ["none"]),
    ]
