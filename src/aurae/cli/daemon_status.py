"""The daemon's processes and problems, as `aer status` without a name shows them."""

import argparse
from functools import partial

from aurae.cli.asking import ask_once
from aurae.cli.document import moment
from aurae.cli.session import limit
from aurae.client.calls import call
from aurae.client.channel import Channel
from aurae.proto.system_grpc import SystemServiceStub
from aurae.proto.system_pb2 import StatusRequest, StatusResponse


def daemon_status(options: argparse.Namespace) -> int:
    """Show the daemon's status."""
    return ask_once(options, partial(_ask, limit=limit(options)), _pairs)


async def _ask(channel: Channel, limit: float) -> StatusResponse:
    return await call(SystemServiceStub(channel).Status, StatusRequest(), limit)


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
